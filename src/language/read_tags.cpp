#include <algorithm>
#include <array>

#include "language/read_parts.hpp"

namespace hustings {
namespace {

/// A word of the language, which no tag may have for its name: in `by` and `where` it would mean
/// two things.
struct Taken {
  std::string_view name;
  std::string_view why;
};

constexpr auto kTaken = std::to_array<Taken>({
    {"faction", "is a universe's"},
    {"district", "is a universe's"},
    {"universe", "is the short name of one"},
    {"region", "is a district's"},
    {"contest", "names contests"},
    {"candidate", "names candidates"},
    {"slate", "names slates"},
    {"everybody", "means all voters"},
});

}  // namespace

std::string tag_refusal(std::string_view name, TagOwner owner) {
  const bool about_people = owner != TagOwner::candidate;
  if (about_people && names_a_person(name, owner == TagOwner::universe)) {
    return "'" + std::string(name) + "' is data about persons";
  }
  for (const Taken& taken : kTaken) {
    if (taken.name != name) continue;
    return "no tag can be called '" + std::string(name) + "': it " + std::string(taken.why);
  }
  return "";
}

scenario::Tags read_tags(const Fields& fields, TagOwner owner, Reading& reading) {
  scenario::Tags tags;
  const auto is_given = [&](std::string_view key) {
    const auto is_tag = [&](const Value& tag) { return tag.name() == key; };
    return fields.find(key) || std::ranges::any_of(fields.named(), is_tag);
  };
  for (const Value& tag : fields.named()) {
    const std::string refusal = tag_refusal(tag.name(), owner);
    if (!refusal.empty()) {
      const bool personal = refusal.ends_with("persons");
      tag.refuse(refusal,
                 personal ? "hustings takes aggregates only; leave it out" : "choose another name");
      continue;
    }
    reading.tags.add(owner, tag.name(), tag.source(), fields.known(), is_given);
    std::string value = tag.text();
    if (!value.empty()) tags.emplace(tag.name(), std::move(value));
  }
  return tags;
}

}  // namespace hustings
