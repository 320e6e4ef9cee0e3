// What earlier primaries taught of effects: means of factors that move centres.

#include <catch2/catch.hpp>
#include <cmath>

#include "random/math.hpp"
#include "support/scenarios.hpp"

using namespace hustings;

namespace {

const std::string kText = R"(
factions: [left, right]
districts: [{id: D, region: north}, {id: E, region: south}]
universes:
  - {district: D, universe: a, faction: left, registered: 1000, turnout: {mean: 0.3, sd: 0.08}}
  - {district: D, universe: b, faction: right, registered: 2000, turnout: {log_odds: -0.5}}
  - {district: E, universe: a, faction: left, registered: 1500, turnout: {mean: 0.4}}
contests:
  - id: C
    districts: all
    candidates: [ana, ben, cleo]
    support: {left: {ana: 0.6, ben: 0.3, cleo: rest}, right: {ana: 0.3, ben: 0.3, cleo: rest}}
effects:
  - {id: turnout, affects: turnout, by: district, sd: 0.1, carry: 0.77}
  - {id: place, affects: support, by: [candidate, district], sd: 0.2}
what_if:
  more: [{change: support, contest: C, candidate: ana, log_support: 0.1}]
  share: [{change: support, contest: C, candidate: ben, plus: 0.05}]
  rest: [{change: registered, where: {district: D}, set: 0}]
)";

/// The scenario with turnout moved in D, and support of ana in E.
scenario::Scenario carried() {
  scenario::Scenario scenario = test::scenario_of(kText);
  scenario.effects[0].carried = {{{}, {"D"}, 1.5}};
  scenario.effects[1].carried = {{{}, {"C/ana", "E"}, -2.0}};
  return scenario;
}

std::vector<std::string> problems_of(const scenario::Scenario& scenario) {
  Problems problems;
  build_model(scenario, problems);
  std::vector<std::string> texts;
  for (const Problem& problem : problems.sorted()) texts.push_back(format(problem));
  return texts;
}

}  // namespace

TEST_CASE("What was carried moves the centres of what an effect reaches, by sd times mean",
          "[carried]") {
  const Model plain = test::model_of(test::scenario_of(kText));
  const Model moved = test::model_of(carried());
  const ContestPlan& before = plain.night.contests[0];
  const ContestPlan& after = moved.night.contests[0];
  REQUIRE(before.turnouts.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    const bool is_d = before.turnouts[i].universe < 2;
    CHECK(after.turnouts[i].centre - before.turnouts[i].centre ==
          Approx(is_d ? .15 : 0).margin(2e-7));
    CHECK(after.turnouts[i].sd == before.turnouts[i].sd);
    for (std::size_t k = 0; k < 3; ++k) {
      const double shift = after.supports[3 * i + k].centre - before.supports[3 * i + k].centre;
      CHECK(shift == Approx(!is_d && k == 0 ? -.4 : 0).margin(2e-7));
    }
  }
}

TEST_CASE("Expected turnout follows what was carried; shares are not those written", "[carried]") {
  const Model plain = test::model_of(test::scenario_of(kText));
  const Model moved = test::model_of(carried());
  // Of the universe without noise of its own: E expit(-.5 + .15 + .1 Z), by its series in .1.
  const double p = 1 / (1 + std::exp(.35));
  const double v = p * (1 - p);
  const double second = v * (1 - 2 * p) * .01 / 2;
  CHECK(moved.universes[UniverseId(1)].turnout_mean == Approx(p + second).margin(1e-5));
  CHECK(moved.universes[UniverseId(2)].turnout_mean == plain.universes[UniverseId(2)].turnout_mean);
  CHECK(plain.candidates[CandidateId(0)].written_share.has_value());
  CHECK_FALSE(moved.candidates[CandidateId(0)].written_share.has_value());
}

TEST_CASE("What-ifs start from centres that were moved", "[carried][what_if]") {
  const Worlds worlds = test::worlds_of(carried());
  const ContestPlan& base = worlds.base.night.contests[0];
  const ContestPlan& more = worlds.what_ifs[0].model.night.contests[0];
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(more.supports[3 * i].centre - base.supports[3 * i].centre == Approx(.1).margin(2e-7));
    CHECK(more.supports[3 * i + 1].centre == base.supports[3 * i + 1].centre);
    CHECK(more.turnouts[i].centre == base.turnouts[i].centre);
  }
  // Five points more of what is expected there, not of what is written: ben's odds against ana and
  // cleo rise, theirs against each other stay.
  const ContestPlan& share = worlds.what_ifs[1].model.night.contests[0];
  const auto apart = [](const ContestPlan& plan, std::size_t i) {
    return plan.supports[3 * i].centre - plan.supports[3 * i + 2].centre;
  };
  for (std::size_t i = 0; i < 3; ++i) CHECK(apart(share, i) == Approx(apart(base, i)).margin(.01));
  CHECK(worlds.what_ifs[2].model.universes[UniverseId(0)].registered == 0);
}

TEST_CASE("Endorsed candidates move as their mixture does", "[carried]") {
  const std::string endorsed = kText + "endorsements: {strength: 0.3, edges: [[C/ana, C/ben]]}\n";
  scenario::Scenario scenario = test::scenario_of(endorsed);
  const Model plain = test::model_of(scenario);
  scenario.effects[1].carried = {{{}, {"C/ana", "E"}, 1.0}};
  const Model moved = test::model_of(scenario);
  // Rows of (I - .3 W)^-1 of unit length: ana (1, .3)/|.|, ben (.3, 1)/|.|.
  const double unit = 1 / std::sqrt(1.09);
  for (std::size_t i = 0; i < 3; ++i) {
    if (plain.night.contests[0].turnouts[i].universe != 2) continue;
    const auto shift = [&](std::size_t k) {
      return moved.night.contests[0].supports[3 * i + k].centre -
             plain.night.contests[0].supports[3 * i + k].centre;
    };
    CHECK(shift(0) == Approx(.2 * unit).margin(2e-7));
    CHECK(shift(1) == Approx(.2 * .3 * unit).margin(2e-7));
    CHECK(shift(2) == Approx(0).margin(2e-7));
  }
}

TEST_CASE("What carries nowhere is an error", "[carried]") {
  scenario::Scenario scenario = carried();
  scenario.effects[0].carried = {{{}, {"G"}, 1}};
  scenario.effects[1].carried = {{{}, {"C/ana", "N"}, 1}};
  const auto unknown = problems_of(scenario);
  REQUIRE(unknown.size() == 2);
  CHECK_THAT(unknown[0], Catch::Contains("effect 'turnout' moves nothing of 'G'") ||
                             Catch::Contains("effect 'place' moves nothing of 'C/ana, N'"));

  scenario = carried();
  scenario.effects[0].tails = scenario::Tails{};
  scenario.effects[1].by = {"candidate"};
  scenario.effects[1].carried = {{{}, {"C/ana"}, 1}};
  const auto refused = problems_of(scenario);
  REQUIRE(refused.size() == 2);
  CHECK_THAT(refused[0], Catch::Contains("cannot carry over"));
  CHECK_THAT(refused[1], Catch::Contains("cannot carry over"));
}
