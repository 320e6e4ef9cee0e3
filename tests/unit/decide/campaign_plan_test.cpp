#include "hustings/decide/campaign_plan.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <regex>

#include "model/campaign/lift.hpp"
#include "support/scenarios.hpp"

using namespace hustings;

namespace {

// The case of a target of 10,000 and 30,000 beside 20,000 and 40,000 others, in one district.
constexpr const char* kScenario = R"(factions: [left, moderate]
districts: [{id: P}]
universes:
  - {district: P, universe: a, faction: left, registered: 10000, turnout: {mean: 0.25}, age: young}
  - {district: P, universe: b, faction: left, registered: 30000, turnout: {mean: 0.3}, age: old}
  - {district: P, universe: c, faction: moderate, registered: 20000, turnout: {mean: 0.3}, age: young}
  - {district: P, universe: d, faction: moderate, registered: 40000, turnout: {mean: 0.4}, age: old}
contests:
  - {id: C, districts: [P], candidates: [ana, ben], support: {left: {ana: 0.6, ben: rest}, moderate: {ana: 0.42, ben: rest}}}
resources: {us: {money: 30000, volunteer_hours: 4000}}
programmes:
  - {id: knock, for: C/ana, mode: doors, where: {faction: left}, attempts: 40000, accuracy: 0.85, days_before: 0}
)";

double dose(double points, double base) {
  return campaign::dose_of_points(points, base);
}

const CoveredGroup& group(const Coverage& coverage, const std::vector<std::string>& values) {
  for (const CoveredGroup& one : coverage.groups) {
    if (one.values == values) return one;
  }
  FAIL("no such group");
  return coverage.groups.front();
}

CampaignPlan plan_of(const std::string& text) {
  const scenario::Scenario scenario = test::scenario_of(text);
  return plan_campaign(scenario, test::model_of(scenario));
}

}  // namespace

TEST_CASE("A plan tells reach and costs of a programme", "[campaign]") {
  const CampaignPlan plan = plan_of(kScenario);
  REQUIRE(plan.programmes.size() == 1);
  const ProgrammePlan& knock = plan.programmes[0];
  CHECK(knock.attempts == Approx(40000).epsilon(1e-12));
  CHECK(knock.reached == Approx(10000).epsilon(1e-12));
  CHECK(knock.cost == scenario::ResourceAmounts{12000, 0, 2000, 0});
  CHECK(plan.owners[0].reached == Approx(10000).epsilon(1e-12));
  CHECK(plan.resources[0].left == std::vector<double>{18000});
  CHECK(plan.resources[1].left == std::vector<double>{2000});
}

TEST_CASE("A plan tells what captains reach over chance", "[campaign]") {
  const CampaignPlan plan = plan_of(R"(factions: [left]
districts: [{id: D}]
universes:
  - {district: D, universe: a, faction: left, registered: 10000, turnout: {mean: 0.3}}
  - {district: D, universe: b, faction: left, registered: 50000, turnout: {mean: 0.3}}
contests: [{id: X, districts: all, candidates: [ana, ben], support: {left: {ana: 0.5, ben: rest}}}]
programmes:
  - {id: friends, for: X/ana, mode: relational, where: {universe: a}, contact: {cap: 0.5}, captains: 50, tells_on: 0.6,
     homophily: 0.7, days_before: {365: 1}}
)");
  REQUIRE(plan.meshes.size() == 1);
  CHECK(plan.meshes[0].reached.mean ==
        Approx(0.5 * (10000 * 0.1766939 + 50000 * 0.0196322)).epsilon(1e-3));
  CHECK(plan.programmes[0].reached == Approx(plan.meshes[0].reached.mean).epsilon(1e-9));
  // Luck and lift are independent: ballots are less certain than each of them.
  const Expected& ballots = plan.programmes[0].ballots;
  CHECK(ballots.sd / ballots.mean > plan.meshes[0].reached.sd / plan.meshes[0].reached.mean);
  CHECK(plan.programmes[0].attempts == Approx(1000));
}

TEST_CASE("Ballots of a plan are those of the law, with the error of the lift", "[campaign]") {
  const std::string exact =
      std::regex_replace(std::string(kScenario), std::regex("days_before: 0"),
                         "days_before: 0, lift: {turnout: {points: 0.04, at: 0.5, sd: 0}, support: "
                         "{points: 0, at: 0.5, sd: 0}}");
  const CampaignPlan plan = plan_of(exact);
  const double beta = dose(.04, .5);
  const auto gain = [&](double registered, double reach, double turnout) {
    return registered * reach * (campaign::shifted(turnout, beta) - turnout);
  };
  const double expected = gain(10000, .2125, .25) + gain(30000, .2125, .3) + gain(20000, .025, .3) +
                          gain(40000, .025, .4);
  CHECK(plan.programmes[0].ballots.mean == Approx(expected).epsilon(1e-6));
  CHECK(plan.programmes[0].ballots.sd == Approx(0).margin(1e-3));
  CHECK(plan.owners[0].ballots.mean == Approx(expected).epsilon(1e-6));
  // The default lift of doors: 3 +- 2 points, so two thirds of the ballots are its error.
  const ProgrammePlan doors = plan_of(kScenario).programmes[0];
  CHECK(doors.ballots.sd / doors.ballots.mean == Approx(2.0 / 3).margin(.03));
}

TEST_CASE("Programmes of one mode share a part of the error of their owner's ballots",
          "[campaign]") {
  const auto sd = [](const std::string& together) {
    std::string text = kScenario;
    text +=
        "  - {id: again, for: C/ana, mode: doors, where: {faction: moderate}, attempts: 40000, "
        "days_before: 0, accuracy: 0.9, together: " +
        together + "}\n";
    text = std::regex_replace(text, std::regex("accuracy: 0.85"),
                              "accuracy: 0.85, together: " + together);
    const CampaignPlan plan = plan_of(text);
    return std::pair(plan.owners[0].ballots.sd,
                     std::pair(plan.programmes[0].ballots.sd, plan.programmes[1].ballots.sd));
  };
  const auto apart = sd("0");
  CHECK(apart.first == Approx(std::hypot(apart.second.first, apart.second.second)).epsilon(1e-9));
  const auto together = sd("1");
  CHECK(together.first == Approx(together.second.first + together.second.second).epsilon(1e-9));
}

TEST_CASE("Coverage tells by tag and pair of tags who is reached", "[campaign]") {
  const Coverage coverage = plan_of(kScenario).coverage.at(0);
  CHECK(coverage.registered == 100000);
  CHECK(group(coverage, {"left"}).ratio == Approx(2.125).epsilon(1e-9));
  CHECK(group(coverage, {"moderate"}).ratio == Approx(.25).epsilon(1e-9));
  CHECK(group(coverage, {"left", "young"}).ratio == Approx(2.125).epsilon(1e-9));
  double reached = 0;
  for (const CoveredGroup& one : coverage.groups) {
    if (one.tags == std::vector<std::string>{"age"}) reached += one.reached;
  }
  CHECK(reached == Approx(coverage.reached).epsilon(1e-12));
}

TEST_CASE("No plan shows a group below the least size", "[campaign]") {
  const std::string small = std::regex_replace(std::string(kScenario),
                                               std::regex("registered: 10000"), "registered: 300");
  for (const CoveredGroup& one : plan_of(small).coverage.at(0).groups) {
    CHECK(one.registered >= 500);
  }
}

TEST_CASE("A programme that is off reaches nobody and costs nothing", "[campaign]") {
  scenario::Scenario scenario = test::scenario_of(kScenario);
  scenario.programmes[0].off = true;
  const CampaignPlan plan = plan_campaign(scenario, test::model_of(scenario));
  CHECK(plan.programmes[0].reached == 0);
  CHECK(plan.programmes[0].cost == scenario::ResourceAmounts{});
}

TEST_CASE("Ten times the people, attempts and resources change no share of a plan", "[campaign]") {
  std::string ten =
      std::regex_replace(std::string(kScenario), std::regex("0000, turnout"), "00000, turnout");
  ten = std::regex_replace(ten, std::regex("attempts: 40000"), "attempts: 400000");
  ten = std::regex_replace(ten, std::regex("money: 30000, volunteer_hours: 4000"),
                           "money: 300000, volunteer_hours: 40000");
  const ProgrammePlan one = plan_of(kScenario).programmes[0];
  const ProgrammePlan more = plan_of(ten).programmes[0];
  CHECK(more.reached == Approx(10 * one.reached).epsilon(1e-9));
  CHECK(more.ballots.mean == Approx(10 * one.ballots.mean).epsilon(1e-9));
}
