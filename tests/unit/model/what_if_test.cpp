// What a change means: which centres move, by how much, and what stays as it was.

#include <catch2/catch.hpp>
#include <cmath>

#include "night/night.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"

using namespace hustings;

namespace {

constexpr std::uint64_t kElections = 200'000;

/// Two contests of one district each, in two factions; `effects` and `what_if` are added.
std::string text_of(const std::string& what_if, const std::string& count = "plurality") {
  return R"(
seed: 5
factions: [left, right]
districts: [{id: A, region: north}, {id: B, region: south}]
universes:
  - {district: A, universe: young, faction: left, registered: 20000, age: young, turnout: {mean: 0.3, sd: 0.09}}
  - {district: A, universe: old, faction: right, registered: 30000, age: old, turnout: {mean: 0.4, sd: 0.1}}
  - {district: B, universe: young, faction: left, registered: 25000, age: young, turnout: {mean: 0.2, sd: 0.08}}
contests:
  - id: P
    districts: [A]
    count: )" +
         count + R"(
    candidates: [ana, ben, cleo, dan]
    support:
      left: {ana: 0.4, ben: 0.3, cleo: 0.2, dan: 0.1}
      right: {ana: 0.2, ben: 0.5, cleo: 0.1, dan: 0.2}
  - id: Q
    districts: [B]
    candidates: [eli, fay]
    support: {left: {eli: 0.45, fay: 0.55}}
effects:
  - {id: turnout, affects: turnout, sd: 0.2}
  - {id: polling, affects: support, by: candidate, sd: 0.3, tails: {df: 6, shared_by: contest}}
  - {id: place, affects: support, by: [candidate, universe], sd: 0.2}
what_if:
  it:
)" + what_if;
}

struct Both {
  explicit Both(const std::string& what_if, std::uint64_t n_draws = 0,
                const std::string& count = "plurality")
      : worlds(test::worlds_of(test::scenario_of(text_of(what_if, count)))),
        base(test::run(worlds.base, kElections, n_draws)),
        changed(test::run(worlds.what_ifs.at(0).model, kElections, n_draws)) {}

  Worlds worlds;
  RunResult base;
  RunResult changed;
};

double mean(const MomentSums& sums) {
  return static_cast<double>(sums.sum) / static_cast<double>(kElections) / (1 << 20);
}

double sd(const MomentSums& sums) {
  const double m = mean(sums);
  const double square =
      static_cast<double>(sums.squares) / static_cast<double>(kElections) / std::pow(2.0, 40);
  return std::sqrt(square - m * m);
}

/// Whether a mean is what it should be, within 4.5 standard errors.
bool is_mean(const MomentSums& sums, double expected) {
  const double error = sd(sums) / std::sqrt(static_cast<double>(kElections));
  return std::fabs(mean(sums) - expected) < 4.5 * error + 1e-6;
}

std::vector<std::string> errors_of(const std::string& what_if) {
  return test::errors_of(text_of(what_if));
}

}  // namespace

TEST_CASE("Turnout times a factor moves the mean and keeps the universe's noise", "[what_if]") {
  const Both both("    - {change: turnout, where: {age: young, district: A}, times: 1.3}\n");
  CHECK(is_mean(both.changed.tally[kUniverseTurnout].sums[0], 0.39));
  CHECK(both.changed.tally[kUniverseTurnout].sums[1] == both.base.tally[kUniverseTurnout].sums[1]);
  CHECK(both.changed.tally[kUniverseTurnout].sums[2] == both.base.tally[kUniverseTurnout].sums[2]);
  const auto& before = both.worlds.base.night.contests[0].turnouts;
  const auto& after = both.worlds.what_ifs[0].model.night.contests[0].turnouts;
  for (std::size_t i = 0; i < before.size(); ++i) CHECK(after[i].sd == before[i].sd);
  CHECK(both.worlds.what_ifs[0].model.night.contests[0].own_draws ==
        both.worlds.base.night.contests[0].own_draws);
}

TEST_CASE("Turnout can be moved by points and in log-odds", "[what_if]") {
  const Both points("    - {change: turnout, where: {universe: A/old}, plus: -0.05}\n");
  CHECK(is_mean(points.changed.tally[kUniverseTurnout].sums[1], 0.35));
  const Both odds("    - {change: turnout, log_odds: 0.25}\n", 2000);
  for (std::size_t universe = 0; universe < 3; ++universe) {
    for (std::size_t e = 0; e < 2000; ++e) {
      const double before =
          test::at(odds.base.draws[kUniverseTurnout].values, odds.base.draws, universe, e);
      const double after =
          test::at(odds.changed.draws[kUniverseTurnout].values, odds.changed.draws, universe, e);
      const double moved = std::log(after / (1 - after)) - std::log(before / (1 - before));
      REQUIRE(moved == Approx(0.25).margin(1e-4));
    }
  }
}

TEST_CASE("Changes are made one after the other", "[what_if]") {
  const Both both(
      "    - {change: turnout, where: {age: young}, times: 1.5}\n"
      "    - {change: turnout, where: {district: A}, plus: 0.1}\n");
  CHECK(is_mean(both.changed.tally[kUniverseTurnout].sums[0], 0.55));
  CHECK(is_mean(both.changed.tally[kUniverseTurnout].sums[1], 0.5));
  CHECK(is_mean(both.changed.tally[kUniverseTurnout].sums[2], 0.3));
}

TEST_CASE("Registered voters can be multiplied or set", "[what_if]") {
  const Both both(
      "    - {change: registered, where: {age: young}, times: 1.5}\n"
      "    - {change: registered, where: {universe: A/old}, set: 0}\n");
  const Model& changed = both.worlds.what_ifs[0].model;
  CHECK(changed.universes[UniverseId(0)].registered == 30000);
  CHECK(changed.universes[UniverseId(1)].registered == 0);
  CHECK(changed.contests[ContestId(0)].registered == 30000);
  // The same turnout, but for the rounding of other numbers of ballots.
  CHECK(mean(both.changed.tally[kUniverseTurnout].sums[0]) ==
        Approx(mean(both.base.tally[kUniverseTurnout].sums[0])).margin(1e-7));
}

TEST_CASE("A share moves by the points given, the others shrink in proportion", "[what_if]") {
  const Both both(
      "    - {change: support, contest: P, candidate: ana, where: {faction: left}, plus: 0.1}\n"
      "    - {change: registered, where: {universe: A/old}, set: 0}\n");
  const auto& share = both.changed.tally[kShare].sums;
  CHECK(is_mean(share[0], 0.5));
  CHECK(is_mean(share[1], 0.3 * 0.5 / 0.6));
  CHECK(is_mean(share[2], 0.2 * 0.5 / 0.6));
  CHECK(is_mean(share[3], 0.1 * 0.5 / 0.6));
  CHECK(both.changed.tally[kShare].sums[4] == both.base.tally[kShare].sums[4]);
}

TEST_CASE("Shares keep what they are liked: only the candidate's log-support moves", "[what_if]") {
  const Both both("    - {change: support, contest: Q, candidate: fay, log_support: 0.3}\n", 2000);
  for (std::size_t e = 0; e < 2000; ++e) {
    const double before = test::at(both.base.draws[kShare].values, both.base.draws, 5, e);
    const double after = test::at(both.changed.draws[kShare].values, both.changed.draws, 5, e);
    const double moved = std::log(after / (1 - after)) - std::log(before / (1 - before));
    REQUIRE(moved == Approx(0.3).margin(1e-4));
  }
}

TEST_CASE("Who drops out leaves those left as they are liked", "[what_if]") {
  const Both both(
      "    - {change: registered, where: {universe: A/old}, set: 0}\n"
      "    - {change: candidates, contest: P, remove: ben}\n",
      2000);
  const Draws& before = both.base.draws;
  const Draws& after = both.changed.draws;
  CHECK(both.changed.tally[kWin].counts[1] == 0);
  const Both alone("    - {change: registered, where: {universe: A/old}, set: 0}\n", 2000);
  for (std::size_t e = 0; e < 2000; ++e) {
    const double left = 1 - test::at(alone.changed.draws[kShare].values, before, 1, e);
    for (const std::size_t k : {0U, 2U, 3U}) {
      const double share = test::at(alone.changed.draws[kShare].values, before, k, e) / left;
      REQUIRE(test::at(after[kShare].values, after, k, e) == Approx(share).margin(1e-5));
    }
    REQUIRE(test::at(after[kShare].values, after, 1, e) == 0.0F);
  }
}

TEST_CASE("Who drops out can leave the support to others in given parts", "[what_if]") {
  const Both both(
      "    - {change: registered, where: {universe: A/old}, set: 0}\n"
      "    - {change: candidates, contest: P, remove: ben, to: {ana: 0.75, dan: rest}}\n");
  const auto& share = both.changed.tally[kShare].sums;
  CHECK(is_mean(share[0], 0.4 + 0.75 * 0.3));
  CHECK(is_mean(share[2], 0.2));
  CHECK(is_mean(share[3], 0.1 + 0.25 * 0.3));
}

TEST_CASE("Who joins takes a share, and the others' draws stay as they were", "[what_if]") {
  const Both both(
      "    - {change: registered, where: {universe: A/old}, set: 0}\n"
      "    - {change: candidates, contest: P, add: {id: gil, name: Gil Ito},\n"
      "       support: {left: {gil: 0.2, ana: 0.3}}}\n",
      500);
  const Model& changed = both.worlds.what_ifs[0].model;
  CHECK(changed.candidates[CandidateId(4)].label == "P/gil");
  const auto& share = both.changed.tally[kShare].sums;
  CHECK(is_mean(share[4], 0.2));
  CHECK(is_mean(share[0], 0.3));
  CHECK(is_mean(share[1], 0.3 * 0.5 / 0.6));
  CHECK(both.changed.tally[kShare].sums[5] == both.base.tally[kShare].sums[4]);  // Q/eli
  const auto row = [](const Draws& draws, const std::string& name) {
    const auto found = std::find(draws.factor_names.begin(), draws.factor_names.end(), name);
    CAPTURE(name);
    REQUIRE(found != draws.factor_names.end());
    return test::row(draws.factor, draws,
                     static_cast<std::size_t>(found - draws.factor_names.begin()));
  };
  for (const std::string& name : both.base.draws.factor_names) {
    if (name.ends_with("A/old")) continue;  // nobody votes there any more
    CAPTURE(name);
    auto before = row(both.base.draws, name);
    auto after = row(both.changed.draws, name);
    const bool is_own = name.starts_with("place: P/");
    if (!is_own) CHECK(after == before);
    if (!is_own) continue;
    // Of own noise the differences stay: they are all that the draws of the others tell.
    const auto first_before = row(both.base.draws, "place: P/ana, A/young");
    const auto first_after = row(both.changed.draws, "place: P/ana, A/young");
    for (std::size_t e = 0; e < before.size(); ++e) {
      CHECK(after[e] - first_after[e] == Approx(before[e] - first_before[e]).margin(2e-6));
    }
  }
}

TEST_CASE("An effect can be resized; the centres stay the base's", "[what_if]") {
  const Both both("    - {change: effect, id: polling, times: 2}\n");
  const auto& before = both.worlds.base.night.contests[0].supports;
  const auto& after = both.worlds.what_ifs[0].model.night.contests[0].supports;
  for (std::size_t i = 0; i < before.size(); ++i) CHECK(after[i].centre == before[i].centre);
  CHECK(sd(both.changed.tally[kShare].sums[4]) > 1.4 * sd(both.base.tally[kShare].sums[4]));
}

TEST_CASE("A rule sees only those who stand", "[what_if]") {
  // dan, the last slot, drops out: the votes are those of a contest that never had him. Support is
  // given as log-weights there, so that both have the same centres.
  for (const std::string count :
       {"plurality", "{plurality: {seats: 2}}",
        "{ranked_choice: {ranks: 4, lengths: [0.2, 0.2, 0.2, 0.4], later_appeal: {sd: 0.3, means: "
        "{ben: "
        "0.2}}}}",
        "{ranked_choice: {elimination: batch}}", "{runoff: {threshold: 0.45}}"}) {
    CAPTURE(count);
    // An own sd above what odd tables serve: products would have dan's noise as a common factor,
    // which moves last bits.
    std::string text = text_of("    - {change: candidates, contest: P, remove: dan}\n", count);
    const std::string own = "[candidate, universe], sd: 0.";
    text[text.find(own) + own.size()] = '6';
    scenario::Scenario scenario = test::scenario_of(text);
    test::take_logs(scenario.contests[0]);
    scenario::Scenario three = scenario;
    three.what_ifs.clear();
    three.contests[0].candidates.pop_back();
    std::erase_if(three.contests[0].support,
                  [](const auto& row) { return row.candidate == "dan"; });
    const Model without = test::model_of(three);
    const RunResult expected = test::run(without, 20'000);
    const Worlds worlds = test::worlds_of(scenario);
    const RunResult run = simulate(worlds.base, {&worlds.what_ifs[0].model}, {20'000, 0, 2, {}});
    const Tally& tally = run.worlds[0].tally;
    const std::size_t n_rounds = Extents(labels_of(without), 0).width(Across::round);
    for (std::size_t k = 0; k < 3; ++k) {
      CHECK(tally[kWin].counts[k] == expected.tally[kWin].counts[k]);
      CHECK(tally[kShare].sums[k] == expected.tally[kShare].sums[k]);
      for (std::size_t m = 0; m < n_rounds; ++m) {
        CHECK(tally[kEliminated].counts[k * n_rounds + m] ==
              expected.tally[kEliminated].counts[k * n_rounds + m]);
        CHECK(tally[kStanding].sums[k * n_rounds + m] ==
              expected.tally[kStanding].sums[k * n_rounds + m]);
      }
    }
    CHECK(tally[kWin].counts[3] == 0);
    CHECK(tally[kMargin].sums[0] == expected.tally[kMargin].sums[0]);
    CHECK(tally[kExhausted].sums == expected.tally[kExhausted].sums);
    CHECK(tally[kLedFirstButLost].counts == expected.tally[kLedFirstButLost].counts);
  }
}

TEST_CASE("Who drops out, or joins as a seventh, leaves the others' own noise as it was",
          "[what_if]") {
  // One universe: the ratio of two candidates' votes is that of their weights. The base multiplies
  // odd tables, and so does the world without one candidate; with seven, weights are exponentials.
  std::string text = R"(
seed: 5
factions: [one]
districts: [{id: A}]
universes: [{district: A, universe: u, faction: one, registered: 20000, turnout: {mean: 0.3, sd: 0.09}}]
contests:
  - id: P
    districts: [A]
    candidates: [a, b, c, d, e, f]
    support: {one: {a: 0.2, b: 0.2, c: 0.2, d: 0.2, e: 0.1, f: 0.1}}
effects:
  - {id: place, affects: support, by: [candidate, universe], sd: 0.2}
what_if:
  without the first: [{change: candidates, contest: P, remove: a}]
  without the fourth: [{change: candidates, contest: P, remove: d}]
  with a seventh: [{change: candidates, contest: P, add: {id: g, name: G}, support: {one: {g: 0.1}}}]
)";
  const Worlds worlds = test::worlds_of(test::scenario_of(text));
  REQUIRE(worlds.base.night.contests[0].groups[0].multiplies);
  Night base(worlds.base.night);
  base.draw_shared_effects(0, kBatch, {});
  const auto votes = base.draw_first_choices(ContestId(0));
  for (const World& world : worlds.what_ifs) {
    CAPTURE(world.name);
    const ContestPlan& plan = world.model.night.contests[0];
    CHECK(plan.groups[0].multiplies == (plan.n_candidates <= kMostMultiplied));
    const std::size_t out = world.name == "without the first" ? 0 : 3;
    const std::size_t first = out == 0 ? 1 : 0;
    Night changed(world.model.night);
    changed.draw_shared_effects(0, kBatch, {});
    const auto after = changed.draw_first_choices(ContestId(0));
    for (std::size_t k = 0; k < 6; ++k) {
      if (k == out && world.name.starts_with("without")) continue;
      for (std::size_t e = 0; e < kBatch; ++e) {
        const auto ratio = [&](const auto& rows, double centre) {
          return rows[k * kBatch + e] / rows[first * kBatch + e] * centre;
        };
        // Who joins takes in proportion to the others' shares: a change of centres alone.
        const auto& now = plan.supports;
        const auto& then = worlds.base.night.contests[0].supports;
        const double centre =
            std::exp(then[k].centre - then[first].centre - (now[k].centre - now[first].centre));
        REQUIRE(ratio(after, centre) == Approx(ratio(votes, 1)).epsilon(2e-5));
      }
    }
  }
}

TEST_CASE("A base beside what-ifs that take another kernel is the base alone, to the last bit",
          "[what_if]") {
  const Worlds worlds = test::worlds_of(test::scenario_of(text_of(
      "    - {change: effect, id: place, times: 4}\n"
      "    - {change: candidates, contest: P, add: {id: gil}, support: {left: {gil: 0.2}}}\n")));
  const Model& changed = worlds.what_ifs[0].model;
  REQUIRE(worlds.base.night.contests[0].groups[0].multiplies);
  REQUIRE_FALSE(changed.night.contests[0].groups[0].multiplies);
  const RunResult beside = simulate(worlds.base, {&changed}, {20'000, 500, 2, {}});
  const RunResult alone = test::run(worlds.base, 20'000, 500);
  CHECK(beside.tally == alone.tally);
  CHECK(test::same_draws(beside.draws, alone.draws));
}

TEST_CASE("Who drops out in the middle of the list takes nobody's draws along", "[what_if]") {
  // Ranked choice with noise on every pair: the pairs of those left keep their names, so that the
  // rounds are those of the same people in another order of slots.
  const std::string count = "{ranked_choice: {ranks: 4, lengths: [0.2, 0.2, 0.2, 0.4]}}";
  const Both both("    - {change: candidates, contest: P, remove: ben}\n", 0, count);
  const auto* plan =
      std::get_if<RankedChoicePlan>(&both.worlds.what_ifs[0].model.contests[ContestId(0)].count);
  const auto* base = std::get_if<RankedChoicePlan>(&both.worlds.base.contests[ContestId(0)].count);
  REQUIRE(plan != nullptr);
  CHECK(plan->n_candidates == 3);
  const std::size_t slots[] = {0, 2, 3};
  for (std::size_t c = 0; c < 3; ++c) {
    CHECK(plan->appeal[c] == base->appeal[slots[c]]);
    for (std::size_t k = 0; k < 3; ++k) {
      CHECK(plan->noise[c * 3 + k] == base->noise[slots[c] * 4 + slots[k]]);
    }
  }
}

TEST_CASE("What cannot be is said, with what it was about", "[what_if]") {
  using Errors = std::vector<std::string>;
  CHECK(errors_of("    - {change: turnout, where: {universe: A/old}, times: 2.6}\n") ==
        Errors{"turnout would be 1.04, which is not above 0 and below 1, in A/old"});
  CHECK(errors_of("    - {change: turnout, where: {age: yung}, times: 1.1}\n") ==
        Errors{"nothing has age 'yung'"});
  CHECK(errors_of("    - {change: turnout, where: {candidate: ana}, times: 1.1}\n") ==
        Errors{"universes have no 'candidate'"});
  CHECK(errors_of("    - {change: turnout, where: {age: young, faction: right}, times: 1.1}\n") ==
        Errors{"no universe with registered voters matches `where`"});
  CHECK(errors_of("    - {change: registered, where: {district: A}, set: 0}\n") ==
        Errors{"contest 'P' would have no voters left"});
  CHECK(errors_of("    - {change: registered, where: {universe: B/young}, set: 7}\n").size() == 1);
  CHECK(errors_of("    - {change: support, contest: R, candidate: ana, plus: 0.1}\n") ==
        Errors{"there is no contest 'R'"});
  CHECK(errors_of("    - {change: support, contest: P, candidate: eli, plus: 0.1}\n") ==
        Errors{"contest 'P' has no candidate 'eli'"});
  CHECK(errors_of("    - {change: support, contest: P, candidate: ana, plus: 0.7}\n").size() == 1);
  CHECK(errors_of("    - {change: support, contest: P, candidate: ana, where: {district: B}, "
                  "plus: 0.1}\n")
            .size() == 1);
  CHECK(errors_of("    - {change: candidates, contest: Q, remove: eli}\n").empty());
  CHECK(errors_of("    - {change: candidates, contest: P, remove: ana}\n"
                  "    - {change: support, contest: P, candidate: ana, plus: 0.1}\n") ==
        Errors{"'ana' has dropped out of contest 'P' before"});
  CHECK(errors_of("    - {change: candidates, contest: P, remove: ana, to: {ben: 0.5}}\n") ==
        Errors{"the parts add up to 0.5, not 1"});
  CHECK(errors_of("    - {change: candidates, contest: P, remove: ana, to: {ana: 1}}\n") ==
        Errors{"'ana' has dropped out of contest 'P' before"});
  CHECK(errors_of("    - {change: candidates, contest: P, add: ben, support: {left: 0.1}}\n") ==
        Errors{"contest 'P' has a candidate 'ben' already"});
  CHECK(errors_of("    - {change: candidates, contest: P, add: gil, support: {lefft: 0.1}}\n") ==
        Errors{"there is no faction 'lefft'"});
  CHECK(errors_of("    - {change: effect, id: poling, times: 2}\n") ==
        Errors{"there is no effect 'poling'"});
  CHECK(errors_of("    - {change: endorsements, add: [[P/ana, Q/eli]]}\n").size() == 1);
  CHECK(errors_of("    - {change: count, contest: P, to: {plurality: {seats: 4}}}\n").size() >= 1);
}
