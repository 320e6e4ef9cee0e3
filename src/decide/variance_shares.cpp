#include "decide/variance_shares.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "hustings/core/contract.hpp"

namespace hustings {
namespace {

double mean_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Mean of the outcome in every bin.
std::vector<double> bin_means(std::span<const std::uint8_t> bins, std::span<const double> outcome) {
  std::vector<double> means(kShareBins);
  std::vector<double> sizes(kShareBins);
  for (std::size_t e = 0; e < bins.size(); ++e) {
    means[bins[e]] += outcome[e];
    ++sizes[bins[e]];
  }
  for (std::size_t b = 0; b < kShareBins; ++b) means[b] /= std::max(1.0, sizes[b]);
  return means;
}

}  // namespace

/// Sorts once, O(n log n); the bins then serve every outcome.
std::vector<std::uint8_t> bins_of(std::span<const float> factor) {
  const std::size_t n = factor.size();
  std::vector<std::uint32_t> order(n);
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return factor[a] < factor[b] || (factor[a] == factor[b] && a < b);
  });
  std::vector<std::uint8_t> bins(n);
  for (std::size_t i = 0; i < n; ++i) {
    bins[order[i]] = static_cast<std::uint8_t>(i * kShareBins / n);
  }
  return bins;
}

/// Estimates the error as well: with t, r the deviations from the mean and from the bin's mean,
/// R = within / total has variance sum of (r^2 - R t^2)^2 / total^2 by the delta method, which
/// counts the noise of the bins' means, 2 (bins - 1) R^2 / n^2, twice. That noise is also the least
/// that the variance can be.
VarianceShare first_order(std::span<const std::uint8_t> bins, std::span<const double> outcome) {
  HUSTINGS_REQUIRE(bins.size() == outcome.size() && bins.size() > kShareBins);
  const auto n = static_cast<double>(outcome.size());
  const double mean = mean_of(outcome);
  const auto means = bin_means(bins, outcome);
  double total = 0;
  double within = 0;
  double squares = 0;
  for (std::size_t e = 0; e < outcome.size(); ++e) {
    total += (outcome[e] - mean) * (outcome[e] - mean);
    squares += outcome[e] * outcome[e];
    within += (outcome[e] - means[bins[e]]) * (outcome[e] - means[bins[e]]);
  }
  if (total <= kRoundingPart * squares) return {};
  const double n_bins = kShareBins;
  const double ratio = within / total;
  double spread = 0;  // of the ratio, election by election: delta method
  for (std::size_t e = 0; e < outcome.size(); ++e) {
    const double t = outcome[e] - mean;
    const double r = outcome[e] - means[bins[e]];
    spread += (r * r - ratio * t * t) * (r * r - ratio * t * t);
  }
  const double delta = spread / (total * total);
  // `delta` counts the noise of the bins' means, of this variance, twice.
  const double noise = 2 * (n_bins - 1) * ratio * ratio / (n * n);
  return {1 - ratio * (n - 1) / (n - n_bins), std::sqrt(std::max(delta - noise, noise))};
}

}  // namespace hustings
