#include "hustings/infer/chain_checks.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "random/math.hpp"

namespace hustings::infer {
namespace {

/// Each chain as its two halves; of an odd length the middle is left out.
Chains split(const Chains& chains) {
  Chains halves;
  for (const auto& chain : chains) {
    const auto half = static_cast<std::ptrdiff_t>(chain.size() / 2);
    halves.emplace_back(chain.begin(), chain.begin() + half);
    halves.emplace_back(chain.end() - half, chain.end());
  }
  return halves;
}

/// Normal quantiles of ranks over all chains, (rank - 3/8) / (n + 1/4); equal values have their
/// mean rank.
Chains rank_normalised(const Chains& chains) {
  std::vector<std::pair<double, std::size_t>> all;
  const std::size_t length = chains.front().size();
  for (std::size_t c = 0; c < chains.size(); ++c) {
    for (std::size_t i = 0; i < length; ++i) all.emplace_back(chains[c][i], c * length + i);
  }
  std::sort(all.begin(), all.end());
  Chains normal(chains.size(), std::vector<double>(length));
  const auto n = static_cast<double>(all.size());
  for (std::size_t first = 0; first < all.size();) {
    std::size_t end = first;
    while (end < all.size() && all[end].first == all[first].first) ++end;
    const double rank = static_cast<double>(first + 1 + end) / 2;
    const double z = exact::normal_quantile((rank - .375) / (n + .25));
    for (; first < end; ++first) {
      normal[all[first].second / length][all[first].second % length] = z;
    }
  }
  return normal;
}

double mean(const std::vector<double>& x) {
  return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}

double variance(const std::vector<double>& x) {
  const double centre = mean(x);
  double sum = 0;
  for (const double value : x) sum += (value - centre) * (value - centre);
  return sum / static_cast<double>(x.size() - 1);
}

/// Variances of m chains of n draws with variances s_j^2 and means a_j:
///     within = mean of s_j^2,  all = within (n - 1) / n + variance of a_j,  R-hat^2 = all / within
/// Chains that have found the same law have R-hat near 1; one that is stuck elsewhere raises `all`.
/// Source: docs/method.md, "Calibration" (Chains) [vehtari2021].
struct Variances {
  double within = 0;
  double all = 0;
};

Variances variances_of(const Chains& chains) {
  std::vector<double> means;
  Variances of;
  for (const auto& chain : chains) {
    means.push_back(mean(chain));
    of.within += variance(chain) / static_cast<double>(chains.size());
  }
  const auto n = static_cast<double>(chains.front().size());
  of.all = of.within * (n - 1) / n + variance(means);
  return of;
}

double r_hat(const Chains& chains) {
  const Variances of = variances_of(chains);
  return of.within > 0 ? std::sqrt(of.all / of.within) : 1;
}

double median(const Chains& chains) {
  std::vector<double> all;
  for (const auto& chain : chains) all.insert(all.end(), chain.begin(), chain.end());
  std::sort(all.begin(), all.end());
  return (all[(all.size() - 1) / 2] + all[all.size() / 2]) / 2;
}

/// Mean over chains of the autocovariance at a lag, divided by the length.
double autocovariance(const Chains& centred, std::size_t lag) {
  double sum = 0;
  const std::size_t n = centred.front().size();
  for (const auto& chain : centred) {
    for (std::size_t i = 0; i + lag < n; ++i) sum += chain[i] * chain[i + lag];
  }
  return sum / static_cast<double>(n * centred.size());
}

/// Fits the shape k of a generalised Pareto law to ascending excesses x, with the weak prior of 10
/// observations at .5. Zhang and Stephens's mean theta* over a grid of theta = -k / scale, in place
/// of a maximum:
///     k(theta) = mean log(1 - theta x),   weight ~ exp(n (log(-theta / k) - k - 1))
///     shape = (n k(theta*) + 10 x .5) / (n + 10)
/// Source: docs/method.md, "Calibration" (Chains) [vehtari2024].
double fitted_shape(const std::vector<double>& x) {
  const auto n = static_cast<double>(x.size());
  const int m = 30 + static_cast<int>(std::sqrt(n));
  const double quarter = x[static_cast<std::size_t>(n / 4 + .5) - 1];
  std::vector<double> theta;
  std::vector<double> log_profile;
  const auto shape = [&](double at) {
    double sum = 0;
    for (const double value : x) sum += exact::log(1 - at * value);
    return sum / n;
  };
  for (int i = 1; i <= m; ++i) {
    theta.push_back(1 / x.back() + (1 - std::sqrt(m / (i - .5))) / (3 * quarter));
    const double k = shape(theta.back());
    log_profile.push_back(n * (exact::log(-theta.back() / k) - k - 1));
  }
  const double most = *std::max_element(log_profile.begin(), log_profile.end());
  double weights = 0;
  double sum = 0;
  for (std::size_t i = 0; i < theta.size(); ++i) {
    const double weight = exact::exp(log_profile[i] - most);
    weights += weight;
    sum += weight * theta[i];
  }
  return (shape(sum / weights) * n + 10 * .5) / (n + 10);
}

}  // namespace

double rank_r_hat(const Chains& chains) {
  const Chains halves = split(chains);
  Chains folded = halves;
  const double centre = median(halves);
  for (auto& chain : folded) {
    for (double& x : chain) x = std::abs(x - centre);
  }
  return std::max(r_hat(rank_normalised(halves)), r_hat(rank_normalised(folded)));
}

double bulk_ess(const Chains& chains) {
  Chains normal = rank_normalised(split(chains));
  const Variances of = variances_of(normal);
  const std::size_t n = normal.front().size();
  const auto size = static_cast<double>(n * normal.size());
  if (!(of.all > 0)) return size;
  for (auto& chain : normal) {
    const double centre = mean(chain);
    for (double& x : chain) x -= centre;
  }
  const double correction = static_cast<double>(n) / static_cast<double>(n - 1);
  const auto correlation = [&](std::size_t lag) {
    return 1 - (of.within - autocovariance(normal, lag) * correction) / of.all;
  };
  double tau = -1;
  double least = 2;
  for (std::size_t lag = 0; lag + 1 < n; lag += 2) {
    const double pair = (lag == 0 ? 1.0 : correlation(lag)) + correlation(lag + 1);
    if (!(pair > 0)) break;
    least = std::min(least, pair);
    tau += 2 * least;
  }
  return size / std::max(tau, 1 / (exact::log(size) / exact::log(10.0)));
}

double pareto_k(const std::vector<double>& log_weights) {
  std::vector<double> sorted = log_weights;
  std::sort(sorted.begin(), sorted.end());
  const auto n = static_cast<double>(sorted.size());
  const auto tail = static_cast<std::size_t>(std::min(.2 * n, 3 * std::sqrt(n)) + 1);
  if (tail < 5 || tail >= sorted.size()) return 0;
  const double most = sorted.back();
  const double cut = exact::exp(sorted[sorted.size() - tail - 1] - most);
  std::vector<double> excess;
  for (std::size_t i = sorted.size() - tail; i < sorted.size(); ++i) {
    const double x = exact::exp(sorted[i] - most) - cut;
    if (x > 0) excess.push_back(x);
  }
  return excess.size() < 5 ? 0 : fitted_shape(excess);
}

}  // namespace hustings::infer
