#pragma once

#include <vector>

#include "hustings/core/problem.hpp"
#include "model/solve/effects.hpp"
#include "model/solve/layout.hpp"

namespace hustings {

/// Turnout predictors of all universes, with the means they give.
struct Turnouts {
  std::vector<Predictor> predictors;  ///< per universe
  std::vector<double> mean;           ///< per universe, share
  std::size_t n_default_sd = 0;       ///< universes whose sd is the default
};

/// Solves every universe's centre and own noise; effects that alone exceed the stated sd are
/// errors, one per distinct cause with the number of rows and the first five.
Turnouts solve_turnouts(const ScenarioIndex& index, const Effects& effects,
                        const std::vector<std::vector<UniverseId>>& universes_of_contest,
                        Problems& problems);

}  // namespace hustings
