#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/campaign/message_posterior.hpp"

namespace hustings::campaign {

/// A probability by simulation.
struct DrawnProbability {
  double value = 0;
  double error = 0;  ///< standard error
};

/// Which numbers are drawn, and how often.
struct BestDraws {
  std::uint64_t seed = 0;
  std::uint64_t name = 0;  ///< of this message alone, such as `message ID best`
  int draws = 0;
};

/// Returns each variant's probability of the highest rate, by draws of (mu, k) from rate_nodes and
/// of all rates given it.
///
/// Boost.Random's Beta law calls libm, so its last bits depend on the machine: for texts alone, not
/// for results files.
std::vector<DrawnProbability> chances_of_best(std::span<const VariantCount> counts,
                                              const BestDraws& plan);

}  // namespace hustings::campaign
