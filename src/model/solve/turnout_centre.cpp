#include "model/solve/turnout_centre.hpp"

#include <algorithm>
#include <cmath>

#include "model/solve/scale_nodes.hpp"
#include "random/math.hpp"

namespace hustings {
namespace {

constexpr double kTolerance = 1e-13;
constexpr double kLargestSd = 12.0;  // log-odds; beyond it turnout is 0 or 1 and nothing else

}  // namespace

TurnoutSolver::TurnoutSolver() : normal_(normal_quadrature(kNormalNodes)) {}

/// Computes mean and sd of turnout [share] under a centre and noises in log-odds.
///
/// Law: tau = expit(m + sigma(W) Z), sigma(W)^2 = own^2 + normal + sum over families f of W_f^2
/// v_f, W_f the t scale of f. Given the scales all noise is normal, so one rule of 31 nodes serves
/// their sum: 31, 8 x 31 or 64 x 31 terms under no, one or two families. Under usual sds the mean
/// is that of plain sums over every law to 5e-6 and the sd to 2e-5, with two families to 2e-5 and
/// 2.5e-4 (tests/unit/model/turnout_test.cpp); the heavier tails and sd, the less, down to 1 % of
/// an sd of .24 at nu = 3. Source: docs/method.md, "Turnout mean and sd" and "t tails".
TurnoutCentre TurnoutSolver::moments(double centre, double own_sd,
                                     const SharedVariance& shared) const {
  double mean = 0;
  double square = 0;
  for_scale_nodes(shared.families, [&](double weight, const double* scales) {
    double variance = own_sd * own_sd + shared.normal;
    for (std::size_t f = 0; f < shared.families.size(); ++f) {
      variance += scales[f] * scales[f] * shared.families[f].variance;
    }
    const double sigma = std::sqrt(variance);
    for (std::size_t i = 0; i < normal_.nodes.size(); ++i) {
      const double turnout = exact::expit(centre + sigma * normal_.nodes[i]);
      mean += weight * normal_.weights[i] * turnout;
      square += weight * normal_.weights[i] * turnout * turnout;
    }
  });
  return {centre, own_sd, mean, std::sqrt(std::max(square - mean * mean, 0.0))};
}

/// Solves E[tau] = mean for the centre by Newton's method, to 1e-13 of the mean.
///
/// The mean increases in the centre, so the solution is unique for 0 < mean < 1. Steps are kept
/// within 2 log-odds: from where E[tau (1 - tau)] is next to nothing a full one would leap to where
/// it is 0. Source: docs/method.md, "Turnout mean and sd".
TurnoutCentre TurnoutSolver::with_mean(double mean, double own_sd,
                                       const SharedVariance& shared) const {
  // Newton's method; d mean / d centre = E[t (1 - t)] = mean - mean^2 - sd^2. The step is at
  // most 2.
  TurnoutCentre at = moments(exact::logit(mean), own_sd, shared);
  for (int step = 0; step < 100 && std::fabs(at.mean - mean) > kTolerance * mean; ++step) {
    const double slope = at.mean - at.mean * at.mean - at.sd * at.sd;
    const double change = std::clamp((mean - at.mean) / slope, -2.0, 2.0);
    at = moments(at.centre + change, own_sd, shared);
  }
  return at;
}

/// Solves E[tau] = mean, sd[tau] = sd for centre and own noise.
///
/// With the mean held, sd[tau] increases in the own sd, from what shared effects alone give to
/// sqrt(mean (1 - mean)). The bracket doubles from .5 up to 12 log-odds; within it Illinois's rule,
/// which halves the value at an end that stays, keeps the bracket and converges with order 1.44
/// [dowell1971]. Each value of the outer function is an inner solution for the centre. Example:
/// mean .25, sd .10 gives m = -1.17157, sigma = .55460. Source: docs/method.md, "Turnout mean and
/// sd".
std::optional<TurnoutCentre> TurnoutSolver::with_mean_and_sd(double mean, double sd,
                                                             const SharedVariance& shared) const {
  double low = 0;
  TurnoutCentre at = with_mean(mean, low, shared);
  if (at.sd >= sd) return at.sd <= sd * (1 + 1e-9) ? std::optional(at) : std::nullopt;
  double high = 0.5;
  while ((at = with_mean(mean, high, shared)).sd < sd) {
    low = high;
    high *= 2;
    if (high > kLargestSd) return std::nullopt;
  }
  // Regula falsi with halving (Illinois) on sd as a function of the own sd, which it increases
  // with.
  double below = with_mean(mean, low, shared).sd - sd;
  double above = at.sd - sd;
  for (int step = 0; step < 100; ++step) {
    const double middle = (low * above - high * below) / (above - below);
    at = with_mean(mean, middle, shared);
    const double error = at.sd - sd;
    if (std::fabs(error) <= kTolerance || high - low <= kTolerance) break;
    if (error < 0) {
      low = middle;
      below = error;
      above *= 0.5;
    } else {
      high = middle;
      above = error;
      below *= 0.5;
    }
  }
  return at;
}

}  // namespace hustings
