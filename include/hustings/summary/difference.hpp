#pragma once

#include <cstdint>

#include "hustings/tally/paired_tally.hpp"

namespace hustings {

/// Changed minus base on the same draws, with the Monte Carlo error of the pairs.
struct Difference {
  double difference = 0;
  double paired_standard_error = 0;
};

/// Of a probability: gains minus losses; the variance of one election is g + l - (g - l)^2 with g,
/// l as parts of all. Source: docs/method.md, "What-ifs".
Difference difference_of(const PairedCount& count, std::uint64_t elections);

/// Of a mean, in `unit` per tallied unit: 2^-20 of shares, 1 of votes.
Difference difference_of(const DifferenceSums& sums, std::uint64_t elections, double unit);

/// The unit in which shares are tallied.
inline constexpr double kShareUnit = 1.0 / (1 << 20);

}  // namespace hustings
