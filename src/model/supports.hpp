#pragma once

#include <optional>
#include <vector>

#include "hustings/core/problem.hpp"
#include "model/effects.hpp"
#include "model/layout.hpp"

namespace hustings {

/// Support predictors of one contest.
struct Supports {
  std::vector<Predictor> predictors;  ///< (cell in contest) x candidates
  /// Share as written, weighted by expected ballots, per candidate; empty where log-weights are
  /// given.
  std::vector<double> written;
};

/// Solves the centres of one contest's utilities, so that expected shares are those written.
///
/// weights: expected ballots per cell of the scenario.
Supports solve_supports(const ScenarioIndex& index, ContestId contest, const Effects& effects,
                        const std::vector<CellId>& cells, const std::vector<double>& weights);

}  // namespace hustings
