#pragma once

#include <vector>

namespace hustings::infer {

/// A judged level: shares, and the variance of the log-odds of any two.
struct Level {
  std::vector<double> shares;
  double variance = 0;
};

/// Mean of two levels, with the part that the first has in it.
struct CombinedLevel {
  Level level;
  double weight = 0;
};

/// Combines polls and a judged level by inverse variance in log-odds of every pair.
///
/// log p = w log polls + (1 - w) log lean + constant, w = V_lean / (V_lean + V_polls); the variance
/// is w V_polls.
CombinedLevel combine_levels(const Level& polls, const Level& lean);

/// Multiplies the odds of `first` against `second` until their log-odds are those given; their sum
/// and the other shares stay.
std::vector<double> with_two_way(std::vector<double> shares, std::size_t first, std::size_t second,
                                 double log_odds);

}  // namespace hustings::infer
