#include "model/campaign/coverage.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace hustings::campaign {
namespace {

using VotersByPart = std::map<std::string, double>;  ///< registered voters

/// Whether a part has some people, but fewer than the least.
bool has_few(const VotersByPart& parts, double least) {
  return std::ranges::any_of(
      parts, [&](const auto& part) { return part.second > 0 && part.second < least; });
}

double sum_of(const VotersByPart& parts) {
  double sum = 0;
  for (const auto& [name, registered] : parts) sum += registered;
  return sum;
}

void add(const VotersByPart& parts, VotersByPart& to) {
  for (const auto& [name, registered] : parts) to[name] += registered;
}

/// Groups the values of tags so that all tables may be printed together: the rule, and why it is
/// enough, stand at safe_groups. Greedy: a value once merged stays so and a tag once left out of
/// pairs does, so more groups may be safe than are found; never fewer. O(tags x universes).
class Grouping {
 public:
  Grouping(std::span<const UniverseReach> universes, double least)
      : least_(least), universes_(universes) {
    const std::size_t n_tags = universes.empty() ? 0 : universes.front().values.size();
    for (std::size_t tag = 0; tag < n_tags; ++tag) merge_values(tag);
    pair_tags();
  }

  SafeGroups take() && { return std::move(groups_); }

 private:
  void merge_values(std::size_t tag) {
    std::map<std::string, VotersByPart> by_value;
    for (const UniverseReach& universe : universes_) {
      by_value[universe.values[tag]][universe.part] += universe.registered;
    }
    std::set<std::string> merged;
    VotersByPart other;
    const auto merge = [&](auto value) {
      add(value->second, other);
      merged.insert(value->first);
      return by_value.erase(value);
    };
    for (auto value = by_value.begin(); value != by_value.end();) {
      value = has_few(value->second, least_) ? merge(value) : std::next(value);
    }
    while (has_few(other, least_) && !by_value.empty()) {
      merge(std::ranges::min_element(by_value, {},
                                     [](const auto& value) { return sum_of(value.second); }));
    }
    n_groups_.push_back(by_value.size() + (merged.empty() ? 0 : 1));
    groups_.merged.push_back(std::move(merged));
    groups_.shown.push_back(n_groups_.back() > 1);
  }

  void pair_tags() {
    groups_.paired.assign(n_groups_.size(), false);
    std::vector<std::size_t> tags(n_groups_.size());
    std::iota(tags.begin(), tags.end(), std::size_t{0});
    std::ranges::stable_sort(tags, {}, [&](std::size_t tag) { return n_groups_[tag]; });
    std::vector<std::string> cells;
    for (const UniverseReach& universe : universes_) cells.push_back(universe.part);
    for (const std::size_t tag : tags) {
      if (!groups_.shown[tag]) continue;
      std::vector<std::string> crossed = cells;
      VotersByPart sizes;
      for (std::size_t i = 0; i < universes_.size(); ++i) {
        const std::string& value = universes_[i].values[tag];
        // No value holds a line break.
        crossed[i] += groups_.merged[tag].contains(value) ? "\n\n" : "\n" + value;
        sizes[crossed[i]] += universes_[i].registered;
      }
      if (has_few(sizes, least_)) continue;
      groups_.paired[tag] = true;
      cells = std::move(crossed);
    }
  }

  double least_;
  std::span<const UniverseReach> universes_;
  std::vector<std::size_t> n_groups_;  ///< per tag
  SafeGroups groups_;
};

}  // namespace

SafeGroups safe_groups(std::span<const UniverseReach> universes, double least) {
  return Grouping(universes, least).take();
}

std::vector<CoverageGroup> coverage(std::span<const UniverseReach> universes,
                                    const SafeGroups& groups, std::span<const std::size_t> tags) {
  std::map<std::vector<std::string>, CoverageGroup> by_values;
  CoverageGroup all;
  CoverageGroup other;
  const auto add_to = [](CoverageGroup& group, const UniverseReach& universe) {
    group.registered += universe.registered;
    group.reached += universe.reached;
  };
  for (const UniverseReach& universe : universes) {
    std::vector<std::string> values;
    bool is_merged = false;
    for (const std::size_t tag : tags) {
      values.push_back(universe.values[tag]);
      is_merged = is_merged || groups.merged[tag].contains(values.back());
    }
    add_to(all, universe);
    add_to(is_merged ? other : by_values[values], universe);
  }
  std::vector<CoverageGroup> shown;
  for (auto& [values, group] : by_values) {
    group.values = values;
    shown.push_back(group);
  }
  if (other.registered > 0) shown.push_back(other);
  for (CoverageGroup& group : shown) {
    if (all.reached <= 0) continue;
    group.ratio = group.reached / group.registered / (all.reached / all.registered);
  }
  return shown;
}

}  // namespace hustings::campaign
