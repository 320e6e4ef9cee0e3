#pragma once

#include <vector>

#include "model/solve/solve_supports.hpp"
#include "model/solve/solve_turnouts.hpp"

namespace hustings {

/// Centres and own noise of every predictor of a model, as solved from what the scenario says.
struct Solution {
  Turnouts turnouts;
  std::vector<std::vector<UniverseId>> universes;  ///< per contest, in the order of its supports
  std::vector<Supports> supports;                  ///< per contest
  /// Programme x universe: written share of its candidate, where ballots split among supporters.
  std::vector<std::vector<double>> written_of_programme;

  /// Supports of a contest with its universes in another order.
  Supports supports_in_order(ContestId contest, const std::vector<UniverseId>& order) const;
};

}  // namespace hustings
