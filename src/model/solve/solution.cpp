#include "model/solve/solution.hpp"

#include <unordered_map>

#include "hustings/core/contract.hpp"

namespace hustings {

std::vector<std::size_t> Solution::places(ContestId contest,
                                          const std::vector<UniverseId>& order) const {
  const std::vector<UniverseId>& from = universes[contest.index()];
  std::unordered_map<std::size_t, std::size_t> place;
  for (std::size_t i = 0; i < from.size(); ++i) place.emplace(from[i].index(), i);
  std::vector<std::size_t> found;
  for (const UniverseId universe : order) {
    const auto at = place.find(universe.index());
    HUSTINGS_REQUIRE(at != place.end());
    found.push_back(at->second);
  }
  return found;
}

/// Reorders whole rows [universe x candidate]. Needed where a what-if changes how a contest is
/// counted: another rule divides its universes into other parts, and so lists them in another
/// order.
Supports Solution::supports_in_order(ContestId contest,
                                     const std::vector<UniverseId>& order) const {
  const std::vector<UniverseId>& from = universes[contest.index()];
  const Supports& solved = supports[contest.index()];
  const std::size_t width = from.empty() ? 0 : solved.predictors.size() / from.size();
  Supports ordered;
  ordered.written = solved.written;
  for (const std::size_t place : places(contest, order)) {
    const auto first = solved.predictors.begin() + static_cast<std::ptrdiff_t>(place * width);
    ordered.predictors.insert(ordered.predictors.end(), first,
                              first + static_cast<std::ptrdiff_t>(width));
  }
  return ordered;
}

Rolloffs Solution::rolloffs_in_order(ContestId contest,
                                     const std::vector<UniverseId>& order) const {
  const Rolloffs& solved = rolloffs[contest.index()];
  Rolloffs ordered;
  if (solved.mean.empty()) return ordered;
  for (const std::size_t place : places(contest, order)) {
    ordered.predictors.push_back(solved.predictors[place]);
    ordered.mean.push_back(solved.mean[place]);
  }
  return ordered;
}

}  // namespace hustings
