#include "model/campaign/fundraising.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

using namespace hustings;
using namespace hustings::campaign;

namespace {

Approx about(double value, double margin = 1e-7) {
  return Approx(value).margin(margin).epsilon(0);
}

/// 1-2, 1-3, 2-3, 3-4.
const Adjacency kGraph{{1, 2}, {0, 2}, {0, 1, 3}, {2}};

Fundraising passing() {
  Fundraising owner;
  owner.pass = .2;
  return owner;
}

std::vector<Fundraising> four(const Fundraising& owner) {
  return std::vector<Fundraising>(4, owner);
}

double sum(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

/// A push of 100 to the first in the first week.
WeeklyMoney pushed(std::size_t weeks, double amount = 100) {
  WeeklyMoney pushes(4, std::vector<double>(weeks, 0.0));
  pushes[0][0] = amount;
  return pushes;
}

PlannedMoney pushes_alone(const WeeklyMoney& pushes) {
  return {std::vector<double>(pushes.size(), 0.0), pushes};
}

std::vector<double> totals(const Fundraising& owner, const WeeklyMoney& pushes) {
  std::vector<double> total;
  for (const auto& raised : raised_above_plan(four(owner), kGraph, pushes_alone(pushes))) {
    total.push_back(sum(raised));
  }
  return total;
}

}  // namespace

TEST_CASE("Money goes along endorsements", "[campaign]") {
  const std::vector<double> four_weeks = totals(passing(), pushed(4));
  CHECK(four_weeks[0] == about(191.8));
  CHECK(four_weeks[1] == about(29.4));
  CHECK(four_weeks[2] == about(20.24444444, 1e-8));
  CHECK(four_weeks[3] == about(3.46666667, 1e-8));
  const std::vector<double> for_ever = totals(passing(), pushed(400));
  CHECK(for_ever[0] == about(217.8030303));
  CHECK(for_ever[1] == about(51.1363636));
  CHECK(for_ever[2] == about(37.8787879));
  CHECK(for_ever[3] == about(15.1515152));
}

TEST_CASE("A pool runs dry and is never overdrawn", "[campaign]") {
  Fundraising owner = passing();
  owner.pool = 300;
  const std::vector<double> four_weeks = totals(owner, pushed(4));
  CHECK(four_weeks[0] == about(146.9459781));
  CHECK(four_weeks[1] == about(24.3043526));
  CHECK(four_weeks[2] == about(16.9539150));
  CHECK(four_weeks[3] == about(3.2084192));
  owner.keep = .8;
  for (const double push : {100.0, 299.0, 5000.0}) {
    for (const double total : totals(owner, pushed(60, push))) CHECK(total <= 300 + 1e-9);
  }
  owner.pool = 0;
  CHECK(sum(totals(owner, pushed(4))) == 0);
}

TEST_CASE("What is reinvested cannot be spent", "[campaign]") {
  Fundraising owner;
  owner.keep = 0;
  owner.reinvest = .3;
  owner.yield = .5;
  const Adjacency alone{{}};
  const PlannedMoney planned{{100}, {std::vector<double>(8, 0.0)}};
  const WeeklyMoney raised = raised_above_plan(std::vector<Fundraising>{owner}, alone, planned);
  CHECK(sum(left_to_spend(owner, 100, raised[0])) == about(644.29, .005));
  owner.reinvest = 0;
  const WeeklyMoney plain = raised_above_plan(std::vector<Fundraising>{owner}, alone, planned);
  CHECK(sum(left_to_spend(owner, 100, plain[0])) == about(800));
}

TEST_CASE("Money grows without end from a radius of 1", "[campaign]") {
  Fundraising owner = passing();
  CHECK(money_growth(four(owner), kGraph) == about(.7, 1e-9));
  owner.reinvest = 1;
  owner.yield = .33;
  CHECK(money_growth(four(owner), kGraph) == about(1.03, 1e-9));
  owner.pass = 0;
  CHECK(money_growth(four(owner), kGraph) == about(.83, 1e-9));
  CHECK(money_growth({}, {}) == 0);
  // A chain of two: [[.5, .2], [.6, .1]] has the roots .3 +- sqrt(.04 + .12).
  Fundraising first = passing();
  Fundraising second = passing();
  second.keep = .1;
  second.pass = .6;
  const Adjacency pair{{1}, {0}};
  CHECK(money_growth(std::vector<Fundraising>{first, second}, pair) == about(.7, 1e-9));
  second.pass = .2;
  CHECK(money_growth(std::vector<Fundraising>{first, second}, pair) ==
        about(.3 + std::sqrt(.08), 1e-9));
}

TEST_CASE("Owners who pass nothing are alone", "[campaign]") {
  const std::vector<double> total = totals({}, pushed(4));
  CHECK(total[0] == about(187.5, 1e-12));
  CHECK(sum(total) == total[0]);
}

TEST_CASE("A graph of equals passes money on without loss", "[campaign]") {
  // A ring: columns of W add to 1 as rows do, so the sum grows by keep + pass a week.
  const Adjacency ring{{1, 3}, {0, 2}, {1, 3}, {2, 0}};
  const WeeklyMoney raised = raised_above_plan(four(passing()), ring, pushes_alone(pushed(6)));
  double expected = 100;
  for (std::size_t week = 0; week < 6; ++week) {
    double all = 0;
    for (const auto& owner : raised) all += owner[week];
    CHECK(all == about(expected, 1e-10));
    expected *= .7;
  }
}
