// Scores: reference numbers of closed forms, and that the truth scores best.

#include "hustings/infer/scores.hpp"

#include <algorithm>
#include <boost/random/normal_distribution.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>

#include "random/math.hpp"
#include "random/named_stream.hpp"

namespace hustings::infer {
namespace {

Approx about(double value) {
  return Approx(value).margin(1e-8).epsilon(0);
}

TEST_CASE("CRPS: normal laws, mixtures and draws have the reference's values", "[score]") {
  const std::vector<WeightedNormal> standard{{1, 0, 1}};
  CHECK(crps_of_normals(standard, 0) == about(.2336949773));
  CHECK(crps_of_normals(standard, 1) == about(.6024413576));
  CHECK(crps_of_normals(standard, -2) == about(1.4527918217));
  CHECK(crps_of_normals({{1, 2, .5}}, 1) == about(.7263959109));
  CHECK(crps_of_normals({{.6, 0, 1}, {.4, 2, .5}}, 1) == about(.3672527850));
  CHECK(crps({0, 1, 2, 4}, 1.5) == about(.4375));
  CHECK(fair_crps({0, 1, 2, 4}, 1.5) == about(.1666666667));
  CHECK(crps(std::vector<double>{.3}, .45) == about(.15));
}

TEST_CASE("CRPS: the order of the draws moves no bit", "[score]") {
  std::vector<double> draws{.31, .02, .77, .5, .11};
  const double score = crps(draws, .4);
  while (std::next_permutation(draws.begin(), draws.end())) CHECK(crps(draws, .4) == score);
}

TEST_CASE("Energy score: the reference's value, and that of all pairs", "[score]") {
  CHECK(energy_score({{0, 1, 0}, {0, 0, 1}}, {1, 1}) == about(.7587141250));
  // Of one number it is the CRPS.
  for (const std::size_t n : {1, 2, 3, 4, 11, 128, 129}) {
    std::vector<double> draws;
    for (std::size_t i = 0; i < n; ++i) draws.push_back(std::sin(static_cast<double>(3 * i)));
    CAPTURE(n);
    CHECK(energy_score({draws}, {.2}) == Approx(crps(draws, .2)).epsilon(1e-12));
  }
}

TEST_CASE("Variogram score: by hand", "[score]") {
  // E sqrt|X_1 - X_2| = (0 + 1) / 2, counted sqrt(.25) = .5; with a third number at .5 sqrt(.5)s.
  CHECK(variogram_score({{0, 1}, {0, 0}}, {.25, 0}) == about(0));
  CHECK(variogram_score({{0, 1}, {0, 0}}, {1, 0}) == about(.25));
}

TEST_CASE("Ranked probability, interval, log and Brier scores are the reference's", "[score]") {
  CHECK(rps({.2, .5, .3}, 1) == about(.13));  // the second of three
  CHECK(winkler_score({.9, .37, .60}, .5) == about(.23));
  CHECK(winkler_score({.9, .37, .60}, .62) == about(.63));
  CHECK(scored_chance(0, 999) == about(.0005));

  const std::vector<Called> calls{{.9, true}, {.7, true}, {.55, false}, {.8, true}, {.3, false}};
  CHECK(calibration_z(calls) == about(-.8954093726));
  double brier = 0;
  double log = 0;
  for (const Called& call : calls) {
    brier += brier_score(call.chance, call.happened) / 5;
    log += log_score(call.chance, call.happened) / 5;
  }
  CHECK(brier == about(.1065));
  CHECK(log == Approx(.3680723).margin(5e-8).epsilon(0));
  CHECK(calibration_z({{.5, true}}) == 0);
}

TEST_CASE("Coverage has Clopper and Pearson's interval", "[score]") {
  const Interval nine = exact_interval(9, 10);
  CHECK(nine.low == Approx(.554984).margin(5e-7).epsilon(0));
  CHECK(nine.high == Approx(.997471).margin(5e-7).epsilon(0));
  CHECK(exact_interval(10, 10).low == about(std::pow(.025, .1)));
  CHECK(exact_interval(10, 10).high == 1);
  CHECK(exact_interval(0, 10).low == 0);
  CHECK(exact_interval(0, 10).high == about(1 - std::pow(.025, .1)));
  CHECK(exact_interval(0, 0).low == 0);
  CHECK(exact_interval(0, 0).high == 1);
  // The ends themselves: at them the tail is 2.5 %.
  const Interval many = exact_interval(413, 715);
  CHECK(many.low < 413. / 715);
  CHECK(many.high > 413. / 715);
  CHECK(many.high - many.low == Approx(2 * 1.96 * std::sqrt(.5776 * .4224 / 715)).epsilon(.03));
}

TEST_CASE("PIT counts half of equal draws; quantiles lie between draws", "[score]") {
  CHECK(pit({1, 2, 2, 3}, 2) == .5);
  CHECK(pit({1, 2, 2, 3}, 2.5) == .75);
  const std::vector<double> sorted{0, 1, 2, 3, 4};
  CHECK(quantile(sorted, .5) == 2);
  CHECK(quantile(sorted, .9) == about(3.6));
  CHECK(central_interval(sorted, .5).low == about(1));
  CHECK(central_interval(sorted, .5).high == about(3));
}

/// Forecasts N(mean, sd^2) of two numbers whose truth is N(0, 1), independent.
struct Told {
  double mean;
  double sd;
};

using Score = std::function<double(const Told&, const std::vector<double>& counted, NamedStream&)>;

JointDraws draws_of(const Told& told, std::size_t n, NamedStream& words) {
  boost::random::normal_distribution<double> law(told.mean, told.sd);
  JointDraws draws(2, std::vector<double>(n));
  for (std::vector<double>& row : draws) {
    for (double& x : row) x = law(words);
  }
  return draws;
}

/// In standard errors, how much better the truth scores than another forecast, over 2,000 counts.
double lead_of_truth(const Score& score, const Told& told) {
  boost::random::normal_distribution<double> truth;
  NamedStream counts(3, Purpose::resample, 1);
  NamedStream words(3, Purpose::resample, 2);
  double sum = 0;
  double squares = 0;
  const int n = 2000;
  for (int i = 0; i < n; ++i) {
    const std::vector<double> counted{truth(counts), truth(counts)};
    const double lead = score(told, counted, words) - score({0, 1}, counted, words);
    sum += lead;
    squares += lead * lead;
  }
  const double mean = sum / n;
  return mean / std::sqrt((squares / n - mean * mean) / n);
}

TEST_CASE("Scores are proper: the truth scores better than what is shifted, too sure or unsure",
          "[score]") {
  const std::vector<Told> others{{.5, 1}, {0, .5}, {0, 2}};
  const std::vector<Score> scores{
      [](const Told& told, const auto& counted, auto&) {
        return crps_of_normals({{1, told.mean, told.sd}}, counted[0]);
      },
      [](const Told& told, const auto& counted, auto& words) {
        return fair_crps(draws_of(told, 20, words)[0], counted[0]);
      },
      [](const Told& told, const auto& counted, auto& words) {
        return energy_score(draws_of(told, 60, words), counted);
      },
      [](const Told& told, const auto& counted, auto&) {
        const double wide = 1.6448536270 * told.sd;
        return winkler_score({.9, told.mean - wide, told.mean + wide}, counted[0]);
      },
      [](const Told& told, const auto& counted, auto&) {
        return log_score(1 - exact::normal_cdf((.7 - told.mean) / told.sd), counted[0] > .7);
      },
      [](const Told& told, const auto& counted, auto&) {
        return brier_score(1 - exact::normal_cdf((.7 - told.mean) / told.sd), counted[0] > .7);
      }};
  for (std::size_t i = 0; i < scores.size(); ++i) {
    for (const Told& other : others) {
      CAPTURE(i, other.mean, other.sd);
      CHECK(lead_of_truth(scores[i], other) > 3);
    }
  }
}

TEST_CASE("The variogram score is proper in how numbers move against each other", "[score]") {
  const Score score = [](const Told& told, const auto& counted, auto& words) {
    return variogram_score(draws_of(told, 200, words), counted);
  };
  CHECK(lead_of_truth(score, {0, .5}) > 3);
  CHECK(lead_of_truth(score, {0, 2}) > 3);
  // It looks at differences alone, so a shift of both is none.
  CHECK(std::abs(lead_of_truth(score, {.5, 1})) < 3);
}

TEST_CASE("The fair CRPS of few draws is that of many on average", "[score]") {
  NamedStream words(5, Purpose::resample, 1);
  double sum = 0;
  double squares = 0;
  const int n = 4000;
  for (int i = 0; i < n; ++i) {
    const double score = fair_crps(draws_of({0, 1}, 4, words)[0], 1);
    sum += score;
    squares += score * score;
  }
  const double mean = sum / n;
  CHECK(std::abs(mean - .6024413576) < 3 * std::sqrt((squares / n - mean * mean) / n));
}

TEST_CASE("PITs of the truth are even", "[score]") {
  NamedStream words(7, Purpose::resample, 1);
  std::vector<int> bins(10);
  const int n = 2000;
  for (int i = 0; i < n; ++i) {
    const JointDraws draws = draws_of({0, 1}, 99, words);
    const double counted = draws_of({0, 1}, 1, words)[0][0];
    ++bins[std::min<std::size_t>(9, static_cast<std::size_t>(10 * pit(draws[0], counted)))];
  }
  double chi2 = 0;
  for (const int count : bins) chi2 += (count - n / 10.) * (count - n / 10.) / (n / 10.);
  CHECK(chi2 < 27.9);  // 99.9 % of chi-squared with 9 degrees of freedom
  CHECK(chi2 > 1.15);  // and 0.1 %: not evener than chance
}

}  // namespace
}  // namespace hustings::infer
