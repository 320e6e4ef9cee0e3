#include "hustings/infer/scores.hpp"

#include <algorithm>
#include <cmath>

#include "hustings/core/contract.hpp"
#include "random/math.hpp"

namespace hustings::infer {
namespace {

double mean_distance(const std::vector<double>& sorted, double counted) {
  double sum = 0;
  for (const double draw : sorted) sum += std::abs(draw - counted);
  return sum / static_cast<double>(sorted.size());
}

/// Sum of |x_i - x_j| over i < j of sorted draws.
double sum_of_gaps(const std::vector<double>& sorted) {
  const auto n = static_cast<double>(sorted.size());
  const double middle = sorted[sorted.size() / 2];  // no cancellation where draws lie far from 0
  double sum = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    sum += (2 * static_cast<double>(i) + 1 - n) * (sorted[i] - middle);
  }
  return sum;
}

/// E|N(mean, sd^2)|.
double mean_of_absolute(double mean, double sd) {
  if (sd == 0) return std::abs(mean);
  constexpr double kDensityAtZero = 0.398942280401432678;
  const double z = mean / sd;
  return mean * (2 * exact::normal_cdf(z) - 1) + 2 * sd * kDensityAtZero * exact::exp(-z * z / 2);
}

double distance(const JointDraws& draws, std::size_t e, std::size_t other) {
  double sum = 0;
  for (const std::vector<double>& row : draws) {
    const double gap = row[e] - row[other];
    sum += gap * gap;
  }
  return std::sqrt(sum);
}

/// P(at most k of n happen) at a probability 0 < p < 1.
double binomial_below(std::uint64_t k, std::uint64_t n, double p) {
  double log_choose = 0;
  double sum = 0;
  for (std::uint64_t i = 0; i <= k; ++i) {
    const auto count = static_cast<double>(i);
    if (i > 0) log_choose += exact::log((static_cast<double>(n) - count + 1) / count);
    sum += exact::exp(log_choose + count * exact::log(p) +
                      (static_cast<double>(n) - count) * exact::log(1 - p));
  }
  return sum;
}

/// The p at which at most k of n happen with this probability, by halving.
double chance_where(std::uint64_t k, std::uint64_t n, double probability) {
  double low = 0;
  double high = 1;
  for (int step = 0; step < 60; ++step) {
    const double p = (low + high) / 2;
    (binomial_below(k, n, p) > probability ? low : high) = p;
  }
  return (low + high) / 2;
}

}  // namespace

double crps(std::vector<double> draws, double counted) {
  HUSTINGS_REQUIRE(!draws.empty());
  std::sort(draws.begin(), draws.end());
  const auto n = static_cast<double>(draws.size());
  return mean_distance(draws, counted) - sum_of_gaps(draws) / (n * n);
}

double fair_crps(std::vector<double> draws, double counted) {
  HUSTINGS_REQUIRE(draws.size() > 1);
  std::sort(draws.begin(), draws.end());
  const auto n = static_cast<double>(draws.size());
  return mean_distance(draws, counted) - sum_of_gaps(draws) / (n * (n - 1));
}

double crps_of_normals(const std::vector<WeightedNormal>& mixture, double counted) {
  double score = 0;
  for (const WeightedNormal& a : mixture) {
    score += a.weight * mean_of_absolute(counted - a.mean, a.sd);
    for (const WeightedNormal& b : mixture) {
      const double sd = std::sqrt(a.sd * a.sd + b.sd * b.sd);
      score -= a.weight * b.weight * mean_of_absolute(a.mean - b.mean, sd) / 2;
    }
  }
  return score;
}

double energy_score(const JointDraws& draws, const std::vector<double>& counted) {
  HUSTINGS_REQUIRE(draws.size() == counted.size() && !draws.empty());
  const std::size_t n = draws.front().size();
  double to_counted = 0;
  for (std::size_t e = 0; e < n; ++e) {
    double sum = 0;
    for (std::size_t i = 0; i < draws.size(); ++i) {
      const double gap = draws[i][e] - counted[i];
      sum += gap * gap;
    }
    to_counted += std::sqrt(sum);
  }
  double apart = 0;
  std::size_t n_pairs = 0;
  for (std::size_t lag = 1; lag <= kEnergyLags && 2 * lag <= n; ++lag) {
    // Half way round every pair comes twice.
    const std::size_t end = 2 * lag == n ? lag : n;
    for (std::size_t e = 0; e < end; ++e) apart += distance(draws, e, (e + lag) % n);
    n_pairs += end;
  }
  const auto size = static_cast<double>(n);
  const double between =
      n_pairs == 0 ? 0 : apart / static_cast<double>(n_pairs) * (size - 1) / size;
  return to_counted / size - between / 2;
}

double variogram_score(const JointDraws& draws, const std::vector<double>& counted) {
  HUSTINGS_REQUIRE(draws.size() == counted.size());
  double score = 0;
  for (std::size_t i = 0; i < draws.size(); ++i) {
    for (std::size_t j = i + 1; j < draws.size(); ++j) {
      double sum = 0;
      for (std::size_t e = 0; e < draws[i].size(); ++e) {
        sum += std::sqrt(std::abs(draws[i][e] - draws[j][e]));
      }
      const double expected = sum / static_cast<double>(draws[i].size());
      const double gap = std::sqrt(std::abs(counted[i] - counted[j])) - expected;
      score += gap * gap;
    }
  }
  return score;
}

double rps(const std::vector<double>& probabilities, std::size_t outcome) {
  double below = 0;
  double score = 0;
  for (std::size_t k = 0; k + 1 < probabilities.size(); ++k) {
    below += probabilities[k];
    const double gap = below - (outcome <= k ? 1 : 0);
    score += gap * gap;
  }
  return score;
}

double scored_chance(double k, double n) {
  return (k + .5) / (n + 1);
}

double log_score(double chance, bool happened) {
  return -exact::log(happened ? chance : 1 - chance);
}

double brier_score(double chance, bool happened) {
  const double gap = chance - (happened ? 1 : 0);
  return gap * gap;
}

double pit(const std::vector<double>& draws, double counted) {
  double below = 0;
  for (const double draw : draws) below += draw < counted ? 1 : draw == counted ? .5 : 0;
  return below / static_cast<double>(draws.size());
}

double quantile(std::span<const double> sorted, double p) {
  HUSTINGS_REQUIRE(!sorted.empty());
  const double at = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

Interval central_interval(std::span<const double> sorted, double level) {
  return {level, quantile(sorted, (1 - level) / 2), quantile(sorted, (1 + level) / 2)};
}

double winkler_score(const Interval& interval, double counted) {
  const double outside = std::max({0.0, interval.low - counted, counted - interval.high});
  return interval.high - interval.low + 2 / (1 - interval.level) * outside;
}

Interval exact_interval(std::uint64_t k, std::uint64_t n) {
  constexpr double kTail = .025;
  if (n == 0) return {1 - 2 * kTail, 0, 1};
  return {1 - 2 * kTail, k == 0 ? 0 : chance_where(k - 1, n, 1 - kTail),
          k == n ? 1 : chance_where(k, n, kTail)};
}

double calibration_z(const std::vector<Called>& calls) {
  double sum = 0;
  double variance = 0;
  for (const Called& call : calls) {
    const double p = call.chance;
    sum += ((call.happened ? 1 : 0) - p) * (1 - 2 * p);
    variance += (1 - 2 * p) * (1 - 2 * p) * p * (1 - p);
  }
  return variance == 0 ? 0 : sum / std::sqrt(variance);
}

}  // namespace hustings::infer
