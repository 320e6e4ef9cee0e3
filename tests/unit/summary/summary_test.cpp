#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "hustings/summary/view.hpp"
#include "support/busy_scenario.hpp"
#include "support/delegate_scenario.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"

using namespace hustings;

namespace {

constexpr std::uint64_t kElections = 20'000;

struct PlainMoments {
  double mean = 0;
  double sd = 0;
};

PlainMoments moments_of(const std::vector<float>& values) {
  PlainMoments m;
  const auto n = static_cast<double>(values.size());
  for (const double x : values) m.mean += x / n;
  double variance = 0;
  for (const double x : values) variance += (x - m.mean) * (x - m.mean) / n;
  m.sd = std::sqrt(variance);
  return m;
}

void check_distribution(const Distribution& d, std::vector<float> values, double bin_width) {
  const PlainMoments m = moments_of(values);
  const auto n = static_cast<double>(values.size());
  CHECK(d.mean == Approx(m.mean).margin(1e-6));
  CHECK(d.sd == Approx(m.sd).margin(1e-6));
  CHECK(d.mean_standard_error == Approx(m.sd / std::sqrt(n)).epsilon(1e-3));
  if (!d.has_quantiles) return;
  std::sort(values.begin(), values.end());
  for (std::size_t i = 0; i < kQuantileLevels.size(); ++i) {
    const auto at = static_cast<std::size_t>(kQuantileLevels[i] * n);
    CHECK(std::fabs(d.quantiles[i] - values[at]) <= bin_width);
  }
}

}  // namespace

TEST_CASE("A probability comes with its standard error, or a bound where it never happened",
          "[summary]") {
  const Probability p = probability(250, 1000);
  CHECK(p.probability == 0.25);
  CHECK(p.standard_error == Approx(std::sqrt(0.25 * 0.75 / 1000)));
  CHECK_FALSE(p.upper_bound);
  CHECK(probability(0, 1000).upper_bound == 0.003);
  CHECK(probability(0, 2).upper_bound == 1.0);
  CHECK(probability(0, 0).probability == 0);
  CHECK(probability(7, 7).standard_error == 0);
  CHECK(probability(1000, 1000).lower_bound == 0.997);
  CHECK_FALSE(probability(999, 1000).lower_bound);
}

TEST_CASE("What does not vary has its value at every level", "[summary]") {
  // 40 elections of .3, or of 0, in the second or first of four bins.
  const std::uint64_t value = 314'573;  // .3 in units of 2^-20
  const MomentSums always{40 * value, U128{40} * value * value};
  const std::vector<std::uint64_t> second{0, 40, 0, 0};
  const Distribution d = distribution(always, second, 40);
  for (const double q : d.quantiles) CHECK(q == d.mean);
  for (const double error : d.quantile_standard_errors) CHECK(error == 0);
  const Distribution none = distribution({}, std::vector<std::uint64_t>{40, 0, 0, 0}, 40);
  for (const double q : none.quantiles) CHECK(q == 0);
  const MomentSums votes{40 * 50, U128{40} * 50 * 50};
  const Distribution fifty = distribution(votes, second, 40, 1.0, 160);
  for (const double q : fifty.quantiles) CHECK(q == 50);
}

TEST_CASE("A quantile is no farther from the mean than the sd allows", "[summary]") {
  // One election in ten at .26, nine at .25, all in the second of four bins: 5 % is at .25 itself,
  // and no level beyond mean + sd sqrt(q / (1 - q)).
  const std::uint64_t low = 1U << 18;
  const std::uint64_t high = 272'630;
  const MomentSums sums{9 * low + high, U128{9} * low * low + U128{high} * high};
  const Distribution d = distribution(sums, std::vector<std::uint64_t>{0, 10, 0, 0}, 10);
  CHECK(d.mean == Approx(0.251).epsilon(1e-5));
  CHECK(d.sd == Approx(0.003).epsilon(1e-3));
  CHECK(d.quantiles[0] > 0.25 - 0.013);
  CHECK(d.quantiles[2] <= d.mean + d.sd);
  CHECK(d.quantiles[4] == Approx(d.mean + d.sd * std::sqrt(19)));
}

TEST_CASE("A summary's moments and quantiles are those of the elections", "[summary]") {
  const Model model = test::model_of(test::busy_scenario());
  const RunResult run = test::run(model, kElections, kElections);
  const Labels labels = labels_of(model);
  const View view(labels, run.tally);
  const double width = 1.0 / model.histogram_bins;
  CHECK(view.elections() == kElections);
  for (std::size_t i = 0; i < model.candidates.size(); ++i) {
    CAPTURE(i);
    check_distribution(view.distribution(kShare, i),
                       test::row(run.draws[kShare].values, run.draws, i), width);
    CHECK(view.chance(kWin, i).probability ==
          static_cast<double>(run.tally[kWin].counts[i]) / kElections);
  }
  for (std::size_t c = 0; c < model.contests.size(); ++c) {
    check_distribution(view.distribution(kTurnout, c),
                       test::row(run.draws[kTurnout].values, run.draws, c), width);
  }
  for (std::size_t i = 0; i < model.universes.size(); ++i) {
    check_distribution(view.distribution(kUniverseTurnout, i),
                       test::row(run.draws[kUniverseTurnout].values, run.draws, i), width);
  }
}

TEST_CASE("Slates are summarised from their seats and outcomes", "[summary]") {
  const Model model = test::model_of(test::busy_scenario());
  const RunResult run = test::run(model, kElections, kElections);
  const Labels labels = labels_of(model);
  const View view(labels, run.tally);
  const auto part = [](std::uint64_t n) { return static_cast<double>(n) / kElections; };
  std::vector<float> seats(kElections);
  for (std::size_t e = 0; e < kElections; ++e) {
    for (const CandidateId member : model.slates[SlateId(0)].members) {
      const ContestId contest = model.candidates[member].contest;
      const auto slot = test::at(run.draws.winner, run.draws, contest.index(), e);
      if (model.contests[contest].candidate(static_cast<std::size_t>(slot)) == member) ++seats[e];
    }
  }
  const PlainMoments m = moments_of(seats);
  CHECK(view.mean_seats(0).mean == Approx(m.mean));
  CHECK(view.mean_seats(0).standard_error == Approx(m.sd / std::sqrt(kElections)));
  double cumulative = 0;
  double joint = 0;
  const auto& outcomes = run.tally.outcomes[0];
  for (const std::uint64_t n : outcomes) joint += part(n);
  CHECK(joint == Approx(1));
  const auto wins = view.seats(0);
  for (std::size_t j = 3; j > 0; --j) {
    cumulative += part(wins[j]);
    CHECK(view.at_least(0, j).probability == Approx(cumulative));
  }
  CHECK(view.at_least(0, 3).probability == part(wins[3]));
  CHECK(outcomes[7] == wins[3]);
  CHECK(outcomes[0] == wins[0]);
}

TEST_CASE("Quantiles and their standard errors come from the bins", "[summary]") {
  // One contest of two candidates whose tally is written by hand: 4 bins with 0, 10, 30, 0
  // elections.
  Labels labels;
  labels.contests = {{.id = "X", .n_candidates = 1, .registered = 1}};
  labels.candidates = {{.id = "a"}};
  Tally tally;
  tally.elections = 40;
  tally.bins = 4;
  tally[kWin].counts = {40};
  tally[kLots].counts = {3};
  tally[kShare].counts = {0, 10, 30, 0};
  // Half of them at .25, half at .75: mean .5, sd .25.
  const std::uint64_t quarter = 1 << 18;
  tally[kShare].sums = {{20 * quarter + 20 * 3 * quarter,
                         static_cast<U128>(20 * quarter * quarter) + 20 * 9 * quarter * quarter}};
  const View view(labels, tally);
  const Distribution share = view.distribution(kShare, 0);
  CHECK(share.mean == 0.5);
  CHECK(share.sd == 0.25);
  CHECK(share.quantiles[0] == Approx(0.25 + 0.25 * 0.2));
  CHECK(share.quantiles[1] == Approx(0.5));
  CHECK(share.quantiles[2] == Approx(0.5 + 0.25 / 3));
  CHECK(share.quantiles[4] == Approx(0.5 + 0.25 * 28 / 30));
  CHECK(share.quantile_standard_errors[2] == Approx(std::sqrt(0.25 / 40) / (0.75 / 0.25)));
  CHECK_FALSE(view.has(kTurnout));
  CHECK(view.count(kLots, 0) == 3);
}

TEST_CASE("A summary of delegates is that of the elections, in whole numbers", "[summary]") {
  const Model model = test::model_of(test::delegate_scenario());
  const RunResult run = test::run(model, kElections, kElections);
  const Labels labels = labels_of(model);
  const View view(labels, run.tally);
  CHECK_FALSE(view.has(kDelegates, 4));  // of the contest by plurality
  const auto check = [](const Distribution& d, std::vector<std::int16_t> won) {
    const PlainMoments m = moments_of({won.begin(), won.end()});
    CHECK(d.mean == Approx(m.mean));
    CHECK(d.sd == Approx(m.sd));
    CHECK(d.mean_standard_error == Approx(m.sd / std::sqrt(kElections)));
    std::sort(won.begin(), won.end());
    for (std::size_t i = 0; i < kQuantileLevels.size(); ++i) {
      const auto last = static_cast<std::size_t>(std::ceil(kQuantileLevels[i] * kElections)) - 1;
      CHECK(d.quantiles[i] == won[last]);
    }
  };
  for (std::size_t i = 0; i < model.candidates.size(); ++i) {
    if (view.has(kDelegates, i)) {
      check(view.distribution(kDelegates, i),
            test::row(run.draws[kDelegates].numbers, run.draws, i));
    }
  }
  for (std::size_t i = 0; i < model.total_names.size(); ++i) {
    check(view.distribution(kNameDelegates, i),
          test::row(run.draws[kNameDelegates].numbers, run.draws, i));
  }
  double sum = view.chance(kNoMajority, 1).probability;  // 11 of 21: one at most
  for (std::size_t i = 3; i < 6; ++i) sum += view.chance(kMajority, i).probability;
  CHECK(sum == Approx(1));
}
