#pragma once

#include "hustings/scenario/shock.hpp"

namespace hustings::campaign {

/// The variance that shocks of a group share, where a scenario says nothing.
inline constexpr double kGroupShare = 0.3;

/// Returns Phi^-1(probability), +-infinite at 0 and 1: a shock happens where its normal is below. A
/// higher probability adds elections and takes none away.
double happens_below(double probability);

using scenario::DrawnHours;

/// Returns median e^(log_sd normal).
double drawn_hours(const DrawnHours& law, double normal);

/// Returns the onset between two hours before the close, evenly by a standard normal.
double drawn_onset(double low, double high, double normal);

}  // namespace hustings::campaign
