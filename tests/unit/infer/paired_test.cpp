// Pairs of forecasts: differences over days, pools, and which of two scenarios a count favours.

#include "hustings/infer/paired.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "hustings/infer/favoured.hpp"
#include "hustings/infer/pool.hpp"
#include "random/math.hpp"

namespace hustings::infer {
namespace {

Approx about(double value) {
  return Approx(value).margin(1e-8).epsilon(0);
}

std::vector<PairedScore> reference() {
  std::vector<PairedScore> scores;
  for (const double d : {.012, -.004, .031, .008, .015, -.002}) {
    scores.push_back({.1, .1 + d, scores.size()});
  }
  return scores;
}

TEST_CASE("Paired differences have the reference's mean, standard error and t", "[score]") {
  const ScoreDifference found = paired_difference(reference(), 1, "crps");
  CHECK(found.mean == about(.01));
  CHECK(*found.standard_error == about(.0052089666));
  CHECK(*found.t == Approx(1.919767).margin(5e-7).epsilon(0));
  CHECK_FALSE(found.tells_apart());
  CHECK(*found.low < found.mean);
  CHECK(*found.high > found.mean);
}

TEST_CASE("Paired differences: the interval is the law of the mean of days drawn anew", "[score]") {
  // Two days, 0 and 1: the mean of two drawn is 0, 1/2, 1 with 1/4, 1/2, 1/4.
  const ScoreDifference two = paired_difference({{0, 0, 0}, {0, 1, 1}}, 1, "x");
  CHECK(*two.low == 0);
  CHECK(*two.high == 1);
  // Many days: about 1.96 standard errors to both sides.
  std::vector<PairedScore> many;
  for (std::size_t i = 0; i < 400; ++i)
    many.push_back({0, std::sin(static_cast<double>(i * i)), i});
  const ScoreDifference found = paired_difference(many, 1, "x");
  CHECK(*found.high - *found.low == Approx(2 * 1.96 * *found.standard_error).epsilon(.08));
}

TEST_CASE("Paired differences: contests of one day are one cluster", "[score]") {
  std::vector<PairedScore> scores = reference();
  const double alone = *paired_difference(scores, 1, "x").standard_error;
  for (PairedScore& score : scores) score.day /= 2;
  const ScoreDifference found = paired_difference(scores, 1, "x");
  CHECK(found.days == 3);
  // Sums of days about the mean: -.012 .019 -.007, so sqrt(3/2 (144 + 361 + 49) 1e-6) / 6.
  CHECK(*found.standard_error == about(std::sqrt(1.5 * 554e-6) / 6));
  CHECK(*found.standard_error != alone);
  for (PairedScore& score : scores) score.day = 4;
  const ScoreDifference one = paired_difference(scores, 1, "x");
  CHECK(one.mean == about(.01));
  CHECK_FALSE(one.t);
  CHECK_FALSE(one.low);
  CHECK_FALSE(one.tells_apart());
}

TEST_CASE("Paired differences: the order of the contests moves no bit", "[score]") {
  std::vector<PairedScore> scores = reference();
  for (PairedScore& score : scores) score.day /= 2;
  const ScoreDifference before = paired_difference(scores, 1, "x");
  std::reverse(scores.begin(), scores.end());
  const ScoreDifference after = paired_difference(scores, 1, "x");
  CHECK(after.mean == before.mean);
  CHECK(*after.standard_error == *before.standard_error);
  CHECK(*after.low == *before.low);
}

/// Draws of N(mean, sd^2) at even probabilities.
std::vector<double> even_draws(double mean, double sd) {
  std::vector<double> draws;
  for (int i = 0; i < 2000; ++i) {
    const double p = (i + .5) / 2000;
    double low = -9;
    double high = 9;
    for (int step = 0; step < 60; ++step) {
      const double x = (low + high) / 2;
      (exact::normal_cdf(x) < p ? low : high) = x;
    }
    draws.push_back(mean + sd * low);
  }
  return draws;
}

TEST_CASE("A pool's CRPS is that of the mixture", "[score]") {
  PoolTerms terms;
  add_number({even_draws(0, 1), even_draws(2, .5)}, 1, terms);
  CHECK(pooled_crps(terms, {1, 0}) == Approx(.6024413576).margin(3e-4).epsilon(0));
  CHECK(pooled_crps(terms, {0, 1}) == Approx(.7263959109).margin(3e-4).epsilon(0));
  CHECK(pooled_crps(terms, {.6, .4}) == Approx(.3672527850).margin(3e-4).epsilon(0));
  // Exactly: that of the draws put together, so many of each.
  const std::vector<double> a{0, 1, 4};
  const std::vector<double> b{2, 2.5, 3};
  PoolTerms few;
  add_number({a, b}, 1.2, few);
  CHECK(pooled_crps(few, {.5, .5}) == about(crps({0, 1, 4, 2, 2.5, 3}, 1.2)));
  CHECK(pooled_crps(few, {2. / 3, 1. / 3}) == about(crps({0, 1, 4, 0, 1, 4, 2, 2.5, 3}, 1.2)));
}

TEST_CASE("Weights of a pool come from other days, shrunk to equal by ten contests", "[score]") {
  std::vector<PoolTerms> contests(5);
  for (std::size_t i = 0; i < contests.size(); ++i) {
    contests[i].day = i;
    add_number({even_draws(0, .1), even_draws(3, .1)}, 0, contests[i]);
  }
  // The first is right everywhere: of four other days (10 / 2 + 4 x 1) / (10 + 4).
  CHECK(pool_weights(contests, 0)[0] == about(9. / 14));
  CHECK(pool_weights(contests, 0)[1] == about(5. / 14));
  CHECK(pool_weights({contests[2]}, 2)[0] == about(.5));
  // What the left-out day says does not matter.
  contests[3] = {};
  contests[3].day = 3;
  add_number({even_draws(0, .1), even_draws(3, .1)}, 3, contests[3]);
  CHECK(pool_weights(contests, 3)[0] == about(9. / 14));
  CHECK(pool_weights(contests, 0)[0] < 9. / 14);
}

TEST_CASE("The best weights of a pool lie where no other has a smaller CRPS", "[score]") {
  std::vector<PoolTerms> contests(2);
  contests[1].day = 1;
  add_number({{0}, {1}, {2}}, 1, contests[0]);
  add_number({{0, 1, 2}, {1, 3, 4}, {-1, 0, 5}}, 1.4, contests[1]);
  add_number({{0, .2, .4}, {.1, .1, .3}, {.3, .5, .6}}, .3, contests[1]);
  const std::vector<double> shrunk = pool_weights(contests, 0);
  std::vector<double> best;
  for (const double w : shrunk) best.push_back(w * 11 - 10. / 3);
  CHECK(best[0] + best[1] + best[2] == about(1));
  const double smallest = pooled_crps(contests[1], best);
  for (double u = 0; u <= 1; u += .05) {
    for (double v = 0; u + v <= 1; v += .05) {
      CHECK(pooled_crps(contests[1], {u, v, 1 - u - v}) >= smallest - 1e-10);
    }
  }
}

TEST_CASE("Draws of a pool come in turn, each forecast's by its weight", "[score]") {
  const std::vector<double> weights{.21, .29, .5};
  std::vector<double> taken(3);
  for (const PooledDraw& draw : pooled_draws(weights, 1000)) {
    CHECK(static_cast<double>(draw.draw) == taken[draw.forecast]);
    ++taken[draw.forecast];
    const double n = taken[0] + taken[1] + taken[2];
    for (std::size_t j = 0; j < 3; ++j) CHECK(std::abs(taken[j] - n * weights[j]) < 1);
  }
  CHECK(taken == std::vector<double>{210, 290, 500});
}

TEST_CASE("Mesh or broadcast: fifty pieces tell 69 times in a hundred", "[score]") {
  const std::size_t n = 50;
  NormalForecast a{std::vector<double>(n), Matrix(n, n, .34 * .34)};
  for (std::size_t i = 0; i < n; ++i) a.covariance(i, i) += .28 * .28;
  NormalForecast b = a;
  for (std::size_t i = 0; i < n; ++i) b.mean[i] = i % 2 == 0 ? .04 : -.04;
  const auto found = favoured(a, b, a.mean);
  REQUIRE(found);
  CHECK(found->distance == Approx(1.0101525).margin(5e-8).epsilon(0));
  CHECK(found->chance_right == Approx(.693).margin(5e-4).epsilon(0));
  // Where both have one covariance the ratio at a's mean is D^2 / 2, at b's less that.
  CHECK(found->log_ratio == about(found->distance * found->distance / 2));
  CHECK(favoured(a, b, b.mean)->log_ratio == about(-found->distance * found->distance / 2));
  CHECK(favoured(b, a, a.mean)->log_ratio == about(-found->log_ratio));
}

TEST_CASE("Which scenario a count favours: not told where numbers are no law's", "[score]") {
  const NormalForecast flat = normal_of({{1, 2, 3}, {2, 4, 6}});
  CHECK(flat.mean == std::vector<double>{2, 4});
  CHECK(flat.covariance(0, 0) == about(1));
  CHECK(flat.covariance(0, 1) == about(2));
  CHECK_FALSE(favoured(flat, flat, {1, 2}));
}

}  // namespace
}  // namespace hustings::infer
