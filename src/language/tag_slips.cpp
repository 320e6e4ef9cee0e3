#include "language/tag_slips.hpp"

#include <algorithm>

#include "hustings/scenario/used_keys.hpp"
#include "text/shown.hpp"

namespace hustings {
namespace {

constexpr std::size_t kShort = 3;  ///< letters of a key below which nothing is a slip of it
constexpr std::size_t kLong = 8;   ///< letters from which two may be wrong

std::string folded(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c == '_' || c == '-' || c == ' ' || c == '.') continue;
    plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return plain;
}

/// Whether a name begins with the first word of a key of several words: `turnout_stdev`.
bool has_first_word(std::string_view name, std::string_view key) {
  const std::size_t end = key.find('_');
  return end != key.npos && folded(name).starts_with(folded(key.substr(0, end)));
}

/// The keys that may stand beside a tag, and those of maps among them as `turnout.sd`.
std::vector<std::string> known_names(const std::vector<const Key*>& keys) {
  std::vector<std::string> names;
  for (const Key* key : keys) {
    const std::string name(key->last());
    if (name.starts_with('<') || name == "[]") continue;
    names.push_back(name);
    if (!key->types.has(KeyType::map)) continue;
    for (const Key* below : children(*key)) {
      if (below->last() != "[]") names.push_back(name + "." + std::string(below->last()));
    }
  }
  return names;
}

/// Whether a key may still be given: it is not, nor is one that it excludes.
bool is_lacking(const std::string& name, const std::vector<const Key*>& keys,
                const TagSlips::IsGiven& is_given) {
  if (is_given(name)) return false;
  const auto named = [&](const Key* key) { return key->last() == name; };
  const auto found = std::find_if(keys.begin(), keys.end(), named);
  if (found == keys.end() || (*found)->form.empty()) return true;
  return std::none_of(keys.begin(), keys.end(), [&](const Key* key) {
    return !key->form.empty() && key->form != (*found)->form && is_given(key->last());
  });
}

/// Whether any thing of an owner has both tags: then neither is a slip of the other.
bool stand_together(const scenario::Scenario& scenario, TagOwner owner, const std::string& a,
                    const std::string& b) {
  const auto has_both = [&](const auto& thing) {
    return thing.tags.contains(a) && thing.tags.contains(b);
  };
  if (owner == TagOwner::district) return std::ranges::any_of(scenario.districts, has_both);
  if (owner == TagOwner::universe) return std::ranges::any_of(scenario.universes, has_both);
  return std::ranges::any_of(scenario.contests, [&](const scenario::Contest& contest) {
    return std::ranges::any_of(contest.candidates, has_both);
  });
}

}  // namespace

bool is_slip(std::string_view name, std::string_view of) {
  const std::string a = folded(name);
  const std::string b = folded(of);
  if (a == b) return true;
  const std::size_t most = b.size() < kShort ? 0 : b.size() < kLong ? 1 : 2;
  return edit_distance(a, b) <= most;
}

void TagSlips::add(TagOwner owner, const std::string& tag, const Source& source,
                   const std::vector<const Key*>& keys, const IsGiven& is_given) {
  const auto [found, is_new] = tags_.try_emplace({owner, tag});
  Tag& noted = found->second;
  if (is_new) {
    noted.first = source;
    std::vector<std::string> known = known_names(keys);
    if (owner == TagOwner::candidate) known.emplace_back("incumbent");
    for (const std::string& name : known) {
      if (name != tag && (is_slip(tag, name) || has_first_word(tag, name))) {
        noted.like.push_back(name);
      }
    }
  }
  std::vector<std::string> lacking;
  for (const std::string& name : noted.like) {
    if (is_lacking(name, keys, is_given)) lacking.push_back(name);
  }
  if (lacking.empty() || noted.n_slips++ > 0) return;
  noted.slip = source;
  noted.slip_of = *std::ranges::min_element(lacking, {}, [&](const std::string& name) {
    return edit_distance(folded(tag), folded(name));
  });
}

/// Finds a used tag of the same owner that is nearly this one, and never stands beside it.
std::string TagSlips::used_like(const Name& name, const std::set<std::string>& used,
                                const scenario::Scenario& scenario) const {
  for (const std::string& other : used) {
    if (!tags_.contains({name.first, other}) || !is_slip(name.second, other)) continue;
    if (!stand_together(scenario, name.first, name.second, other)) return other;
  }
  return "";
}

void TagSlips::warn(const scenario::Scenario& scenario, Problems& problems) const {
  const std::set<std::string> used = scenario::used_keys(scenario);
  for (const auto& [name, tag] : tags_) {
    if (used.contains(name.second)) continue;
    const std::string near = tag.slip ? tag.slip_of : used_like(name, used, scenario);
    if (near.empty()) continue;
    std::string text = shown(name.second) + " is a tag that nothing uses";
    if (tag.n_slips > 1) text += ", in " + std::to_string(tag.n_slips) + " places";
    problems.warning(tag.slip.value_or(tag.first), text,
                     "did you mean " + shown(near) + "? a note of yours begins with x-");
  }
}

}  // namespace hustings
