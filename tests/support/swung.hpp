#pragma once

#include <cstdint>
#include <string>

#include "hustings/engine/simulate.hpp"
#include "hustings/model/swing_plan.hpp"

namespace hustings::test {

/// Simulates with swing tallied.
RunResult swung(const Model& model, std::uint64_t elections, std::uint64_t n_draws = 0,
                int threads = 2);
/// The same with another plan than the model's own.
RunResult swung(const Model& model, const SwingPlan& plan, std::uint64_t elections);

/// Slope of a probability in the log-odds of turnout, with its standard error.
struct Slope {
  double value = 0;
  double error = 0;
};

/// The slope of a target by a group, from a tally: Richardson's combination of the two windows. 0
/// where the group has no vote in the target's contests.
Slope swing_slope(const Tally& tally, const SwingTarget& target, const std::string& group);

}  // namespace hustings::test
