#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "hustings/scenario/shock.hpp"

namespace hustings::campaign {

/// The variance that shocks of a group share, where a scenario says nothing.
inline constexpr double kGroupShare = 0.3;

/// When a shock happens.
struct ShockChance {
  double probability = 0;              ///< after `follows`: given that it happened
  std::optional<std::size_t> group;    ///< place of its normal
  std::optional<std::size_t> follows;  ///< an earlier shock, without which this one does not happen
};

/// The standard normals of one election.
struct ShockNormals {
  std::span<const double> own;     ///< per shock
  std::span<const double> groups;  ///< per group
};

/// Returns sqrt(share) group + sqrt(1 - share) own: standard normal, correlation `share` within the
/// group.
double group_normal(double group, double own, double share);

/// Returns which shocks happen: those whose normal is below Phi^-1(probability), and whose earlier
/// shock does. Shocks stand after those they follow; share: of groups. A higher probability adds
/// elections and takes none away.
std::vector<bool> shocks_that_happen(std::span<const ShockChance> shocks,
                                     const ShockNormals& normals, double share = kGroupShare);

using scenario::DrawnHours;

/// Returns median e^(log_sd normal).
double drawn_hours(const DrawnHours& law, double normal);

/// Returns the onset between two hours before the close, evenly by a standard normal.
double drawn_onset(double low, double high, double normal);

}  // namespace hustings::campaign
