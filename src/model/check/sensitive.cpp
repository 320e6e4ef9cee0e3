#include "model/check/sensitive.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace hustings {
namespace {

/// Of race, of origin and language, of religion, of health, of sex and sexuality.
constexpr std::string_view kWords =
    " race racial ethnic ethnicity black white african caucasian hispanic latino latina latinx"
    " latine chicano asian aapi arab native indigenous roma gypsy gypsie bipoc caste tribe tribal"
    " origin nationality nationalitie citizenship immigrant immigration migrant migration refugee"
    " foreign foreigner foreignborn birthplace ancestry naturalized naturalised undocumented"
    " language speaker speaking speak spanish"
    " religion religious faith church churche creed denomination jewish jew muslim islam islamic"
    " christian catholic protestant evangelical mormon hindu sikh buddhist atheist congregation"
    " mosque synagogue"
    " health healthcare medical medicaid illness disease diagnosi disabled disability disabilitie"
    " handicap pregnant pregnancy abortion hiv cancer addiction patient vaccinated"
    " sex gender sexuality sexual orientation lgbt lgbtq lgbtqia gay lesbian bisexual homosexual"
    " heterosexual transgender trans queer nonbinary woman women man men female male"
    " ";

constexpr bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}
constexpr bool is_small(char c) {
  return c >= 'a' && c <= 'z';
}

bool is_sensitive(std::string word) {
  if (word.empty()) return false;
  std::ranges::transform(word, word.begin(), [](char c) {
    return is_capital(c) ? static_cast<char>(c - 'A' + 'a') : c;
  });
  const auto is_known = [&] { return kWords.find(" " + word + " ") != std::string_view::npos; };
  if (is_known()) return true;
  while (!word.empty() && word.back() == 's') word.pop_back();
  return is_known();
}

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

/// The check of groups of people, by faction or tag value.
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

std::string sensitive_word(std::string_view text) {
  std::string word;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ' ';
    const bool is_letter = is_capital(c) || is_small(c);
    const bool begins = is_capital(c) && i > 0 && is_small(text[i - 1]);
    if (!is_letter || begins) {
      if (is_sensitive(word)) return word;
      word.clear();
    }
    if (is_letter) word += c;
  }
  return "";
}

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
