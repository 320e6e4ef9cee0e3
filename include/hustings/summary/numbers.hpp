#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "hustings/tally/paired_tally.hpp"
#include "hustings/tally/tally.hpp"

namespace hustings {

/// Whether logic alone says that something cannot happen, or must.
enum class Certainty : std::uint8_t { open, never, always };

/// A probability with its Monte Carlo error sqrt(p (1 - p) / n).
struct Probability {
  double probability = 0;
  double standard_error = 0;
  std::optional<double> upper_bound;  ///< 3 / n, where it can happen but never did
  std::optional<double> lower_bound;  ///< 1 - 3 / n, where it may not happen but always did
  Certainty certainty = Certainty::open;
};

/// Says what Monte Carlo error keeps to in 95 % of runs, from a standard error: what texts print
/// behind ±.
inline double error_95(double standard_error) {
  return 1.96 * standard_error;
}

/// k successes in n elections.
Probability probability(std::uint64_t k, std::uint64_t n);

inline constexpr std::array<double, 5> kQuantileLevels = {0.05, 0.25, 0.5, 0.75, 0.95};

/// A quantity over the elections: mean, sd, and quantiles where they can be told.
struct Distribution {
  double mean = 0;
  double sd = 0;
  double mean_standard_error = 0;
  bool has_quantiles = false;
  std::array<double, 5> quantiles{};                 ///< at kQuantileLevels
  std::array<double, 5> quantile_standard_errors{};  ///< sqrt(q (1 - q) / n) / density
};

/// The unit in which shares are tallied.
inline constexpr double kShareUnit = 1.0 / (1 << 20);

/// From exact sums over n elections, in `unit` per tallied unit; no quantiles.
Distribution distribution(const MomentSums& sums, std::uint64_t n, double unit = kShareUnit);
/// The same with quantiles, linear within the equal bins of [0, `most`] that `histogram` counts,
/// but no farther from the mean than mean and sd allow: q of the elections at or below x put x at
/// most sd sqrt(q / (1 - q)) above the mean, and at most sd sqrt((1 - q) / q) below. So what does
/// not vary has its value at every level. Source: docs/method.md, "Precision".
Distribution distribution(const MomentSums& sums, std::span<const std::uint64_t> histogram,
                          std::uint64_t n, double unit = kShareUnit, double most = 1);
/// Sum and sum of squares of a whole number, from the elections by it, 0, 1, ...
MomentSums moments_of(std::span<const std::uint64_t> elections);
/// Of a whole number, from the elections by it, 0, 1, ...: quantiles are the smallest numbers that
/// so many elections do not exceed.
Distribution distribution_of_numbers(std::span<const std::uint64_t> elections, std::uint64_t n);

/// Changed minus base, with the Monte Carlo error of that; on the same draws that of the pairs.
struct Difference {
  double difference = 0;
  double paired_standard_error = 0;
};

/// Of a probability: gains minus losses; the variance of one election is g + l - (g - l)^2 with g,
/// l as parts of all. Source: docs/method.md, "What-ifs".
Difference difference_of(const PairedCount& count, std::uint64_t elections);

/// Of a mean, in `unit` per tallied unit: 2^-20 of shares, 1 of votes.
Difference difference_of(const DifferenceSums& sums, std::uint64_t elections, double unit);

/// A probability or a mean in both worlds, and how it differs.
struct Compared {
  double before = 0;
  double after = 0;
  Difference moved;
  double gains = 0;   ///< of a probability, with pairs: part of the elections
  double losses = 0;  ///< the same
  Certainty certain_before = Certainty::open;  ///< of a probability
  Certainty certain_after = Certainty::open;
};

/// Mean of seats won, with its Monte Carlo error.
struct SeatMoments {
  double mean = 0;
  double standard_error = 0;
};

/// Of elections by seats, 0..k.
SeatMoments seat_moments(std::span<const std::uint64_t> seats);

}  // namespace hustings
