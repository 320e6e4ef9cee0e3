#include "model/check/targets.hpp"

#include <fmt/format.h>

#include "core/thousands.hpp"
#include "model/levels.hpp"

namespace hustings {

bool check_target_keys(const TargetWords& target, const Checking& checking) {
  if (!check_where(target.where, target.source, checking)) return false;
  bool good = true;
  for (const auto& [key, values] : target.where.keys) {
    const auto found = target.where.sources.find(key);
    const Source& source = found == target.where.sources.end() ? target.source : found->second;
    if (!checking.index.is_of_universes(key)) {
      checking.problems.error(source, target.whose + ": universes have no '" + key + "'",
                              "only keys of universes and districts choose a target");
      good = false;
    }
  }
  return good;
}

bool check_target_size(const TargetWords& target, double registered, const std::string& contest,
                       const Checking& checking) {
  const auto least = checking.scenario.defaults.least_target;
  if (registered <= 0) {
    checking.problems.error(target.source, target.whose +
                                               ": its target has no registered voter of contest '" +
                                               contest + "': it reaches nobody");
    return false;
  }
  if (registered >= static_cast<double>(least)) return true;
  checking.problems.error(
      target.source,
      fmt::format("{}: its target has {} registered voters, fewer than {}", target.whose,
                  with_thousands(static_cast<std::uint64_t>(registered)), with_thousands(least)),
      "take a wider `where`");
  return false;
}

double registered_in(const scenario::WhereClause& where, const std::vector<UniverseId>& universes,
                     const Checking& checking) {
  double registered = 0;
  for (const UniverseId universe : universes) {
    if (!universe_matches(checking.index, universe, where.keys)) continue;
    registered += static_cast<double>(view(checking.index, universe).universe->registered);
  }
  return registered;
}

}  // namespace hustings
