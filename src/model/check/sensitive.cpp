#include "model/check/sensitive.hpp"

#include <fmt/format.h>

#include <map>
#include <set>

#include "model/check/private_words.hpp"

namespace hustings {
namespace {

/// Who is picked as what, by which value of a key.
struct Picked {
  std::string by;  ///< `programme 'knock'`
  const char* as;
  std::string key;
  std::string value;
};

/// Tells whether that is private; if so it is an error.
bool refuse_private(const Source& source, const Picked& picked, Problems& problems) {
  if (picked.key == "district" || picked.key == "region") return false;
  const std::string of_key = sensitive_word(picked.key);
  const std::string word = of_key.empty() ? sensitive_word(picked.value) : of_key;
  if (word.empty()) return false;
  problems.error(source,
                 fmt::format("{}: '{}: {}' is refused as a {}: '{}' is private", picked.by,
                             picked.key, picked.value, picked.as, word),
                 "sensitive_targets: {allowed: the reason} allows it, and every report says so");
  return true;
}

/// Reports what is private in a `where`; `source`: of keys without a place.
void refuse_private_target(const std::string& by, const scenario::WhereClause& where,
                           const Source& source, Problems& problems) {
  for (const auto& [key, values] : where.keys) {
    const auto found = where.sources.find(key);
    for (const std::string& value : values) {
      const Picked picked{by, "target", key, value};
      if (refuse_private(found == where.sources.end() ? source : found->second, picked, problems)) {
        break;
      }
    }
  }
}

/// The keys that each faction and each value of a tag is one of.
std::map<std::string, std::set<std::string>> keys_by_value(const ScenarioIndex& index) {
  std::map<std::string, std::set<std::string>> keys;
  for (const PlacedUniverse& placed : index.placed()) {
    keys[placed.universe->faction].insert("faction");
    for (const auto* tags : {&placed.universe->tags, &placed.district->tags}) {
      for (const auto& [tag, value] : *tags) keys[value].insert(tag);
    }
  }
  return keys;
}

/// Refuses groups of people, by faction or tag value, that tell of what is private: by the words of
/// the value, or of any key that it is a value of in some universe. A value that nobody has is told
/// of elsewhere. Source: docs/campaign.md, "Ethics".
class GroupCheck {
 public:
  explicit GroupCheck(const Checking& checking)
      : problems_(checking.problems), keys_(keys_by_value(checking.index)) {}

  /// `source`: of groups without a place.
  void refuse(const std::string& by, const char* as, const std::map<std::string, double>& groups,
              const std::map<std::string, Source>& sources, const Source& source) const {
    for (const auto& [group, share] : groups) {
      const auto found = keys_.find(group);
      if (found == keys_.end()) continue;
      const auto at = sources.find(group);
      for (const std::string& key : found->second) {
        if (refuse_private(at == sources.end() ? source : at->second, {by, as, key, group},
                           problems_)) {
          break;
        }
      }
    }
  }
  void refuse(const std::string& by, const scenario::GroupShares& use) const {
    refuse(by, "group of users", use.groups, use.group_sources, use.source);
  }

 private:
  Problems& problems_;
  std::map<std::string, std::set<std::string>> keys_;
};

}  // namespace

void check_private_targets(const Checking& checking) {
  if (!checking.scenario.sensitive_targets.empty()) return;
  const GroupCheck groups(checking);
  for (const scenario::Programme& programme : checking.scenario.programmes) {
    const std::string by = "programme '" + programme.id + "'";
    refuse_private_target(by, programme.where, programme.where_source, checking.problems);
    groups.refuse(by, "group of followers", programme.followers, programme.follower_sources,
                  programme.source);
    if (programme.broadcast.use) groups.refuse(by, *programme.broadcast.use);
  }
  for (const scenario::Channel& channel : checking.scenario.channels) {
    groups.refuse("channel '" + channel.id + "'", channel.use);
  }
  for (const scenario::Shock& shock : checking.scenario.shocks) {
    refuse_private_target("shock '" + shock.id + "'", shock.where, shock.where_source,
                          checking.problems);
  }
}

}  // namespace hustings
