#include "model/campaign/coverage.hpp"

#include <algorithm>
#include <map>

namespace hustings::campaign {
namespace {

struct Group {
  CoverageGroup sums;
  bool hidden = false;
};

using Line = std::vector<Group*>;

std::vector<Group> grouped(std::span<const UniverseReach> universes,
                           std::span<const std::size_t> tags) {
  std::map<std::vector<std::string>, Group> groups;
  for (const UniverseReach& universe : universes) {
    std::vector<std::string> values;
    for (const std::size_t tag : tags) values.push_back(universe.values[tag]);
    if (universe.registered <= 0) continue;
    Group& group = groups[values];
    group.sums.values = values;
    group.sums.registered += universe.registered;
    group.sums.reached += universe.reached;
  }
  std::vector<Group> list;
  for (auto& [values, group] : groups) list.push_back(std::move(group));
  return list;
}

/// Hides the smallest that is shown; false where none is.
bool hide_smallest(const Line& line) {
  Group* smallest = nullptr;
  for (Group* group : line) {
    if (group->hidden) continue;
    if (!smallest || group->sums.registered < smallest->sums.registered) smallest = group;
  }
  if (smallest) smallest->hidden = true;
  return smallest != nullptr;
}

/// Hides more of a line whose sum is known until what is hidden are two groups of the least size
/// together, or all there are; true if that changed anything.
bool protect(const Line& line, double least) {
  bool changed = false;
  while (true) {
    std::size_t n_hidden = 0;
    double registered = 0;
    for (const Group* group : line) {
      if (!group->hidden) continue;
      ++n_hidden;
      registered += group->sums.registered;
    }
    if (n_hidden == 0 || (n_hidden > 1 && registered >= least)) return changed;
    if (!hide_smallest(line)) return changed;
    changed = true;
  }
}

/// The sets of groups whose sums are known: all of them, and of two tags those of every value.
std::vector<Line> known_sums(std::vector<Group>& groups, std::size_t n_tags) {
  std::vector<Line> lines(1);
  for (Group& group : groups) lines[0].push_back(&group);
  if (n_tags < 2) return lines;
  for (std::size_t tag = 0; tag < n_tags; ++tag) {
    std::map<std::string, Line> by_value;
    for (Group& group : groups) by_value[group.sums.values[tag]].push_back(&group);
    for (auto& [value, line] : by_value) lines.push_back(std::move(line));
  }
  return lines;
}

double reached_ratio(const CoverageGroup& group, double mean) {
  return mean > 0 ? group.reached / group.registered / mean : 0;
}

}  // namespace

std::vector<CoverageGroup> coverage(std::span<const UniverseReach> universes,
                                    const CoverageQuestion& question) {
  std::vector<Group> groups = grouped(universes, question.tags);
  for (Group& group : groups) group.hidden = group.sums.registered < question.least;
  const std::vector<Line> lines = known_sums(groups, question.tags.size());
  for (bool changed = true; changed;) {
    changed = false;
    for (const Line& line : lines) changed = protect(line, question.least) || changed;
  }
  double registered = 0;
  double reached = 0;
  for (const UniverseReach& universe : universes) {
    registered += universe.registered;
    reached += universe.reached;
  }
  const double mean = registered > 0 ? reached / registered : 0;
  std::vector<CoverageGroup> shown;
  CoverageGroup other;
  for (const Group& group : groups) {
    if (!group.hidden) {
      shown.push_back(group.sums);
      shown.back().ratio = reached_ratio(group.sums, mean);
    }
    other.registered += group.hidden ? group.sums.registered : 0;
    other.reached += group.hidden ? group.sums.reached : 0;
  }
  if (other.registered < question.least) return shown;
  other.ratio = reached_ratio(other, mean);
  shown.push_back(other);
  return shown;
}

}  // namespace hustings::campaign
