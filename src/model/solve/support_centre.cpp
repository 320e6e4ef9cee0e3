#include "model/solve/support_centre.hpp"

#include <algorithm>
#include <cmath>

#include "model/solve/scale_nodes.hpp"
#include "random/math.hpp"

namespace hustings {
namespace {

constexpr int kNormalNodes = 31;
constexpr double kTableLow = -34.0;
constexpr double kTableHigh = 40.0;
constexpr int kPerDoubling = 11;
constexpr double kTableStep = 0x1.62e42fefa39efp-1 / kPerDoubling;  // ln 2 / 11: e^x doubles
constexpr double kFirst = -24.0;  // of the integral: what lies below adds e^-24
constexpr double kStep = 0.5;     // of the integral: discretisation error about e^(-pi^2 / kStep)
constexpr std::size_t kCommonPoints = 128;
constexpr std::size_t kCommonPointsOfTwo = 32;  // within each of the 64 nodes of two t scales
constexpr int kMostSteps = 60;

/// Radical inverse of n in a prime base: coordinate of a Halton point.
double radical_inverse(unsigned n, unsigned base) {
  double inverse = 0;
  double digit_value = 1.0 / base;
  for (; n > 0; n /= base, digit_value /= base) inverse += digit_value * (n % base);
  return inverse;
}

std::vector<unsigned> first_primes(std::size_t n) {
  std::vector<unsigned> primes;
  for (unsigned candidate = 2; primes.size() < n; ++candidate) {
    const bool is_prime =
        std::none_of(primes.begin(), primes.end(), [&](unsigned p) { return candidate % p == 0; });
    if (is_prime) primes.push_back(candidate);
  }
  return primes;
}

double mean_product(const std::vector<std::vector<double>>& points, std::size_t a, std::size_t b) {
  double sum = 0;
  for (const auto& point : points) sum += point[a] * point[b];
  return sum / static_cast<double>(points.size());
}

/// Gives every coordinate unit variance, and no correlation with those before it.
void make_orthogonal(std::vector<std::vector<double>>& points) {
  for (std::size_t d = 0; d < points.front().size(); ++d) {
    for (std::size_t before = 0; before < d; ++before) {
      const double slope = mean_product(points, d, before);
      for (auto& point : points) point[d] -= slope * point[before];
    }
    const double scale = std::sqrt(1 / mean_product(points, d, d));
    for (auto& point : points) point[d] *= scale;
  }
}

/// Points of a standard normal law in `dimensions`: a Halton set and its mirror image, with the
/// law's means, variances and covariances exactly. At least `n`.
std::vector<std::vector<double>> normal_points(std::size_t dimensions, std::size_t n) {
  if (dimensions == 0) return {{}};
  const std::vector<unsigned> primes = first_primes(dimensions);
  std::vector<std::vector<double>> points;
  for (unsigned i = 1; points.size() < std::max(n, 4 * dimensions); ++i) {
    std::vector<double> point;
    for (const unsigned prime : primes) {
      point.push_back(exact::normal_quantile(radical_inverse(i, prime)));
    }
    points.push_back(point);
    for (double& coordinate : point) coordinate = -coordinate;
    points.push_back(point);
  }
  make_orthogonal(points);
  return points;
}

double hermite(double y0, double y1, double slope0, double slope1, double t) {
  const double d0 = slope0 * kTableStep;
  const double d1 = slope1 * kTableStep;
  const double a = 2 * (y0 - y1) + d0 + d1;
  const double b = 3 * (y1 - y0) - 2 * d0 - d1;
  return y0 + t * (d0 + t * (b + t * a));
}

}  // namespace

SupportSolver::SupportSolver(const UtilityNoise& noise) : normal_(normal_quadrature(kNormalNodes)) {
  const std::size_t n = noise.normal.size();
  std::vector<FamilyVariance> families;
  for (const int df : noise.families) families.push_back({df, 0.0});
  const auto points =
      normal_points(noise.common.size(), families.size() < 2 ? kCommonPoints : kCommonPointsOfTwo);
  for_scale_nodes(families, [&](double weight, const double* scales) {
    Node node;
    double largest = 0;
    for (std::size_t k = 0; k < n; ++k) {
      double variance = noise.normal[k];
      for (std::size_t f = 0; f < families.size(); ++f) {
        variance += scales[f] * scales[f] * noise.family_variance[f][k];
      }
      node.curves.push_back(curve(std::sqrt(variance)));
      largest = std::max(largest, std::sqrt(variance));
    }
    node.last = 4.0 + 6.0 * largest;
    node.weight = weight / static_cast<double>(points.size());
    for (const auto& point : points) {
      node.shifts.assign(n, 0.0);
      for (std::size_t c = 0; c < noise.common.size(); ++c) {
        const auto& common = noise.common[c];
        const double scale = common.family < 0 ? 1.0 : scales[common.family];
        for (std::size_t k = 0; k < n; ++k) {
          node.shifts[k] += scale * point[c] * common.loads[k];
        }
      }
      nodes_.push_back(node);
    }
  });
}

void SupportSolver::add_hazards(double weight, double a, std::size_t first, Curve& curve) {
  constexpr double kNobody = 45;  // e^-45 of them are left
  double survives = exact::exp(-a);
  double dies = a < 1e-3 ? a * (1 - a / 2 * (1 - a / 3 * (1 - a / 4 * (1 - a / 5)))) : 1 - survives;
  for (std::size_t i = first; i < curve.phi.size() && a < kNobody; i += kPerDoubling, a *= 2) {
    curve.phi[i] += weight * survives;
    curve.psi[i] += weight * a * survives;
    curve.psi_slope[i] += weight * (a - a * a) * survives;
    if (a < 1) {
      dies *= 2 - dies;
      survives = 1 - dies;
    } else {
      survives *= survives;
    }
  }
}

const SupportSolver::Curve* SupportSolver::curve(double sd) {
  const auto [found, is_new] = curves_.try_emplace(sd);
  Curve& curve = found->second;
  if (!is_new) return &curve;
  const auto n = static_cast<std::size_t>((kTableHigh - kTableLow) / kTableStep) + 2;
  for (auto* values : {&curve.phi, &curve.psi, &curve.psi_slope}) values->assign(n, 0.0);
  for (std::size_t j = 0; j < normal_.nodes.size(); ++j) {
    for (std::size_t i = 0; i < kPerDoubling; ++i) {
      const double x = kTableLow + static_cast<double>(i) * kTableStep + sd * normal_.nodes[j];
      add_hazards(normal_.weights[j], exact::exp(x), i, curve);
    }
  }
  return &curve;
}

void SupportSolver::add_race(const Node& node, const std::vector<double>& centres,
                             std::vector<double>& shares) const {
  const std::size_t n = centres.size();
  double top_shift = 0;
  for (std::size_t k = 0; k < n; ++k) top_shift = std::max(top_shift, std::fabs(node.shifts[k]));
  std::vector<double> phi(n);
  std::vector<double> psi(n);
  std::vector<double> before(n + 1, 1.0);
  std::vector<double> race(n, 0.0);
  double total = 0;
  for (double u = kFirst - top_shift; u <= node.last + top_shift; u += kStep) {
    for (std::size_t k = 0; k < n; ++k) {
      const double x = std::clamp((u + centres[k] + node.shifts[k] - kTableLow) / kTableStep, 0.0,
                                  (kTableHigh - kTableLow) / kTableStep);
      const auto i = static_cast<std::size_t>(x);
      const double t = x - static_cast<double>(i);
      const Curve& c = *node.curves[k];
      phi[k] = hermite(c.phi[i], c.phi[i + 1], -c.psi[i], -c.psi[i + 1], t);
      psi[k] = hermite(c.psi[i], c.psi[i + 1], c.psi_slope[i], c.psi_slope[i + 1], t);
      before[k + 1] = before[k] * phi[k];
    }
    double after = 1;
    for (std::size_t k = n; k-- > 0; after *= phi[k]) {
      const double first = psi[k] * before[k] * after;
      race[k] += first;
      total += first;
    }
  }
  for (std::size_t k = 0; k < n; ++k) shares[k] += node.weight * race[k] / total;
}

std::vector<double> SupportSolver::mean_shares(const std::vector<double>& centres) const {
  std::vector<double> shares(centres.size(), 0.0);
  for (const Node& node : nodes_) add_race(node, centres, shares);
  return shares;
}

std::vector<double> SupportSolver::centres(const std::vector<double>& shares) const {
  const std::size_t n = shares.size();
  std::vector<double> logs;
  for (const double share : shares) logs.push_back(exact::log(share));
  std::vector<double> centres = logs;
  for (int step = 0; step < kMostSteps; ++step) {
    const std::vector<double> mean = mean_shares(centres);
    double largest_change = 0;
    for (std::size_t k = 0; k < n; ++k) {
      const double change = logs[k] - exact::log(mean[k]);
      centres[k] += change;
      largest_change = std::max(largest_change, std::fabs(change));
    }
    const double top = *std::max_element(centres.begin(), centres.end());
    for (double& centre : centres) centre -= top;
    if (largest_change < 1e-9) break;
  }
  return centres;
}

}  // namespace hustings
