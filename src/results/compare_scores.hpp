#pragma once

#include <cstdint>

#include "hustings/results/score.hpp"

namespace hustings {

/// Fills in what is said of all scored contests together: differences from other forecasts,
/// coverage, calibration of chances. `seed`: of the resampled days.
void compare_scores(std::uint64_t seed, Scores& scores);

}  // namespace hustings
