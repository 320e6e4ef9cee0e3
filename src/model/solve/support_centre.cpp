#include "model/solve/support_centre.hpp"

#include <algorithm>
#include <cmath>

#include "model/solve/scale_nodes.hpp"
#include "random/math.hpp"

namespace hustings {
namespace {

constexpr double kTableLow = -34.0;
constexpr double kTableHigh = 40.0;
constexpr int kPerDoubling = 11;
constexpr double kTableStep = 0x1.62e42fefa39efp-1 / kPerDoubling;  // ln 2 / 11: e^x doubles
constexpr double kFirst = -24.0;  // of the integral: what lies below adds e^-24
constexpr double kStep = 0.5;     // of the integral: discretisation error about e^(-pi^2 / kStep)
constexpr std::size_t kCommonPoints = 128;
constexpr std::size_t kCommonPointsOfTwo = 32;  // within each of the 64 nodes of two t scales
constexpr int kMostSteps = 60;

/// Mirrors the digits of n in a prime base at the point: a coordinate of a Halton point
/// [halton1960].
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

/// Averages the product of two coordinates: their covariance, since mirrored points have mean 0.
double mean_product(const std::vector<std::vector<double>>& points, std::size_t a, std::size_t b) {
  double sum = 0;
  for (const auto& point : points) sum += point[a] * point[b];
  return sum / static_cast<double>(points.size());
}

/// Gives every coordinate unit variance, and no correlation with those before it, by Gram and
/// Schmidt's process. A fixed linear map, so mirrored points stay mirrored and all odd moments 0.
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

/// Makes points of a standard normal law [point x dimension]: a Halton set [halton1960] through the
/// normal quantile, and its mirror image, with the law's means, variances and covariances exactly.
///
/// So the average of a polynomial of degree 3 is exact. At least n points and at least 4 a
/// dimension, or the coordinates could not be made orthogonal. Deterministic: every universe has
/// the same points, and a solution is a function of the scenario alone. Source: docs/method.md,
/// "Shares".
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

/// Interpolates within a cell of a table, t in [0, 1], from values and slopes at its ends. The
/// error is h^4 / 384 of the fourth derivative, 4e-8 of it with h = ln 2 / 11.
double hermite(double y0, double y1, double slope0, double slope1, double t) {
  const double d0 = slope0 * kTableStep;
  const double d1 = slope1 * kTableStep;
  const double a = 2 * (y0 - y1) + d0 + d1;
  const double b = 3 * (y1 - y0) - 2 * d0 - d1;
  return y0 + t * (d0 + t * (b + t * a));
}

}  // namespace

/// Lays out the outer expectation: every combination of scale nodes and common points as one node.
///
/// Law: at a node own noise of candidate k is normal with variance normal_k + sum over f of W_f^2
/// variance_fk, and the common factors shift k by sum over c of W_c x point_c x load_ck. Nodes: 1,
/// 8 or 64 of scales times 1, 128 or, under two families, 32 points. The integral ends at
/// u = 4 + 6 sd of the widest: a candidate with centre 0 is then left with e^(-e^4) even 6 sd down.
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

/// Adds one node's terms: with a = e^(x + sd Z), phi = E[e^-a], psi = -phi' = E[a e^-a],
/// psi' = E[(a - a^2) e^-a]. Below a = 1 the complement is carried, 1 - e^-2a = d (2 - d) of
/// d = 1 - e^-a: squaring e^-a itself 49 times from x = -34 on would multiply its rounding error by
/// 2^49.
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

/// Tabulates phi, psi and psi' of one own sd for x = -34 to 40 in steps of ln 2 / 11, 1,176 points.
/// Only 31 x 11 exponentials are taken: e^x doubles every 11 points, and the rest follows by
/// squaring. Each distinct sd is tabulated once in a solver.
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

/// Adds the shares that one node gives: who comes first in a race of random hazards.
///
/// Law: E[softmax_k] = integral over u of psi_k(u + c_k) x product over j != k of phi_j(u + c_j),
/// by the trapezoid rule, which converges geometrically [trefethen2014]: the integrand is analytic
/// for |Im u| < pi / 2, so step 1/2 errs by e^(-pi^2 / .5) = 3e-9. Products by what stands before
/// and after k: O(n) a point, for all k. Shares are parts of their sum, so they add up to 1, and
/// what step and table err alike in all of them drops out. Source: docs/method.md, "Shares".
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

/// Solves E[softmax(c + noise)] = p by c <- c + log p - log E[softmax], to 1e-9.
///
/// An error e of c becomes M e, M_kj = E[p_k p_j] / E[p_k], whose rows add up to 1. Its constant
/// part is taken off by putting the largest centre at 0, the rest shrinks by the second eigenvalue
/// of M: 0 without noise, Var(p) / (E[p] (1 - E[p])) for two candidates, .04 of even ones with sd
/// .3 each.
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
