// Shocks that take a channel from their onset on: what is left of programmes, election by election.

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>

#include "hustings/engine/replay.hpp"
#include "support/isa_paths.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"

using namespace hustings;

namespace {

constexpr std::uint64_t kElections = kBlock + 3 * kBatch + 41;

/// One place, nothing drawn: turnout is .4, half of the text's contacts come three days before the
/// election and half the day before, and they do not fade.
std::string still(const std::string& rest) {
  return R"(
seed: 3
factions: [one]
districts: [{id: A}]
universes: [{district: A, universe: u, faction: one, registered: 10000, turnout: {log_odds: -0.4054651081}}]
contests: [{id: X, districts: all, candidates: [ana, ben], support: {one: {ana: 0.5, ben: 0.5}}}]
defaults: {turnout_cell_sd: 0}
programmes:
  - {id: text, for: X/ana, mode: text, attempts: 4000, contact: {rate: 1, cap: 1}, days_before: {3: 0.5, 1: rest},
     half_life_days: {turnout: 10000, support: 10000}, lift: {turnout: {points: 0.1, at: 0.4, sd: 0}}}
)" + rest;
}

std::string outage(const std::string& more, const std::string& loss = "channel: text, keep: 0.2") {
  return "shocks:\n  - {id: outage, against: X/ana, effect: {degrade: {" + loss + "}}, " + more +
         "}\n";
}

/// Turnout of the one universe in the first election.
double turnout_of(const std::string& text) {
  const Draws draws = test::run(test::model_of(text), 1, 1).draws;
  return test::at(draws[kUniverseTurnout].values, draws, 0, 0);
}

/// Programmes of all kinds, and shocks that take from them at drawn hours.
scenario::Scenario busy(double probability) {
  return test::scenario_of(fmt::format(R"(
seed: 7
factions: [left, right]
districts: [{{id: A}}, {{id: B}}]
universes:
  - {{district: A, universe: u, faction: left, registered: 9000, turnout: {{mean: 0.3, sd: 0.05}}}}
  - {{district: A, universe: v, faction: right, registered: 8000, turnout: {{mean: 0.4, sd: 0.05}}}}
  - {{district: B, universe: u, faction: left, registered: 7000, turnout: {{mean: 0.3, sd: 0.05}}}}
contests:
  - {{id: X, districts: [A], candidates: [ana, ben, cleo], support: {{left: {{ana: 0.5, ben: 0.3, cleo: 0.2}}, right: {{ana: 0.2, ben: 0.4, cleo: 0.4}}}}}}
  - {{id: Y, districts: [B], candidates: [dan, eve], support: {{left: {{dan: 0.5, eve: rest}}}}}}
effects: [{{id: lean, affects: support, by: candidate, sd: 0.2}}]
endorsements: {{strength: 0, edges: [[X/ana, X/cleo], [X/ana, Y/dan]]}}
channels: {{tv: {{use: {{left: 0.4, right: 0.8}}}}}}
resources: {{us: {{volunteer_hours: {{weekly: 200, sd: 0.4}}}}}}
programmes:
  - {{id: text, for: X/ana, mode: text, attempts: 9000, spread: 0.5, days_before: {{6: 0.5, 1: rest}},
     lift: {{turnout: {{points: 0.05, at: 0.3, sd: 0.02}}, support: {{points: 0.1, at: 0.5, sd: 0.04}}}}}}
  - {{id: friends, for: X/ben, mode: relational, captains: 40, days_before: {{6: 0.5, 1: rest}},
     cost: {{per_attempt: {{money: 0.5}}}}}}
  - {{id: spots, for: X/ben, mode: broadcast, impressions: 20000, in_universe: 0.5, channel: tv,
     lift: {{support: {{points: 0.05, at: 0.5, sd: 0.02}}}}, cost: {{per_attempt: {{money: 0}}}}}}
shocks:
  - {{id: outage, probability: {0}, hours_before_close: [12, 160], against: X/ana,
     effect: {{degrade: {{channel: text, keep: 0.1}}}}}}
  - {{id: ban, probability: {0}, hours_before_close: [12, 60], against: X/ben,
     effect: {{degrade: {{channel: tv, keep: 0}}}}}}
  - {{id: silence, probability: {0}, hours_before_close: 100, against: X/ben,
     effect: {{degrade: {{channel: friends, keep: 0.3, what: links}}}}}}
)",
                                       probability));
}

}  // namespace

TEST_CASE("From its onset on a shock leaves a part of contacts", "[engine][shocks]") {
  // Of .4 who are reached .1 more vote; of contacts after the onset .2 are left.
  for (const auto& [hours, turnout] :
       {std::pair{"24", 0.44}, std::pair{"25", 0.424}, std::pair{"72", 0.424},
        std::pair{"73", 0.408}, std::pair{"8000", 0.408}}) {
    CAPTURE(hours);
    const std::string text =
        still(outage(std::string("probability: 1, hours_before_close: ") + hours));
    CHECK(turnout_of(text) == Approx(turnout).margin(1e-5));
  }
  // Two shocks leave the product of what each does.
  const std::string both = still(outage("probability: 1, hours_before_close: 80") +
                                 "  - {id: more, probability: 1, hours_before_close: 48, against: "
                                 "X/ana, effect: {degrade: {channel: text, keep: 0.5}}}\n");
  CHECK(turnout_of(both) == Approx(0.4 + 0.1 * 0.4 * (0.5 * 0.2 + 0.5 * 0.1)).margin(1e-5));
}

TEST_CASE("A drawn onset leaves what is left of its hour", "[engine][shocks]") {
  // Evenly between 0 and 96 hours: a quarter loses nothing, half the last day, a quarter all.
  const Model model =
      test::model_of(still(outage("probability: 0.6, hours_before_close: [0.001, 96]")));
  REQUIRE(model.programmes[0].versions.size() == 2);
  const Draws draws = test::run(model, kElections, kElections).draws;
  std::map<int, double> found;
  for (std::size_t e = 0; e < kElections; ++e) {
    const double turnout = test::at(draws[kUniverseTurnout].values, draws, 0, e);
    found[static_cast<int>(std::lround(1000 * turnout))] += 1.0 / kElections;
  }
  REQUIRE(found.size() == 3);
  for (const auto& [turnout, share] :
       {std::pair{440, 0.4 + 0.6 / 4}, std::pair{424, 0.6 / 2}, std::pair{408, 0.6 / 4}}) {
    CAPTURE(turnout);
    const double error = std::sqrt(share * (1 - share) / kElections);
    CHECK(found[turnout] == Approx(share).epsilon(0).margin(4 * error));
  }
}

TEST_CASE("A shock before all contacts leaves what the same loss leaves", "[engine][shocks]") {
  for (const char* what :
       {"channel: text, keep: 0.3", "channel: tv, keep: 0.3",
        "channel: friends, keep: 0.3, what: links", "channel: friends, keep: 0.3, what: captains",
        "channel: relational, keep: 0.3, what: top_captains"}) {
    CAPTURE(what);
    scenario::Scenario lost = busy(0);
    lost.shocks.clear();
    lost.what_ifs = {{{}, "lost", {}}};
    scenario::Degrade degrade;
    const std::string words(what);
    degrade.channel = words.substr(9, words.find(',') - 9);
    degrade.keep = 0.3;
    const std::size_t of = words.find("what: ");
    if (of != std::string::npos) degrade.loss = scenario::loss_named(words.substr(of + 6));
    lost.what_ifs[0].changes = {{{}, {}, scenario::DegradeChange{degrade}}};
    const Worlds worlds = test::worlds_of(lost);
    scenario::Scenario shocked = busy(0);
    shocked.shocks.resize(1);
    shocked.shocks[0].probability = 1;
    shocked.shocks[0].hours_low = shocked.shocks[0].hours_high = 8000;
    shocked.shocks[0].degrade = degrade;
    const Draws a = test::run(worlds.what_ifs[0].model, 2000, 2000).draws;
    const Draws b = test::run(test::model_of(shocked), 2000, 2000).draws;
    double most = 0;
    for (const QuantityId quantity : {kShare, kUniverseTurnout}) {
      for (std::size_t i = 0; i < a[quantity].values.size(); ++i) {
        most = std::max(most,
                        std::fabs(double{a[quantity].values[i]} - double{b[quantity].values[i]}));
      }
    }
    CHECK(most < 2e-6);
  }
}

TEST_CASE("Where no shock takes anything, elections keep their bits", "[engine][shocks]") {
  scenario::Scenario none = busy(0);
  none.shocks.clear();
  const Draws expected = test::run(test::model_of(none), kElections, kElections).draws;
  const Draws idle = test::run(test::model_of(busy(0)), kElections, kElections).draws;
  CHECK((idle[kShare].values == expected[kShare].values));
  const Draws draws = test::run(test::model_of(busy(0.3)), kElections, kElections).draws;
  std::size_t n_same = 0;
  std::size_t n_moved = 0;
  for (std::size_t e = 0; e < kElections; ++e) {
    bool happened = false;
    for (std::size_t s = 0; s < 3; ++s) happened |= test::at(draws[kShock].bits, draws, s, e) != 0;
    bool same = true;
    for (std::size_t k = 0; k < 5; ++k) {
      same &= test::at(draws[kShare].values, draws, k, e) ==
              test::at(expected[kShare].values, expected, k, e);
    }
    if (!happened) REQUIRE(same);
    (same ? n_same : n_moved) += 1;
  }
  CHECK(n_same > kElections / 4);
  CHECK(n_moved > kElections / 4);
}

TEST_CASE("Shocks that take channels have the same bits on every instruction set",
          "[engine][shocks]") {
  const Model model = test::model_of(busy(0.4));
  const Draws expected = test::run(model, kElections, kElections).draws;
  for (const std::string& name : test::isa_paths()) {
    CAPTURE(name);
    const test::IsaPath path(name);
    CHECK(test::same_draws(test::run(model, kElections, kElections).draws, expected));
  }
}

TEST_CASE("A replay tells whom a programme reached once a shock took part of it",
          "[engine][shocks]") {
  const Model model = test::model_of(still(outage("probability: 0.5, hours_before_close: 48")));
  const Draws draws = test::run(model, 64, 64).draws;
  std::size_t n_happened = 0;
  for (std::uint64_t e = 0; e < 64; ++e) {
    const bool happened = test::at(draws[kShock].bits, draws, 0, e) != 0;
    const ReplayedProgramme text = replay(model, e).programmes.at(0);
    n_happened += happened ? 1 : 0;
    CHECK(text.degraded == happened);
    CHECK(text.reached == Approx(happened ? 2400 : 4000));
  }
  CHECK(n_happened > 16);
}
