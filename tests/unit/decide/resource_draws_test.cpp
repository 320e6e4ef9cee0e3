// Plans whose resources may run out: means over what comes in, against quadrature and a run.

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>

#include "hustings/decide/campaign_plan.hpp"
#include "model/campaign/lift.hpp"
#include "support/scenarios.hpp"
#include "support/viewed_run.hpp"

using namespace hustings;

namespace {

/// One district whose turnouts are certain, and doors that use 1,000 of money and 1,000 hours.
std::string doors(const std::string& resources, const std::string& more = "") {
  return R"(
seed: 29
factions: [left, right]
districts: [{id: P}]
universes:
  - {district: P, universe: a, faction: left, registered: 20000, turnout: {log_odds: -1}, age: young}
  - {district: P, universe: b, faction: right, registered: 30000, turnout: {log_odds: -0.5}, age: old}
contests:
  - {id: C, districts: [P], candidates: [ana, ben], support: {left: {ana: 0.6, ben: rest}, right: {ana: 0.4, ben: rest}}}
resources: {us: {)" +
         resources + R"(}}
programmes:
  - {id: knock, for: C/ana, mode: doors, where: {age: young}, attempts: 20000, days_before: 0,
     cost: {per_attempt: {money: 0.05, volunteer_hours: 0.05}},
     lift: {turnout: {points: 0.06, at: 0.35, sd: 0.02}, support: {points: 0, at: 0.5, sd: 0}}}
)" + more;
}

CampaignPlan plan_of(const std::string& text) {
  const scenario::Scenario scenario = test::scenario_of(text);
  return plan_campaign(scenario, test::model_of(scenario));
}

/// E[f(z)] of a standard normal z, by the trapezoid rule.
template <class F>
double mean_over_normal(F f, double step = 0.005) {
  double sum = 0;
  for (double z = -8; z <= 8; z += step) {
    sum += f(z) * std::exp(-z * z / 2) * step / std::sqrt(2 * M_PI);
  }
  return sum;
}

/// The part of a plan that a factor of mean 1 covers where as much as `planned` of it is needed.
double covered(double z, double cv, double planned = 1) {
  const double square = std::log(1 + cv * cv);
  return std::min(1.0, std::exp(std::sqrt(square) * z - square / 2) / planned);
}

}  // namespace

TEST_CASE("What is reached, gained and paid is a mean over what comes in", "[campaign]") {
  const ProgrammePlan sure = plan_of(doors("volunteer_hours: {weekly: 1000}")).programmes[0];
  const CampaignPlan plan = plan_of(doors("volunteer_hours: {weekly: 1000, sd: 0.5}"));
  const ProgrammePlan& drawn = plan.programmes[0];
  const double left = mean_over_normal([](double z) { return covered(z, .5); });
  const double square = mean_over_normal([](double z) { return std::pow(covered(z, .5), 2); });
  REQUIRE(left < .85);
  CHECK(sure.left == 1);
  CHECK(drawn.left == Approx(left).margin(1e-5));
  CHECK(drawn.attempts == sure.attempts);
  CHECK(drawn.reached == Approx(left * sure.reached).epsilon(1e-5));
  CHECK(drawn.cost[0] == Approx(left * 1000).epsilon(1e-5));
  CHECK(drawn.cost[2] == Approx(left * 1000).epsilon(1e-5));
  CHECK(drawn.ballots.mean == Approx(left * sure.ballots.mean).epsilon(1e-5));
  const double mean = sure.ballots.mean;
  const double error = sure.ballots.sd;
  CHECK(drawn.ballots.sd ==
        Approx(std::sqrt(square * (error * error + mean * mean) - left * left * mean * mean))
            .epsilon(1e-4));
  const ResourceWeeks& hours = plan.resources[0];
  CHECK(hours.comes_in[0] == Approx(1000));
  CHECK(hours.planned[0] == Approx(1000));
  CHECK(hours.used[0] == Approx(left * 1000).epsilon(1e-5));
  CHECK(hours.left[0] == Approx((1 - left) * 1000).epsilon(2e-3));
}

TEST_CASE("Of two resources the scarcer one counts, draw by draw", "[campaign]") {
  const CampaignPlan all =
      plan_of(doors("money: {weekly: 1100, sd: 0.3}, volunteer_hours: {weekly: 1200, sd: 0.5}"));
  const ProgrammePlan& plan = all.programmes[0];
  const double left = mean_over_normal(
      [](double a) {
        return mean_over_normal(
            [a](double b) { return std::min(covered(a, .3, 1 / 1.1), covered(b, .5, 1 / 1.2)); },
            .02);
      },
      .02);
  CHECK(plan.left == Approx(left).margin(3e-4));
  // What is used is what attempts cost; the rest of what comes in is left.
  for (const ResourceWeeks& resource : all.resources) {
    CHECK(resource.used[0] ==
          Approx(plan.cost[static_cast<std::size_t>(resource.resource)]).epsilon(1e-9));
    CHECK(resource.used[0] + resource.left[0] == Approx(resource.comes_in[0]).epsilon(2e-3));
  }
}

TEST_CASE("Programmes that share a resource run short together", "[campaign]") {
  const std::string again =
      "  - {id: again, for: C/ana, mode: text, where: {age: old}, attempts: 20000, days_before: "
      "0,\n"
      "     cost: {per_attempt: {volunteer_hours: 0.05}},\n"
      "     lift: {turnout: {points: 0.03, at: 0.35, sd: 0.01}}}\n";
  const CampaignPlan plan = plan_of(doors("volunteer_hours: {weekly: 2000, sd: 0.8}", again));
  const double left = mean_over_normal([](double z) { return covered(z, .8); });
  const double square = mean_over_normal([](double z) { return std::pow(covered(z, .8), 2); });
  CHECK(plan.programmes[0].left == Approx(left).margin(1e-5));
  CHECK(plan.programmes[1].left == Approx(left).margin(1e-5));
  const Expected& a = plan.programmes[0].ballots;
  const Expected& b = plan.programmes[1].ballots;
  const double together = (square / (left * left) - 1) * a.mean * b.mean;
  REQUIRE(together > .1 * a.sd * b.sd);
  CHECK(plan.owners[0].ballots.sd ==
        Approx(std::sqrt(a.sd * a.sd + b.sd * b.sd + 2 * together)).epsilon(1e-4));
  CHECK(plan.owners[0].reached ==
        Approx(plan.programmes[0].reached + plan.programmes[1].reached).epsilon(1e-9));
}

TEST_CASE("A plan expects what a run comes to on the mean", "[campaign]") {
  constexpr std::uint64_t kElections = 400'000;
  const std::string resources = "volunteer_hours: {weekly: 1000, sd: 0.6}";
  const std::string letters =
      "  - {id: letters, for: C/ana, mode: mail, attempts: 30000, days_before: 0,\n"
      "     lift: {turnout: {points: 0.02, at: 0.35, sd: 0.01}}}\n";
  for (const std::string& more : {std::string(), letters}) {
    const std::string text = doors(resources, more);
    const ProgrammePlan plan = plan_of(text).owners[0];
    const test::ViewedRun run(test::model_of(text), kElections);
    const Distribution turnout = run->distribution(kTurnout, 0);
    const double without = 20000 / (1 + std::exp(1.0)) + 30000 / (1 + std::exp(0.5));
    const double error = 50000 * turnout.sd / std::sqrt(static_cast<double>(kElections));
    CAPTURE(more, plan.ballots.mean, plan.ballots.sd, error);
    CHECK(std::fabs(50000 * turnout.mean - without - plan.ballots.mean) < 4 * error + 0.05);
    // The sd of an owner's ballots is that of the sum of what programmes do alone.
    CHECK(50000 * turnout.sd == Approx(plan.ballots.sd).epsilon(more.empty() ? .01 : .05));
  }
}
