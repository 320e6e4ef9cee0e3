// Roll-off as it is solved and laid out: who leaves a contest blank, and what that draws.

#include <catch2/catch.hpp>

#include "hustings/random/name.hpp"
#include "support/reference_centres.hpp"
#include "support/scenarios.hpp"

using namespace hustings;

namespace {

/// Two contests of the same voters, the second with this roll-off.
std::string text_of(const std::string& rolloff, const std::string& more = "") {
  return R"(
seed: 3
factions: [left, right]
districts: [{id: A, region: north}, {id: B, region: south}]
universes:
  - {district: A, universe: young, faction: left, registered: 20000, age: young, turnout: {mean: 0.2, sd: 0.05}}
  - {district: A, universe: old, faction: right, registered: 10000, age: old, turnout: {mean: 0.4, sd: 0.05}}
  - {district: B, universe: young, faction: left, registered: 30000, age: young, turnout: {mean: 0.3, sd: 0.05}}
contests:
  - {id: Mayor, districts: all, candidates: [a, b], support: {left: {a: 0.6, b: rest}, right: {a: 0.3, b: rest}}}
  - id: Court
    districts: all
)" + rolloff +
         R"(
    candidates: [c, d]
    support: {left: {c: 0.6, d: rest}, right: {c: 0.3, d: rest}}
)" + more;
}

const ContestPlan& court(const Model& model) {
  return model.night.contests[1];
}

}  // namespace

TEST_CASE("Roll-off is solved as a turnout is", "[model][rolloff]") {
  const Model model = test::model_of(text_of("    rolloff: {mean: 0.054, sd: 0.018}"));
  REQUIRE(court(model).rolloffs.size() == 3);
  for (const UniverseRolloff& rolloff : court(model).rolloffs) {
    CHECK(rolloff.centre == static_cast<float>(-2.9164591461));
    CHECK(rolloff.sd == static_cast<float>(0.3464541274));
    CHECK(rolloff.row == kZeroRow);
  }
  CHECK(model.contests[ContestId(1)].rolloff == Approx(0.054).epsilon(1e-9));
  CHECK(model.night.contests[0].rolloffs.empty());
  CHECK(model.contests[ContestId(0)].rolloff == 0);
  CHECK(model.assumptions ==
        std::vector<std::string>{"everybody who comes votes in Mayor: no roll-off is given"});
}

TEST_CASE("Of several rows of roll-off the one with most keys counts", "[model][rolloff]") {
  const Model model = test::model_of(text_of(R"(    rolloff:
      - {mean: 0.5, sd: 0}
      - {where: {age: young}, mean: 0, sd: 0}
      - {where: {age: young, region: south}, mean: 0.25, sd: 0.1})"));
  const auto& rolloffs = court(model).rolloffs;  // by name: A/old, A/young, B/young
  CHECK(rolloffs[0] == UniverseRolloff{0, 0, kZeroRow});
  CHECK(rolloffs[1] == UniverseRolloff{});
  CHECK(rolloffs[2].sd > 0);
  // Expected ballots 4,000 and 4,000 and 9,000, of which half, none and a quarter are blank.
  CHECK(model.contests[ContestId(1)].rolloff == Approx(4250.0 / 17000).epsilon(1e-9));
  // c has .3 of 2,000, .6 of 4,000 and .6 of 6,750.
  const auto c = model.candidates[model.contests[ContestId(1)].candidate(0)].written_share;
  CHECK(c.value() == Approx(7050.0 / 12750).epsilon(1e-9));
}

TEST_CASE("Shared effects are part of a roll-off's sd", "[model][rolloff]") {
  const Model model = test::model_of(text_of("    rolloff: {mean: 0.2, sd: 0.08}", R"(
effects:
  - {id: paper, affects: rolloff, sd: 0.3, tails: {df: 5}}
  - {id: age, affects: rolloff, by: age, where: {region: north}, sd: 0.2}
)"));
  test::ReferenceEffects effects;
  effects.factors = {{"paper", 0, true, {}}, {"age", 0, false, {}}};
  effects.scales = {{"paper", 5}};
  const test::ReferenceTerms both{{0, 0.3}, {1, 0.2}};
  const test::ReferenceTerms south{{0, 0.3}};
  for (std::size_t i = 0; i < 3; ++i) {
    const test::ReferenceTurnout expected =
        test::reference_turnout(scenario::TurnoutMean{0.2, 0.08}, 0, i < 2 ? both : south, effects);
    CHECK(court(model).rolloffs[i].centre == Approx(expected.centre).margin(2e-4));
    CHECK(court(model).rolloffs[i].sd == Approx(expected.own_sd).margin(2e-3));
    CHECK(court(model).rolloffs[i].row != kZeroRow);
  }
}

TEST_CASE("A roll-off's draw is named by contest, district and universe", "[model][rolloff]") {
  const Model model = test::model_of(text_of("    rolloff: {mean: 0.2, sd: 0.08}"));
  const auto& draws = court(model).own_draws;
  const DrawAddress named =
      draw_address(model.night.key, name_hash({"rolloff", "Court", "A", "old"}));
  CHECK(std::count(draws.begin(), draws.end(), named) == 1);
}

TEST_CASE("A contest keeps its plan when another has a roll-off", "[model][rolloff]") {
  const Model with = test::model_of(text_of("    rolloff: {mean: 0.2, sd: 0.08}"));
  const Model without = test::model_of(text_of(""));
  CHECK(with.night.contests[0] == without.night.contests[0]);
  CHECK(with.night.shared == without.night.shared);
  CHECK(without.assumptions.empty());
}

TEST_CASE("A what-if moves the mean of a roll-off and keeps its noise", "[model][rolloff]") {
  const auto changed = [](const std::string& rolloff, const std::string& change) {
    return test::worlds_of(test::scenario_of(
        text_of(rolloff, "what_if: {it: [{change: rolloff, contest: Court, " + change + "}]}\n")));
  };
  const Worlds half = changed("    rolloff: {mean: 0.2, sd: 0.08}", "times: 0.5");
  CHECK(half.what_ifs[0].model.contests[ContestId(1)].rolloff == Approx(0.1).epsilon(1e-9));
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(court(half.what_ifs[0].model).rolloffs[i].sd == court(half.base).rolloffs[i].sd);
    CHECK(court(half.what_ifs[0].model).rolloffs[i].centre < court(half.base).rolloffs[i].centre);
  }
  const Worlds north =
      changed("    rolloff: {mean: 0.2, sd: 0.08}", "where: {region: north}, plus: 0.05");
  CHECK(court(north.what_ifs[0].model).rolloffs[2] == court(north.base).rolloffs[2]);
  CHECK(north.what_ifs[0].model.contests[ContestId(1)].rolloff ==
        Approx((8000 * 0.25 + 9000 * 0.2) / 17000).epsilon(1e-9));
  // Where everybody votes in the contest there is no noise to keep.
  const Worlds some = changed("", "plus: 0.5");
  CHECK(court(some.base).rolloffs.empty());
  for (const UniverseRolloff& rolloff : court(some.what_ifs[0].model).rolloffs) {
    CHECK(rolloff.centre == Approx(0).margin(1e-7));
    CHECK(rolloff.sd == 0);
  }
  const Worlds none = changed("    rolloff: {mean: 0.2, sd: 0.08}", "times: 0");
  CHECK(none.what_ifs[0].model.contests[ContestId(1)].rolloff == 0);
}
