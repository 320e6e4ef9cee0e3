#include "hustings/summary/numbers.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/fixed.hpp"

namespace hustings {
namespace {

using Histogram = std::span<const std::uint64_t>;

double ratio(std::uint64_t k, std::uint64_t n) {
  return static_cast<double>(k) / static_cast<double>(n);
}

/// Quantile at level q, linear within its bin, with its standard error by the bin's density.
void add_quantile(Histogram histogram, std::uint64_t n, std::size_t at, Distribution& d) {
  const double q = kQuantileLevels[at];
  const double target = q * static_cast<double>(n);
  const double width = 1.0 / static_cast<double>(histogram.size());
  double below = 0;
  for (std::size_t b = 0; b < histogram.size(); ++b) {
    const auto count = static_cast<double>(histogram[b]);
    if (count > 0 && below + count >= target) {
      const double density = count / static_cast<double>(n) / width;
      d.quantiles[at] = (static_cast<double>(b) + (target - below) / count) * width;
      d.quantile_standard_errors[at] = std::sqrt(q * (1 - q) / static_cast<double>(n)) / density;
      return;
    }
    below += count;
  }
}

/// Moves the quantile of a level to where mean and sd allow it, and its error to the width of that.
void keep_to_moments(std::size_t at, Distribution& d) {
  const double q = kQuantileLevels[at];
  const double below = d.sd * std::sqrt((1 - q) / q);
  const double above = d.sd * std::sqrt(q / (1 - q));
  d.quantiles[at] = std::clamp(d.quantiles[at], d.mean - below, d.mean + above);
  d.quantile_standard_errors[at] = std::min(d.quantile_standard_errors[at], below + above);
}

}  // namespace

Probability probability(std::uint64_t k, std::uint64_t n) {
  Probability p;
  if (n == 0) return p;
  p.probability = ratio(k, n);
  p.standard_error = std::sqrt(p.probability * (1 - p.probability) / static_cast<double>(n));
  const double bound = std::min(1.0, 3.0 / static_cast<double>(n));
  if (k == 0) p.upper_bound = bound;
  if (k == n) p.lower_bound = 1 - bound;
  return p;
}

Distribution distribution(const MomentSums& sums, std::uint64_t n, double unit) {
  Distribution d;
  if (n == 0) return d;
  // n x squares - sum^2 is exact in 128 bits up to 2^44 elections: no cancellation.
  const U128 scaled = n * sums.squares - static_cast<U128>(sums.sum) * sums.sum;
  const auto count = static_cast<double>(n);
  d.mean = static_cast<double>(sums.sum) / count * unit;
  d.sd = std::sqrt(static_cast<double>(scaled)) / count * unit;
  d.mean_standard_error = d.sd / std::sqrt(count);
  return d;
}

Distribution distribution(const MomentSums& sums, Histogram histogram, std::uint64_t n, double unit,
                          double most) {
  Distribution d = distribution(sums, n, unit);
  d.has_quantiles = n > 0;
  for (std::size_t i = 0; n > 0 && i < kQuantileLevels.size(); ++i) {
    add_quantile(histogram, n, i, d);
    d.quantiles[i] *= most;
    d.quantile_standard_errors[i] *= most;
    keep_to_moments(i, d);
  }
  return d;
}

MomentSums moments_of(Histogram elections) {
  MomentSums sums;
  for (std::size_t i = 0; i < elections.size(); ++i) {
    sums += {elections[i] * i, U128{elections[i]} * i * i};
  }
  return sums;
}

Distribution distribution_of_numbers(Histogram elections, std::uint64_t n) {
  Distribution d = distribution(moments_of(elections), n, 1.0);
  if (n == 0) return d;
  const auto count = static_cast<double>(n);
  d.has_quantiles = true;
  std::uint64_t below = 0;
  std::size_t at = 0;
  for (std::size_t i = 0; i < elections.size(); ++i) {
    below += elections[i];
    for (; at < kQuantileLevels.size(); ++at) {
      const double q = kQuantileLevels[at];
      if (static_cast<double>(below) < q * count) break;
      d.quantiles[at] = static_cast<double>(i);
      d.quantile_standard_errors[at] = std::sqrt(q * (1 - q) / count) / ratio(elections[i], n);
    }
  }
  return d;
}

SeatMoments seat_moments(Histogram seats) {
  const std::uint64_t n = std::accumulate(seats.begin(), seats.end(), std::uint64_t{0});
  if (n == 0) return {};
  SeatMoments moments;
  double square = 0;
  for (std::size_t j = 0; j < seats.size(); ++j) {
    const auto value = static_cast<double>(j);
    moments.mean += value * ratio(seats[j], n);
    square += value * value * ratio(seats[j], n);
  }
  const double variance = std::max(square - moments.mean * moments.mean, 0.0);
  moments.standard_error = std::sqrt(variance / static_cast<double>(n));
  return moments;
}

Difference difference_of(const PairedCount& count, std::uint64_t elections) {
  if (elections == 0) return {};
  const auto n = static_cast<double>(elections);
  const double gains = static_cast<double>(count.gains) / n;
  const double losses = static_cast<double>(count.losses) / n;
  const double variance = gains + losses - (gains - losses) * (gains - losses);
  return {gains - losses, std::sqrt(variance / n)};
}

Difference difference_of(const DifferenceSums& sums, std::uint64_t elections, double unit) {
  if (elections == 0) return {};
  // n x squares - sum^2 is exact in 128 bits: no cancellation.
  const auto magnitude = static_cast<U128>(sums.sum < 0 ? -sums.sum : sums.sum);
  const U128 scaled = elections * sums.squares - magnitude * magnitude;
  const auto n = static_cast<double>(elections);
  const double sd = std::sqrt(static_cast<double>(scaled)) / n;
  return {static_cast<double>(sums.sum) / n * unit, sd / std::sqrt(n) * unit};
}

}  // namespace hustings
