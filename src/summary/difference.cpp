#include <cmath>

#include "hustings/summary/comparison.hpp"

namespace hustings {

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
