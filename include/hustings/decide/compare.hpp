#pragma once

#include <optional>

#include "hustings/engine/simulate.hpp"

namespace hustings {

/// Two models simulated to be held against each other.
struct TwoRuns {
  Tally first;
  Tally second;
  std::optional<PairedTally> paired;  ///< of the second against the first, on the same draws
};

/// Simulates two models: in one pass on the same draws where their seeds agree, so that small
/// differences have small errors; else one after the other, as independent runs. The observer is
/// told of the elections of both.
TwoRuns simulate_two(const Model& first, const Model& second, const RunPlan& plan,
                     const Observer& observer = {});

}  // namespace hustings
