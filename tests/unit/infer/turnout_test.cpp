#include "hustings/infer/turnout.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "hustings/infer/propensity.hpp"
#include "support/counts_table.hpp"

namespace hustings::infer {
namespace {

PastTurnout four_places() {
  return {Matrix({{10000, 10000}, {20000, 20000}, {15000, 15000}, {30000, 30000}}),
          Matrix({{2200, 2600}, {5200, 6400}, {2500, 2700}, {9100, 9700}}),
          {}};
}

/// The primaries of 2020, 2021 and 2025 in New York by assembly district.
PastTurnout new_york() {
  const test::CountsTable now("scenarios/data/sources/nyc_2025_mayor_ad.csv");
  const test::CountsTable then("scenarios/data/sources/nyc_2021_mayor_ad_first_choice.csv");
  const test::CountsTable before("scenarios/data/sources/nyc_2020_president_dem_ad.csv");
  std::map<std::string, double> of_2020;
  for (std::size_t i = 0; i < before.rows(); ++i) {
    of_2020[before.text(i, "ad")] += before.number(i, "ballots");
  }
  const std::vector<double> ballots = now.numbers("ballots");
  const std::vector<double> earlier = then.numbers("ballots");
  const std::vector<double> registered = now.numbers("active_dem_2023");
  PastTurnout past{Matrix(now.rows(), 3), Matrix(now.rows(), 3), now.groups("borough")};
  for (std::size_t i = 0; i < now.rows(); ++i) {
    past.registered.set_row(i, std::vector<double>(3, registered[i]));
    past.ballots.set_row(i, {of_2020.at(now.text(i, "ad")), earlier[i], ballots[i]});
  }
  return past;
}

PastTurnout contests_of(const PastTurnout& past, std::vector<std::size_t> contests) {
  PastTurnout some{Matrix(past.ballots.rows(), contests.size()),
                   Matrix(past.ballots.rows(), contests.size()), past.region};
  for (std::size_t i = 0; i < past.ballots.rows(); ++i) {
    for (std::size_t c = 0; c < contests.size(); ++c) {
      some.registered(i, c) = past.registered(i, contests[c]);
      some.ballots(i, c) = past.ballots(i, contests[c]);
    }
  }
  return some;
}

Matrix some_rows(const Matrix& table, std::size_t n) {
  Matrix rows(n, table.columns());
  for (std::size_t i = 0; i < n; ++i) rows.set_row(i, table.row(i));
  return rows;
}

void check_near(const std::vector<double>& found, const std::vector<double>& expected,
                double margin) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    INFO("at " << i);
    CHECK(found[i] == Approx(expected[i]).epsilon(0).margin(margin));
  }
}

TEST_CASE("Turnout: four places in two contests, with sizes given", "[infer]") {
  const TurnoutFit fit = fit_turnout(four_places(), {.place = .3, .place_contest = .1});
  CHECK(fit.log_likelihood == Approx(5.3752317091).epsilon(0).margin(1e-8));
  check_near(fit.contest, {-1.1878760145, -1.0134754546}, 1e-9);
  check_near(fit.place, {-.0520245621, .1900739000, -.4368708230, .2988214850}, 1e-9);
}

TEST_CASE("Turnout: the most probable sizes of four places in two contests", "[infer]") {
  const TurnoutFit fit = fit_turnout(four_places());
  CHECK(fit.sizes.place == Approx(.3434262648).epsilon(0).margin(1e-8));
  CHECK(fit.sizes.place_contest == Approx(.0894022897).epsilon(0).margin(1e-8));
}

TEST_CASE("Turnout: sizes of New York are those of a dense likelihood", "[infer]") {
  // Computed with dense matrices and another optimiser; priors included.
  const TurnoutFit first = fit_turnout(contests_of(new_york(), {0, 1}));
  check_near({first.sizes.region, first.sizes.region_contest, first.sizes.place,
              first.sizes.place_contest},
             {.278948, .159418, .293225, .149542}, 2e-5);
  const TurnoutFit later = fit_turnout(contests_of(new_york(), {1, 2}));
  check_near({later.sizes.region, later.sizes.region_contest, later.sizes.place,
              later.sizes.place_contest},
             {.368822, .106643, .355174, .186571}, 2e-5);
  // Of a place's variance .77 stays from one contest to the next.
  const double stays = later.sizes.place * later.sizes.place;
  CHECK(stays / (stays + later.sizes.place_contest * later.sizes.place_contest) ==
        Approx(.77).margin(.02));
}

/// Minus the log of what is maximised over sizes.
double loss_of(const PastTurnout& past, const std::vector<double>& logs) {
  const TurnoutSizes sizes{std::exp(logs[0]), std::exp(logs[1]), std::exp(logs[2]),
                           std::exp(logs[3])};
  const double medians[] = {kTurnoutPrior.region, kTurnoutPrior.region_contest, kTurnoutPrior.place,
                            kTurnoutPrior.place_contest};
  double loss = -fit_turnout(past, sizes).log_likelihood;
  for (std::size_t g = 0; g < 4; ++g) loss += 2 * std::pow(logs[g] - std::log(medians[g]), 2);
  return loss;
}

TEST_CASE("Turnout: no sizes nearby are more probable, whatever the data", "[infer]") {
  const PastTurnout city = new_york();
  PastTurnout one_place = contests_of(city, {0, 1, 2});
  one_place.ballots = some_rows(one_place.ballots, 1);
  one_place.registered = some_rows(one_place.registered, 1);
  one_place.region = {};
  PastTurnout wild = contests_of(city, {0, 1});
  for (std::size_t i = 0; i < wild.ballots.rows(); ++i) {
    wild.ballots(i, 0) = 1 + 20 * static_cast<double>(i * i % 1000);
  }
  for (const PastTurnout& past : {city, contests_of(city, {1}), one_place, wild}) {
    const TurnoutSizes best = fit_turnout(past).sizes;
    // Without regions their sizes are not used.
    const bool regions = !past.region.empty();
    const std::vector<double> logs = {
        std::log(regions ? best.region : kTurnoutPrior.region),
        std::log(regions ? best.region_contest : kTurnoutPrior.region_contest),
        std::log(best.place), std::log(best.place_contest)};
    const double least = loss_of(past, logs);
    for (std::size_t g = 0; g < 4; ++g) {
      for (const double move : {-.01, .01}) {
        std::vector<double> moved = logs;
        moved[g] += move;
        CHECK(loss_of(past, moved) > least);
      }
    }
  }
}

TEST_CASE("Turnout: effects of regions and places add up to what was seen", "[infer]") {
  const PastTurnout past = new_york();
  const TurnoutFit fit = fit_turnout(past, kTurnoutPrior);
  for (std::size_t i = 0; i < past.ballots.rows(); ++i) {
    for (std::size_t c = 0; c < 3; ++c) {
      const double turnout = past.ballots(i, c) / past.registered(i, c);
      const double sampling = 1 / (past.ballots(i, c) * (1 - turnout));
      const double left = std::log(turnout / (1 - turnout)) - fit.contest[c] -
                          fit.region[past.region[i]] - fit.region_contest(past.region[i], c) -
                          fit.place[i] - fit.place_contest(i, c);
      const double eps_variance = kTurnoutPrior.place_contest * kTurnoutPrior.place_contest;
      CHECK(left == Approx(fit.place_contest(i, c) * sampling / eps_variance).margin(1e-10));
    }
  }
}

/// sd, by ballots, of what is left of a contest's log turnout once its level is taken off.
double error_sd(const PastTurnout& past, std::size_t contest, const std::vector<double>& log_odds) {
  std::vector<double> registered, ballots;
  double total = 0, all = 0;
  for (std::size_t i = 0; i < log_odds.size(); ++i) {
    registered.push_back(past.registered(i, contest));
    ballots.push_back(past.ballots(i, contest));
    total += ballots[i];
    all += registered[i];
  }
  const double shift = turnout_shift(log_odds, registered, total / all);
  double mean = 0, squares = 0;
  for (std::size_t i = 0; i < log_odds.size(); ++i) {
    const double error =
        std::log(ballots[i] / registered[i]) + std::log1p(std::exp(-(log_odds[i] + shift)));
    mean += ballots[i] / total * error;
    squares += ballots[i] / total * error * error;
  }
  return std::sqrt(squares - mean * mean);
}

constexpr TurnoutSizes kAsItWas{.region = 9, .place = 9};

TEST_CASE("Turnout: New York 2025 was like 2021, less like both years before", "[infer]") {
  const PastTurnout past = new_york();
  const std::vector<double> same(past.ballots.rows(), 0.0);
  CHECK(error_sd(past, 2, same) == Approx(.382).margin(.001));
  const std::vector<double> like_2021 = turnout_like(past, kAsItWas, 1);
  std::vector<double> both = turnout_like(past, kAsItWas, 0);
  for (std::size_t i = 0; i < both.size(); ++i) both[i] = (both[i] + like_2021[i]) / 2;
  CHECK(error_sd(past, 2, like_2021) == Approx(.175).margin(.006));
  CHECK(error_sd(past, 2, both) == Approx(.202).margin(.008));
}

TEST_CASE("Turnout: drawn towards the mean one contest tells more of another", "[infer]") {
  const PastTurnout past = new_york();
  const std::vector<double> same(past.ballots.rows(), 0.0);
  double drawn = 0, as_it_was = 0, alike = 0;
  for (std::size_t from = 0; from < 3; ++from) {
    for (std::size_t to = 0; to < 3; ++to) {
      if (from == to) continue;
      drawn += error_sd(past, to, turnout_like(past, kTurnoutPrior, from)) / 6;
      as_it_was += error_sd(past, to, turnout_like(past, kAsItWas, from)) / 6;
      alike += error_sd(past, to, same) / 6;
    }
  }
  CHECK(drawn == Approx(.206).margin(.001));
  CHECK(as_it_was == Approx(.220).margin(.001));
  CHECK(alike == Approx(.309).margin(.001));
}

TEST_CASE("Turnout: a place without history is as its region, one without ballots changes nothing",
          "[infer]") {
  PastTurnout past = new_york();
  past.ballots(5, 0) = past.ballots(5, 1) = past.ballots(5, 2) = 0;
  const TurnoutFit fit = fit_turnout(past, kTurnoutPrior);
  CHECK(fit.place[5] == 0);
  PastTurnout fewer{Matrix(past.ballots.rows() - 1, 3), Matrix(past.ballots.rows() - 1, 3), {}};
  for (std::size_t i = 0, j = 0; i < past.ballots.rows(); ++i) {
    if (i == 5) continue;
    fewer.registered.set_row(j, past.registered.row(i));
    fewer.ballots.set_row(j++, past.ballots.row(i));
    fewer.region.push_back(past.region[i]);
  }
  const TurnoutFit without = fit_turnout(fewer, kTurnoutPrior);
  check_near(fit.contest, without.contest, 1e-12);
  check_near(fit.region, without.region, 1e-12);
  CHECK(fit.log_likelihood == Approx(without.log_likelihood).epsilon(1e-12));
}

TEST_CASE("Turnout level: of the same kind where there is one, else of all", "[infer]") {
  TurnoutFit fit;
  fit.contest = {-1, -2, -1.5};
  CHECK(turnout_level(fit, {true, false, true}).log_odds == -1.25);
  CHECK(turnout_level(fit, {true, false, true}).sd == .20);
  CHECK(turnout_level(fit, {false, false, false}).log_odds == -1.5);
  CHECK(turnout_level(fit, {false, false, false}).sd == .30);
}

TEST_CASE("Propensity: those who voted last time and the others add up to the turnout", "[infer]") {
  const PropensitySplit high = split_propensity(.3);
  CHECK(high.regular == Approx(.7375).epsilon(1e-12));
  CHECK(high.occasional == Approx(.1125).epsilon(1e-12));
  const PropensitySplit low = split_propensity(.15);
  CHECK(low.regular == Approx(.68125).epsilon(1e-12));
  CHECK(low.occasional == Approx(.05625).epsilon(1e-12));
  CHECK(.15 * low.regular + .85 * low.occasional == Approx(.15).epsilon(1e-12));

  const std::vector<double> shifted =
      shifted_to_mean({high.regular, high.occasional}, {.3, .7}, .2);
  CHECK(.3 * shifted[0] + .7 * shifted[1] == Approx(.2).epsilon(1e-12));
  const auto log_odds = [](double p) { return std::log(p / (1 - p)); };
  CHECK(log_odds(shifted[0]) - log_odds(shifted[1]) ==
        Approx(log_odds(high.regular) - log_odds(high.occasional)));
}

}  // namespace
}  // namespace hustings::infer
