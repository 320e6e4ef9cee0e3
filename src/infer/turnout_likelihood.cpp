#include "infer/turnout_likelihood.hpp"

#include <algorithm>
#include <cmath>

#include "infer/linear.hpp"
#include "random/math.hpp"

namespace hustings::infer {
namespace {

double square(double x) {
  return x * x;
}

/// What a place's own covariance s_place^2 11' + diag(d), d = s_place_contest^2 + sampling, comes
/// to: precisions 1 / d, the variance of delta once the region's levels are known, and log det:
///     v = s_place^2 / a,   log det = sum of log d + log a,   a = 1 + s_place^2 sum of 1 / d
struct PlacePart {
  std::vector<double> precision;
  double place_variance = 0;
  double log_determinant = 0;
};

PlacePart place_part(const std::vector<SeenTurnout>& seen, const TurnoutSizes& sizes) {
  PlacePart part;
  double sum = 0;
  for (const SeenTurnout& turnout : seen) {
    const double variance = square(sizes.place_contest) + turnout.variance;
    part.precision.push_back(1.0 / variance);
    part.log_determinant += exact::log(variance);
    sum += 1.0 / variance;
  }
  const double grown = 1.0 + square(sizes.place) * sum;
  part.place_variance = square(sizes.place) / grown;
  part.log_determinant += exact::log(grown);
  return part;
}

/// What the places i of a region say of its levels w, one a contest. With V_i the covariance of a
/// place's log-odds y_i (PlacePart), over the contests it was counted in:
///     S = sum of V_i^-1 = sum of diag(1 / d) - v (1 / d)(1 / d)',    t = sum of V_i^-1 y_i
///     squares = sum of y_i' V_i^-1 y_i
/// by Sherman and Morrison's formula, so no place costs more than contests^2.
struct RegionData {
  Matrix precision;
  std::vector<double> pull;
  double squares = 0;
  double log_determinant = 0;
};

RegionData region_data(const SeenPlaces& seen, const std::vector<std::size_t>& places,
                       const TurnoutSizes& sizes) {
  RegionData data{Matrix(seen.n_contests, seen.n_contests),
                  std::vector<double>(seen.n_contests, 0.0)};
  for (const std::size_t i : places) {
    const std::vector<SeenTurnout>& of = seen.places[i];
    const PlacePart part = place_part(of, sizes);
    data.log_determinant += part.log_determinant;
    double mean = 0;
    for (std::size_t a = 0; a < of.size(); ++a) mean += part.precision[a] * of[a].log_odds;
    mean *= part.place_variance;
    for (std::size_t a = 0; a < of.size(); ++a) {
      const double pull = part.precision[a] * (of[a].log_odds - mean);
      data.pull[of[a].contest] += pull;
      data.squares += pull * of[a].log_odds;
      data.precision(of[a].contest, of[a].contest) += part.precision[a];
      for (std::size_t b = 0; b < of.size(); ++b) {
        data.precision(of[a].contest, of[b].contest) -=
            part.place_variance * part.precision[a] * part.precision[b];
      }
    }
  }
  return data;
}

/// A region's effects u = rho + gamma with alpha known: their covariance Q, and how much of the
/// precision is left for alpha, K = S - S Q S. With R the root of the covariance of u before the
/// data,
///     Q = (R^-2 + S)^-1 = R (I + R S R)^-1 R,     log det of the region + log det(I + R S R)
/// so that sizes may be 0.
struct RegionPart {
  RegionData data;
  Matrix covariance;
  Matrix shrink;     ///< Q S
  Matrix precision;  ///< K
  std::vector<double> pull;
  double log_determinant = 0;
  double squares = 0;
};

/// Symmetric root of s_region^2 11' + s_region_contest^2 I, in closed form.
Matrix root_of_region_covariance(std::size_t n, const TurnoutSizes& sizes) {
  const double whole =
      std::sqrt(square(sizes.region_contest) + static_cast<double>(n) * square(sizes.region));
  const double common = (whole - sizes.region_contest) / static_cast<double>(n);
  Matrix root(n, n, common);
  for (std::size_t c = 0; c < n; ++c) root(c, c) += sizes.region_contest;
  return root;
}

RegionPart region_part(RegionData data, const Matrix& root) {
  const std::size_t n = root.rows();
  Matrix inner = product(root, product(data.precision, root));
  for (std::size_t c = 0; c < n; ++c) inner(c, c) += 1.0;
  const Cholesky factor = *Cholesky::of(inner);  // I + something that is no less than 0
  RegionPart part{std::move(data), product(root, product(factor.inverse(), root))};
  part.shrink = product(part.covariance, part.data.precision);
  part.precision = part.data.precision;
  const Matrix taken = product(part.data.precision, part.shrink);
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = 0; b < n; ++b) part.precision(a, b) -= taken(a, b);
  }
  const std::vector<double> predicted = product(part.covariance, part.data.pull);
  part.pull = product(part.data.precision, predicted);
  for (std::size_t c = 0; c < n; ++c) part.pull[c] = part.data.pull[c] - part.pull[c];
  part.squares = part.data.squares - dot(part.data.pull, predicted);
  part.log_determinant = part.data.log_determinant + factor.log_determinant();
  return part;
}

/// Best linear predictions of rho, gamma, delta and eps, and the expectations of their squares
/// given the data, in which is the error C of the estimated alpha:
///     u = rho + gamma:  E u = Q (t - S alpha),  Cov u = Q + Q S C (Q S)'
///     w = alpha + u:    Cov w = Q + (I - Q S) C (I - Q S)'
///     rho = s_r^2 / (s_rc^2 + n s_r^2) sum of u,    delta = v sum of (y - w) / d
///     eps = s_pc^2 / d (y - w - delta),    E x^2 = (E x)^2 + Var x
/// s_r, s_rc, s_pc the sizes of rho, gamma, eps, n contests, v and d as in PlacePart. The squares
/// are what the slope of the likelihood asks for (TurnoutMoments). Source: docs/method.md,
/// "Drafting" (Turnout).
class Predictions {
 public:
  Predictions(const SeenPlaces& seen, const TurnoutSizes& sizes, Matrix contest_covariance,
              TurnoutMoments& moments)
      : seen_(seen), sizes_(sizes), covariance_(std::move(contest_covariance)), moments_(moments) {}

  void add(std::size_t region, const RegionPart& part) {
    const std::size_t n = seen_.n_contests;
    std::vector<double> left = product(part.data.precision, moments_.fit.contest);
    for (std::size_t c = 0; c < n; ++c) left[c] = part.data.pull[c] - left[c];
    const std::vector<double> effects = product(part.covariance, left);
    if (seen_.has_regions) add_region(region, effects, around(part, part.shrink));
    Matrix kept(n, n);  // I - Q S
    std::vector<double> levels(n);
    for (std::size_t a = 0; a < n; ++a) {
      levels[a] = moments_.fit.contest[a] + effects[a];
      for (std::size_t b = 0; b < n; ++b) kept(a, b) = (a == b ? 1.0 : 0.0) - part.shrink(a, b);
    }
    const Matrix covariance = around(part, kept);
    for (const std::size_t i : seen_.of_region[region]) add_place(i, levels, covariance);
  }

 private:
  /// Q + m Cov(alpha) m'.
  Matrix around(const RegionPart& part, const Matrix& m) const {
    Matrix sum = part.covariance;
    const Matrix once = product(m, covariance_);
    for (std::size_t a = 0; a < sum.rows(); ++a) {
      for (std::size_t b = 0; b < sum.rows(); ++b) sum(a, b) += dot(once.row(a), m.row(b));
    }
    return sum;
  }

  void add_region(std::size_t region, const std::vector<double>& effects,
                  const Matrix& covariance) {
    const std::size_t n = effects.size();
    const double whole =
        square(sizes_.region_contest) + static_cast<double>(n) * square(sizes_.region);
    const double part = whole > 0 ? square(sizes_.region) / whole : 0.0;
    const double variance = part * square(sizes_.region_contest);
    const std::vector<double> sum_of(n, part);
    const double rho = dot(sum_of, effects);
    moments_.fit.region[region] = rho;
    moments_.count[0] += 1.0;
    moments_.squares[0] += square(rho) + variance + quadratic_form(covariance, sum_of);
    for (std::size_t c = 0; c < n; ++c) {
      std::vector<double> of(n, -part);
      of[c] += 1.0;
      const double gamma = effects[c] - rho;
      moments_.fit.region_contest(region, c) = gamma;
      moments_.count[1] += 1.0;
      moments_.squares[1] += square(gamma) + variance + quadratic_form(covariance, of);
    }
  }

  void add_place(std::size_t place, const std::vector<double>& levels, const Matrix& covariance) {
    const std::vector<SeenTurnout>& of = seen_.places[place];
    const PlacePart part = place_part(of, sizes_);
    std::vector<double> pull(levels.size(), 0.0);  // of the levels on delta
    double delta = 0;
    for (std::size_t a = 0; a < of.size(); ++a) {
      pull[of[a].contest] = part.place_variance * part.precision[a];
      delta += pull[of[a].contest] * (of[a].log_odds - levels[of[a].contest]);
    }
    moments_.fit.place[place] = delta;
    moments_.count[2] += 1.0;
    moments_.squares[2] += square(delta) + part.place_variance + quadratic_form(covariance, pull);
    for (std::size_t a = 0; a < of.size(); ++a) {
      const double kept = square(sizes_.place_contest) * part.precision[a];
      const double eps = kept * (of[a].log_odds - levels[of[a].contest] - delta);
      std::vector<double> both = pull;
      both[of[a].contest] -= 1.0;
      moments_.fit.place_contest(place, of[a].contest) = eps;
      moments_.count[3] += 1.0;
      moments_.squares[3] +=
          square(eps) + kept * of[a].variance +
          square(kept) * (part.place_variance + quadratic_form(covariance, both));
    }
  }

  const SeenPlaces& seen_;
  const TurnoutSizes& sizes_;
  const Matrix covariance_;  ///< of alpha
  TurnoutMoments& moments_;
};

TurnoutMoments empty_moments(const SeenPlaces& seen, const TurnoutSizes& sizes) {
  TurnoutMoments moments;
  moments.fit.sizes = sizes;
  const std::size_t n_regions = seen.has_regions ? seen.of_region.size() : 0;
  moments.fit.region.assign(n_regions, 0.0);
  moments.fit.region_contest = Matrix(n_regions, seen.n_contests);
  moments.fit.place.assign(seen.places.size(), 0.0);
  moments.fit.place_contest = Matrix(seen.places.size(), seen.n_contests);
  return moments;
}

}  // namespace

SeenPlaces seen_places(const PastTurnout& past) {
  HUSTINGS_REQUIRE(past.registered.rows() == past.ballots.rows() &&
                   past.registered.columns() == past.ballots.columns());
  SeenPlaces seen;
  seen.n_contests = past.ballots.columns();
  seen.has_regions = !past.region.empty();
  const std::size_t n = past.ballots.rows();
  seen.places.resize(n);
  seen.of_region.resize(
      seen.has_regions ? *std::max_element(past.region.begin(), past.region.end()) + 1 : 1);
  for (std::size_t i = 0; i < n; ++i) {
    seen.of_region[seen.has_regions ? past.region[i] : 0].push_back(i);
    for (std::size_t c = 0; c < seen.n_contests; ++c) {
      const double ballots = past.ballots(i, c);
      if (!(ballots > 0)) continue;
      const double turnout = ballots / past.registered(i, c);
      HUSTINGS_REQUIRE(turnout < 1);
      seen.places[i].push_back({c, exact::logit(turnout), 1.0 / (ballots * (1.0 - turnout))});
    }
  }
  return seen;
}

TurnoutMoments turnout_moments(const SeenPlaces& seen, const TurnoutSizes& sizes) {
  const std::size_t n = seen.n_contests;
  TurnoutSizes used = sizes;
  if (!seen.has_regions) used.region = used.region_contest = 0;
  const Matrix root = root_of_region_covariance(n, used);
  Matrix precision(n, n);
  std::vector<double> pull(n, 0.0);
  double twice_minus_log = 0;
  std::vector<RegionPart> parts;
  for (const std::vector<std::size_t>& places : seen.of_region) {
    parts.push_back(region_part(region_data(seen, places, used), root));
    const RegionPart& part = parts.back();
    for (std::size_t a = 0; a < n; ++a) {
      pull[a] += part.pull[a];
      for (std::size_t b = 0; b < n; ++b) precision(a, b) += part.precision(a, b);
    }
    twice_minus_log += part.log_determinant + part.squares;
  }
  const std::optional<Cholesky> factor = Cholesky::of(precision);
  HUSTINGS_REQUIRE(factor.has_value());  // every contest was held somewhere
  TurnoutMoments moments = empty_moments(seen, used);
  moments.fit.contest = factor->solve(pull);
  twice_minus_log += factor->log_determinant() - dot(pull, moments.fit.contest);
  moments.fit.log_likelihood = -.5 * twice_minus_log;
  Predictions predictions(seen, used, factor->inverse(), moments);
  for (std::size_t r = 0; r < parts.size(); ++r) predictions.add(r, parts[r]);
  return moments;
}

}  // namespace hustings::infer
