#pragma once

#include <vector>

#include "model/campaign/choose_messages.hpp"
#include "model/solve/solve_rolloffs.hpp"
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
  std::vector<campaign::ChosenMessage> messages;  ///< per set of the scenario
  std::vector<Rolloffs> rolloffs;                 ///< per contest, in the same order

  /// Supports of a contest with its universes in another order.
  Supports supports_in_order(ContestId contest, const std::vector<UniverseId>& order) const;
  /// The same of its roll-offs.
  Rolloffs rolloffs_in_order(ContestId contest, const std::vector<UniverseId>& order) const;

 private:
  /// Places in the contest's own order of universes in another.
  std::vector<std::size_t> places(ContestId contest, const std::vector<UniverseId>& order) const;
};

}  // namespace hustings
