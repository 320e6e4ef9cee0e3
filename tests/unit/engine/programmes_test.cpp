// What programmes must not change, and which way they move elections.

#include <algorithm>
#include <catch2/catch.hpp>

#include "hustings/model/build_event.hpp"
#include "support/busy_scenario.hpp"
#include "support/isa_paths.hpp"
#include "support/message_law.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"
#include "support/swung.hpp"

using namespace hustings;

namespace {

constexpr std::uint64_t kElections = kBlock + 3 * kBatch + 41;

scenario::Programme knock(const std::string& id, const std::string& contest,
                          const std::string& candidate, double attempts) {
  scenario::Programme programme;
  programme.id = id;
  programme.contest = contest;
  programme.candidate = candidate;
  programme.attempts = attempts;
  return programme;
}

/// The busy scenario and programmes of every kind: with and without `supporters`, in contests that
/// draw turnout and in those that do not, endorsers, a message, lifts that spread, and money that
/// may run out.
scenario::Scenario with_programmes() {
  scenario::Scenario scenario = test::busy_scenario();
  scenario.calendar.early = {{{}, 6, 0.3}};
  scenario.owners = {
      {.id = "us",
       .resources = {{{}, scenario::ResourceKind::money, scenario::Income{6000, 10'000, 0.4, {}}}}},
      {.id = "them"}};
  scenario.messages = {
      test::message_set("tested", scenario::Measure::signups, {{400, 20}, {500, 45}, {300, 22}})};
  scenario.endorsements.edges = {{{}, {"X/ana", "Z/gil"}, {}}, {{}, {"X/ana", "X/dan"}, {}}};
  scenario::Programme young = knock("young", "X", "ana", 30'000);
  young.where.keys = {{"age", {"young"}}};
  young.supporters = 0.7;
  young.message = "tested";
  young.spread = 0.5;
  scenario::Programme left = knock("left", "Z", "gil", 20'000);
  left.where.keys = {{"faction", {"left"}}};
  left.accuracy = scenario::TestAccuracy{0.8, 0.7};
  left.supporters = 0.8;
  scenario::Programme rival = knock("rival", "X", "ben", 25'000);
  rival.owner = "them";
  rival.mode = scenario::Mode::volunteer_phone;
  scenario::Programme union_of{
      .id = "union", .contest = "X", .candidate = "ana", .mode = scenario::Mode::endorser};
  union_of.followers = {{"left", 0.3}, {"right", -0.1}};
  scenario::Programme paper{
      .id = "paper", .contest = "X", .candidate = "dan", .mode = scenario::Mode::endorser};
  paper.followers = {{"right", 0.2}};
  scenario.channels = {{{}, "tv", {{}, std::nullopt, {{"left", 0.4}, {"right", 0.7}}, {}}}};
  scenario::Programme friends = knock("friends", "X", "ana", 80);
  friends.mode = scenario::Mode::relational;
  friends.supporters = 0.6;
  friends.mesh.tells_on = 0.7;
  scenario::Programme spots = knock("spots", "Z", "gil", 200'000);
  spots.mode = scenario::Mode::broadcast;
  spots.owner = "them";
  spots.broadcast.channel = "tv";
  spots.lift.support = scenario::LiftPoints{0.05, 0.5, 0.02};
  spots.cost.emplace();
  scenario.programmes = {young, left, rival, union_of, paper, friends, spots};
  return scenario;
}

scenario::WhatIf what_if(const std::string& name, scenario::ChangeKind kind) {
  return {{}, name, {{{}, {}, std::move(kind)}}};
}

std::vector<const Model*> models(const Worlds& worlds) {
  std::vector<const Model*> models;
  for (const World& world : worlds.what_ifs) models.push_back(&world.model);
  return models;
}

bool same_elections(const Draws& a, const Draws& b) {
  return a[kShare].values == b[kShare].values && a[kTurnout].values == b[kTurnout].values &&
         a[kUniverseTurnout].values == b[kUniverseTurnout].values && a.winner == b.winner &&
         a[kEvent].bits == b[kEvent].bits;
}

}  // namespace

TEST_CASE("Programmes without attempts change no bit", "[engine][programmes]") {
  scenario::Scenario idle = test::busy_scenario();
  idle.programmes = {knock("idle", "X", "ana", 0), knock("too", "Z", "gil", 0)};
  const RunResult none = test::run(test::model_of(test::busy_scenario()), kElections, kElections);
  const RunResult zero = test::run(test::model_of(idle), kElections, kElections);
  CHECK(zero.tally == none.tally);
  CHECK(test::same_draws(zero.draws, none.draws));
}

TEST_CASE("Universes that no programme touches keep their bits", "[engine][programmes]") {
  scenario::Scenario scenario = test::busy_scenario();
  scenario.programmes = {knock("north", "X", "ana", 30'000)};
  scenario.programmes[0].where.keys = {{"region", {"north"}}};
  const Model model = test::model_of(scenario);
  const Draws with = test::run(model, kElections, kElections).draws;
  const Draws without =
      test::run(test::model_of(test::busy_scenario()), kElections, kElections).draws;
  std::size_t n_moved = 0;
  for (std::size_t u = 0; u < model.universes.size(); ++u) {
    const DistrictId district = model.universes[UniverseId(u)].district;
    const bool is_touched = model.districts[district].region == "north" &&
                            model.universes[UniverseId(u)].registered > 0;
    const bool is_same = test::row(with[kUniverseTurnout].values, with, u) ==
                         test::row(without[kUniverseTurnout].values, without, u);
    CAPTURE(model.universes[UniverseId(u)].label);
    CHECK(is_same == !is_touched);
    n_moved += is_touched ? 1 : 0;
  }
  CHECK(n_moved == 4);
  // Contest Z votes in the south alone.
  for (std::size_t k = 6; k < 9; ++k) {
    CHECK(test::row(with[kShare].values, with, k) == test::row(without[kShare].values, without, k));
  }
}

TEST_CASE("Programmes give the same elections on any threads and instruction set",
          "[engine][programmes]") {
  const Model model = test::model_of(with_programmes());
  const RunResult usual = test::run(model, kElections, 3000);
  const RunResult many = simulate(model, {kElections, 3000, 3, {}});
  const Tally swung = test::swung(model, kElections).tally;
  CHECK(many.tally == usual.tally);
  for (const std::string& isa : test::isa_paths()) {
    CAPTURE(isa);
    const test::IsaPath path(isa);
    const RunResult same = test::run(model, kElections, 3000);
    CHECK(same.tally == usual.tally);
    CHECK(test::same_draws(same.draws, usual.draws));
    CHECK(test::swung(model, kElections).tally == swung);
  }
}

TEST_CASE("A programme that is off is a scenario without it, on the same draws",
          "[engine][programmes]") {
  scenario::Scenario scenario = with_programmes();
  for (const scenario::Programme& programme : scenario.programmes) {
    scenario.what_ifs.push_back(
        what_if("no " + programme.id, scenario::ProgrammeChange{programme.id, {}}));
  }
  const Worlds worlds = test::worlds_of(scenario);
  const RunResult together = simulate(worlds.base, models(worlds), {kElections, 0, 2, {}});
  for (std::size_t g = 0; g < scenario.programmes.size(); ++g) {
    CAPTURE(scenario.programmes[g].id);
    scenario::Scenario without = with_programmes();
    without.programmes.erase(without.programmes.begin() + static_cast<std::ptrdiff_t>(g));
    const RunResult alone = test::run(test::model_of(without), kElections, kElections);
    const RunResult off = simulate(worlds.what_ifs[g].model, {kElections, kElections, 2, {}});
    CHECK(same_elections(off.draws, alone.draws));
    CHECK(together.worlds[g].tally == off.tally);
  }
}

TEST_CASE("More attempts of a certain lift lose nobody an election", "[engine][programmes]") {
  scenario::Scenario scenario = test::busy_scenario();
  scenario.programmes = {knock("knock", "X", "ana", 20'000)};
  scenario::Programme& programme = scenario.programmes[0];
  programme.lift = {scenario::LiftPoints{0, 0.5, 0}, scenario::LiftPoints{0.05, 0.5, 0}};
  scenario.what_ifs = {
      what_if("more",
              scenario::ProgrammeChange{"knock", {}, scenario::ProgrammePart::attempts, true, 2}),
      what_if("off", scenario::ProgrammeChange{"knock", {}})};
  const Worlds worlds = test::worlds_of(scenario);
  const RunResult run = simulate(worlds.base, models(worlds), {kElections, 0, 2, {}});
  CHECK(run.worlds[0].paired[kWin].counts[0].losses == 0);
  CHECK(run.worlds[0].paired[kWin].counts[0].gains > 0);
  CHECK(run.worlds[1].paired[kWin].counts[0].gains == 0);
  CHECK(run.worlds[1].paired[kWin].counts[0].losses > 0);
}

TEST_CASE("Twice the voters and twice the attempts change no share", "[engine][programmes]") {
  scenario::Scenario small = with_programmes();
  small.owners.clear();
  // What captains tell by chance evens out where there are more of them.
  std::erase_if(small.programmes, [](const auto& programme) { return programme.id == "friends"; });
  scenario::Scenario large = small;
  for (scenario::Universe& universe : large.universes) universe.registered *= 2;
  for (scenario::Programme& programme : large.programmes) {
    if (programme.attempts) *programme.attempts *= 2;
  }
  const Draws a = test::run(test::model_of(small), kElections, kElections).draws;
  const Draws b = test::run(test::model_of(large), kElections, kElections).draws;
  double most = 0;
  for (std::size_t i = 0; i < a[kShare].values.size(); ++i) {
    most = std::max(most, std::abs(double{a[kShare].values[i]} - double{b[kShare].values[i]}));
  }
  CHECK(most < 1e-6);
}

TEST_CASE("Elections with programmes split by a condition into those of the run",
          "[engine][programmes][given]") {
  const scenario::Scenario scenario = with_programmes();
  const Model model = test::model_of(scenario);
  const RunResult run = test::run(model, kElections, kElections);
  const auto given = [&](const std::string& text) {
    Problems problems;
    scenario::EventDefinition definition;
    definition.text = text;
    definition.event = scenario::parse_event(text, {{"event", 1, 1}, ""}, problems);
    RunPlan plan{.elections = kElections, .threads = 2};
    plan.given = build_event(scenario, definition, problems);
    problems.throw_if_errors();
    return simulate(model, plan).given.value();
  };
  const Tally with = given("\"X/ana\" wins");
  CHECK(with.elections == run.tally[kWin].counts[0]);
  CHECK(with[kWin].counts[0] == with.elections);
  Tally sum = given("not \"X/ana\" wins");
  CHECK(sum.elections > 0);
  sum += with;
  CHECK(sum == run.tally);
  // Nobody's programmes are left out: without them the condition holds in other elections.
  const RunResult without = test::run(test::model_of(test::busy_scenario()), kElections);
  CHECK(without.tally[kWin].counts[0] != with.elections);
}
