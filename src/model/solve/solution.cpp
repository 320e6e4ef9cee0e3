#include "model/solve/solution.hpp"

#include <unordered_map>

#include "hustings/core/contract.hpp"

namespace hustings {

/// Reorders whole rows [universe x candidate]. Needed where a what-if changes how a contest is
/// counted: another rule divides its universes into other parts, and so lists them in another
/// order.
Supports Solution::supports_in_order(ContestId contest,
                                     const std::vector<UniverseId>& order) const {
  const std::vector<UniverseId>& from = universes[contest.index()];
  const Supports& solved = supports[contest.index()];
  const std::size_t width = from.empty() ? 0 : solved.predictors.size() / from.size();
  std::unordered_map<std::size_t, std::size_t> place;
  for (std::size_t i = 0; i < from.size(); ++i) place.emplace(from[i].index(), i);
  Supports ordered;
  ordered.written = solved.written;
  for (const UniverseId universe : order) {
    const auto found = place.find(universe.index());
    HUSTINGS_REQUIRE(found != place.end());
    const auto first =
        solved.predictors.begin() + static_cast<std::ptrdiff_t>(found->second * width);
    ordered.predictors.insert(ordered.predictors.end(), first,
                              first + static_cast<std::ptrdiff_t>(width));
  }
  return ordered;
}

}  // namespace hustings
