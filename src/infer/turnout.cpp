#include "hustings/infer/turnout.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "infer/linear.hpp"
#include "infer/turnout_likelihood.hpp"
#include "random/math.hpp"

namespace hustings::infer {
namespace {

constexpr double kPriorLogSd = .5;
constexpr double kSameKindSd = .20;
constexpr double kOtherKindSd = .30;

TurnoutSizes sizes_of(const std::vector<double>& logs) {
  const SizesArray s{exact::exp(logs[0]), exact::exp(logs[1]), exact::exp(logs[2]),
                     exact::exp(logs[3])};
  return {s[0], s[1], s[2], s[3]};
}

std::vector<double> logs_of(const TurnoutSizes& sizes) {
  return {exact::log(sizes.region), exact::log(sizes.region_contest), exact::log(sizes.place),
          exact::log(sizes.place_contest)};
}

/// What is least at the most probable sizes s_g of rho, gamma, delta, eps, and its slope in log
/// s_g:
///     loss = -log restricted likelihood + sum of (log s_g - log prior_g)^2 / (2 x .5^2)
///     slope_g = n_g - E[sum of squares_g] / s_g^2 + (log s_g - log prior_g) / .5^2
/// n_g effects of the kind, squares expected given the data (TurnoutMoments). Without regions the
/// first two have only their prior. Source: docs/method.md, "Drafting" (Turnout) [patterson1971].
struct SizesLoss {
  double value = 0;
  std::vector<double> slope;
};

SizesLoss sizes_loss(const SeenPlaces& seen, const std::vector<double>& logs) {
  const TurnoutMoments moments = turnout_moments(seen, sizes_of(logs));
  const std::vector<double> prior = logs_of(kTurnoutPrior);
  SizesLoss loss{-moments.fit.log_likelihood, std::vector<double>(4)};
  for (std::size_t g = 0; g < 4; ++g) {
    const double from_prior = (logs[g] - prior[g]) / (kPriorLogSd * kPriorLogSd);
    loss.value += .5 * from_prior * (logs[g] - prior[g]);
    loss.slope[g] = moments.count[g] - moments.squares[g] * exact::exp(-2.0 * logs[g]) + from_prior;
  }
  return loss;
}

/// Second derivatives by central differences of the slope; without regions their sizes stay.
Matrix sizes_curvature(const SeenPlaces& seen, const std::vector<double>& logs) {
  constexpr double kStep = 1e-4;
  Matrix curvature(4, 4);
  for (std::size_t g = 0; g < 4; ++g) {
    std::vector<double> up = logs, down = logs;
    up[g] += kStep;
    down[g] -= kStep;
    const std::vector<double> above = sizes_loss(seen, up).slope;
    const std::vector<double> below = sizes_loss(seen, down).slope;
    for (std::size_t h = 0; h < 4; ++h) {
      curvature(g, h) += (above[h] - below[h]) / (4.0 * kStep);
      curvature(h, g) += (above[h] - below[h]) / (4.0 * kStep);
    }
  }
  return curvature;
}

/// Newton's step; where the curvature is none, with as much added to its diagonal as it takes.
std::vector<double> newton_step(const Matrix& curvature, const std::vector<double>& slope) {
  for (double added = 0;; added = added > 0 ? 4.0 * added : 1.0) {
    Matrix lifted = curvature;
    for (std::size_t g = 0; g < slope.size(); ++g) lifted(g, g) += added;
    if (const auto factor = Cholesky::of(lifted)) return factor->solve(slope);
  }
}

/// Finds the sizes of least loss by Newton's method with halving.
std::vector<double> best_sizes(const SeenPlaces& seen) {
  constexpr int kMostSteps = 50;
  constexpr double kClose = 1e-11;
  std::vector<double> logs = logs_of(kTurnoutPrior);
  SizesLoss loss = sizes_loss(seen, logs);
  for (int step = 0; step < kMostSteps; ++step) {
    const std::vector<double> full = newton_step(sizes_curvature(seen, logs), loss.slope);
    double part = 1.0;
    double furthest = 0;
    for (const double move : full) furthest = std::max(furthest, std::fabs(move));
    if (furthest < kClose) break;
    for (; part > 1e-6; part *= .5) {
      std::vector<double> moved = logs;
      for (std::size_t g = 0; g < moved.size(); ++g) moved[g] -= part * full[g];
      const SizesLoss found = sizes_loss(seen, moved);
      // Near the end the loss cannot tell steps apart, the slope can.
      if (!(found.value <= loss.value) && furthest > 1e-5) continue;
      logs = std::move(moved);
      loss = found;
      break;
    }
    if (part <= 1e-6) break;
  }
  return logs;
}

}  // namespace

TurnoutFit fit_turnout(const PastTurnout& past, const TurnoutSizes& sizes) {
  return turnout_moments(seen_places(past), sizes).fit;
}

TurnoutFit fit_turnout(const PastTurnout& past) {
  const SeenPlaces seen = seen_places(past);
  return turnout_moments(seen, sizes_of(best_sizes(seen))).fit;
}

std::vector<double> turnout_like(const PastTurnout& past, const TurnoutSizes& sizes,
                                 std::size_t contest) {
  const std::size_t n = past.ballots.rows();
  PastTurnout alone{Matrix(n, 1), Matrix(n, 1), past.region};
  for (std::size_t i = 0; i < n; ++i) {
    alone.registered(i, 0) = past.registered(i, contest);
    alone.ballots(i, 0) = past.ballots(i, contest);
  }
  const TurnoutFit fit = fit_turnout(alone, sizes);
  std::vector<double> like = fit.place;
  for (std::size_t i = 0; i < n && !past.region.empty(); ++i) like[i] += fit.region[past.region[i]];
  return like;
}

TurnoutLevel turnout_level(const TurnoutFit& fit, const std::vector<bool>& same_kind) {
  HUSTINGS_REQUIRE(same_kind.size() == fit.contest.size() && !same_kind.empty());
  const bool any = std::find(same_kind.begin(), same_kind.end(), true) != same_kind.end();
  double sum = 0;
  double n = 0;
  for (std::size_t c = 0; c < same_kind.size(); ++c) {
    if (any && !same_kind[c]) continue;
    sum += fit.contest[c];
    n += 1.0;
  }
  return {sum / n, any ? kSameKindSd : kOtherKindSd};
}

double turnout_shift(const std::vector<double>& log_odds, const std::vector<double>& registered,
                     double mean) {
  HUSTINGS_REQUIRE(log_odds.size() == registered.size() && 0 < mean && mean < 1);
  const double wanted = mean * std::accumulate(registered.begin(), registered.end(), 0.0);
  double low = -100;
  double high = 100;
  while (true) {
    const double middle = .5 * (low + high);
    if (!(low < middle && middle < high)) return middle;
    double ballots = 0;
    for (std::size_t i = 0; i < log_odds.size(); ++i) {
      ballots += registered[i] * exact::expit(log_odds[i] + middle);
    }
    (ballots < wanted ? low : high) = middle;
  }
}

}  // namespace hustings::infer
