// Draws that a source hands over in place of the generator's.

#include "hustings/engine/draw_source.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <memory>

#include "hustings/engine/replay.hpp"
#include "hustings/engine/simulate.hpp"
#include "hustings/model/handed_draws.hpp"
#include "hustings/model/swing_plan.hpp"
#include "support/busy_scenario.hpp"
#include "support/generated_source.hpp"
#include "support/isa_paths.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"
#include "support/workload_w.hpp"

using namespace hustings;
using test::generated_source;

namespace {

constexpr std::uint64_t kElections = kBlock + 300;

/// A model whose weights are sums everywhere, drawn by the generator.
Model of_sums(Model model) {
  model.night = with_handed_draws(std::move(model.night), {});
  return model;
}

RunPlan plan_with(const DrawSource& source, std::uint64_t n_draws = kElections) {
  return {.elections = kElections, .n_draws = n_draws, .threads = 2, .source = source};
}

/// A model and a world of it whose shared effects differ.
struct Pair {
  Model base;
  Model world;
};

Pair base_and_world() {
  scenario::Scenario scenario = test::busy_scenario();
  Pair pair{test::model_of(scenario), {}};
  scenario.effects.front().loads.front().sd *= 0.5;
  pair.world = test::model_of(scenario);
  return pair;
}

/// Elections 0, 0, 2, 1, 4, 2, ..: some twice, some never.
std::vector<std::uint64_t> some_elections() {
  std::vector<std::uint64_t> elections;
  for (std::uint64_t e = 0; e < kElections; ++e) elections.push_back(e % 2 == 0 ? e : e / 2);
  return elections;
}

}  // namespace

TEST_CASE(
    "Draws from memory that are the generator's give the same bits as sums of the generator's",
    "[source]") {
  const Model model = test::model_of(GENERATE(test::busy_scenario(), test::every_rule_scenario()));
  const Model sums = of_sums(model);
  const RunResult drawn = test::run(sums, kElections, kElections);
  SECTION("all draws of the model") {
    const RunResult handed = simulate(model, plan_with(generated_source(model)));
    CHECK(handed.tally == drawn.tally);
    CHECK(handed.draws == drawn.draws);
  }
  SECTION("every other draw") {
    const DrawSource source =
        generated_source(model, {.hands = [](DrawAddress draw) { return draw.x2 % 2 == 0; }});
    const RunResult handed = simulate(model, plan_with(source));
    CHECK(handed.tally == drawn.tally);
    CHECK(handed.draws == drawn.draws);
  }
  SECTION("no draw") {
    const RunResult handed = simulate(
        model, plan_with(generated_source(model, {.hands = [](DrawAddress) { return false; }})));
    CHECK(handed.draws == drawn.draws);
  }
}

TEST_CASE("Contests whose weights are products come out the same from memory within 5e-7",
          "[source]") {
  const Model model = test::model_of(test::workload_w());
  REQUIRE(model.night.contests[0].groups[0].multiplies);
  const RunResult products = test::run(model, kElections, kElections);
  const RunResult handed = simulate(model, plan_with(generated_source(model)));
  const auto& a = products.draws[kShare].values;
  const auto& b = handed.draws[kShare].values;
  REQUIRE(a.size() == b.size());
  float largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::fabs(a[i] - b[i]));
  CHECK(largest < 5e-7F);
  CHECK(largest > 0);
  CHECK(handed.draws.winner == products.draws.winner);
  CHECK(handed.draws.factor == products.draws.factor);
}

TEST_CASE("A moved factor moves what it loads on, the record and the replay, and nothing else",
          "[source]") {
  const Model model = test::model_of(test::busy_scenario());
  const DrawAddress surge = test::factor_address(model, "surge", "");
  const DrawSource source = generated_source(
      model, {.move = [surge](DrawAddress draw, float z) { return draw == surge ? z + 2 : z; }});
  const Draws drawn = test::run(of_sums(model), kElections, kElections).draws;
  const Draws moved = simulate(model, plan_with(source)).draws;
  for (std::size_t f = 0; f < moved.factor_names.size(); ++f) {
    CAPTURE(moved.factor_names[f]);
    const bool is_surge = moved.factor_names[f] == "surge";
    for (const std::size_t e : {0, 255, 256, 4300}) {
      const float z = test::at(drawn.factor, drawn, f, e);
      CHECK(test::at(moved.factor, moved, f, e) == (is_surge ? z + 2 : z));
    }
  }
  // More young voters, who come in with the surge.
  const Replay before = replay(of_sums(model), 300);
  const Replay after = replay(model, 300, source);
  const auto young = static_cast<std::size_t>(
      std::ranges::find(model.universes, "A/young", &ModelUniverse::label) -
      model.universes.begin());
  const auto old = static_cast<std::size_t>(
      std::ranges::find(model.universes, "A/old", &ModelUniverse::label) - model.universes.begin());
  CHECK(after.universe_turnout[young] > before.universe_turnout[young]);
  CHECK(after.universe_turnout[old] == Approx(before.universe_turnout[old]).epsilon(1e-6));
  CHECK(after.universe_turnout[young] ==
        test::at(moved[kUniverseTurnout].values, moved, young, 300));
  REQUIRE(after.factors.size() == moved.factor_names.size());
  for (std::size_t f = 0; f < after.factors.size(); ++f) {
    CHECK(after.factors[f].value == test::at(moved.factor, moved, f, 300));
  }
}

TEST_CASE("A moved t scale multiplies the factors of its family", "[source]") {
  const Model model = test::model_of(test::busy_scenario());
  const DrawAddress scale = model.effects[EffectId(0)].factors[0].scale.front();
  const DrawSource source = generated_source(
      model, {.move = [scale](DrawAddress draw, float w) { return draw == scale ? 2 * w : w; }});
  const Replay before = replay(of_sums(model), 7);
  const Replay after = replay(model, 7, source);
  REQUIRE(before.factors[0].scale > 0);
  CHECK(after.factors[0].scale == 2 * before.factors[0].scale);
  CHECK(after.factors[0].value == 2 * before.factors[0].value);
  CHECK(after.factors[1].value == before.factors[1].value);
}

TEST_CASE("A run may take the draws of other elections than its own", "[source]") {
  const Model model = test::model_of(test::busy_scenario());
  const auto elections = some_elections();
  const Draws own = test::run(of_sums(model), kElections, kElections).draws;
  const Draws taken =
      simulate(model, plan_with(generated_source(model, {.elections = elections}))).draws;
  for (const QuantityId quantity : {kShare, kTurnout, kUniverseTurnout}) {
    const auto& from = own[quantity].values;
    const auto& to = taken[quantity].values;
    REQUIRE(from.size() == to.size());
    std::size_t n_other = 0;
    for (std::size_t i = 0; i < to.size(); ++i) {
      const std::size_t item = i / kElections;
      n_other += to[i] != from[item * kElections + elections[i % kElections]];
    }
    CHECK(n_other == 0);
  }
}

TEST_CASE("Worlds beside a base take the same draws from a source, and what they come to alone",
          "[source]") {
  const Pair pair = base_and_world();
  const DrawAddress surge = test::factor_address(pair.base, "surge", "");
  const DrawSource source = generated_source(
      pair.base, {.elections = some_elections(), .move = [surge](DrawAddress draw, float z) {
                    return draw == surge ? z + 1 : z / 2;
                  }});
  const RunResult beside = simulate(pair.base, {&pair.world, &pair.base}, plan_with(source));
  CHECK(beside.tally == simulate(pair.base, plan_with(source)).tally);
  CHECK(beside.worlds[0].tally == simulate(pair.world, plan_with(source)).tally);
  CHECK(beside.worlds[1].tally == beside.tally);
  const PairedTally& same = beside.worlds[1].paired;
  for (const PairedCount& count : same[kWin].counts) CHECK(count.gains + count.losses == 0);
}

TEST_CASE("Swing and conditions of a run with a source are those of the same elections",
          "[source]") {
  const Model model = test::model_of(test::busy_scenario());
  const Model sums = of_sums(model);
  RunPlan plan = plan_with({}, 0);
  plan.options.swing = std::make_shared<SwingPlan>(plan_swing(model));
  plan.given = model.events[EventId(0)].program;
  const RunResult drawn = simulate(sums, plan);
  plan.source = generated_source(model);
  const RunResult handed = simulate(model, plan);
  REQUIRE(drawn.tally.swing.blocks > 0);
  CHECK(handed.tally == drawn.tally);
  CHECK(*handed.given == *drawn.given);
}

TEST_CASE("Threads, instruction sets and cuts into blocks do not matter to a source",
          "[source][invariance]") {
  const Pair pair = base_and_world();
  RunPlan plan = plan_with(generated_source(
      pair.base, {.elections = some_elections(),
                  .move = [](DrawAddress, float z) { return 0.75F * z + 0.25F; }}));
  const auto is_same = [&](const RunResult& a, const RunResult& b) {
    return a.tally == b.tally && a.draws == b.draws && a.worlds[0].paired == b.worlds[0].paired;
  };
  SECTION("threads and blocks") {
    plan.threads = 1;
    const RunResult one = simulate(pair.base, {&pair.world}, plan);
    plan.threads = 3;
    CHECK(is_same(simulate(pair.base, {&pair.world}, plan), one));
    plan.blocks = {{1, 2}};
    Tally sum = simulate(pair.base, plan).tally;
    plan.blocks = {{0, 1}};
    sum += simulate(pair.base, plan).tally;
    CHECK(sum == one.tally);
  }
  SECTION("instruction sets") {
    plan.elections = kBatch + 37;
    const RunResult usual = simulate(pair.base, {&pair.world}, plan);
    for (const std::string& isa : test::isa_paths()) {
      CAPTURE(isa);
      const test::IsaPath path(isa);
      CHECK(is_same(simulate(pair.base, {&pair.world}, plan), usual));
    }
  }
}
