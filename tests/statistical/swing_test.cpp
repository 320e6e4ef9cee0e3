// What turnout does to a race, from the run itself: against closed forms, against the score
// identity, and against runs on the same draws whose turnout is shifted.

#include "hustings/summary/swing.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "hustings/summary/view.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"
#include "support/swung.hpp"

using namespace hustings;
using test::Slope;
using test::swing_slope;
using test::swung;

namespace {

constexpr std::uint64_t kElections = std::uint64_t{1} << 20;

SwingTarget win(std::uint32_t candidate) {
  return {SwingTarget::Kind::win, candidate};
}
SwingTarget sweep(std::uint32_t slate) {
  return {SwingTarget::Kind::sweep, slate};
}
SwingTarget event(std::uint32_t place) {
  return {SwingTarget::Kind::event, place};
}

/// Two universes of one size, one for each candidate: a wins where its own has the higher turnout.
/// The log-odds of a's is ahead by .5; `effect` moves each.
Model two_camps(const std::string& effect) {
  return test::model_of(R"(
seed: 31
factions: [for a, for b]
districts: [{id: A}]
universes:
  - {district: A, universe: ayes, faction: for a, registered: 10000, turnout: {log_odds: -0.5}}
  - {district: A, universe: noes, faction: for b, registered: 10000, turnout: {log_odds: -1}}
contests:
  - {id: X, districts: [A], count: plurality, candidates: [a, b],
     support: {for a: {a: 1, b: 0}, for b: {a: 0, b: 1}}}
effects:
  - {id: camps, affects: turnout, by: universe, )" +
                        effect + "}\n");
}

/// Three universes and five candidates with noise of every kind.
std::string five_candidates(const std::string& count) {
  return R"(
seed: 8
factions: [left, middle, right]
districts: [{id: A, region: north}, {id: B, region: south}]
universes:
  - {district: A, universe: young, faction: left, registered: 9000, age: low, turnout: {log_odds: -1}}
  - {district: A, universe: old, faction: right, registered: 7000, age: high, turnout: {log_odds: -0.6}}
  - {district: B, universe: mixed, faction: middle, registered: 8000, age: low, turnout: {log_odds: -0.8}}
contests:
  - id: X
    districts: all
    count: )" +
         count + R"(
    candidates: [ann, bob, cyd, dee, eve]
    support:
      left: {ann: 0.44, bob: 0.2, cyd: 0.16, dee: 0.1, eve: 0.1}
      middle: {ann: 0.18, bob: 0.26, cyd: 0.3, dee: 0.14, eve: 0.12}
      right: {ann: 0.16, bob: 0.3, cyd: 0.14, dee: 0.26, eve: 0.14}
  - id: Y
    districts: [B]
    count: plurality
    candidates: [gus, hal]
    support: {left: {gus: 0.5, hal: 0.5}, middle: {gus: 0.52, hal: 0.48}, right: {gus: 0.5, hal: 0.5}}
slates:
  both: [X/ann, Y/gus]
effects:
  - {id: mood, affects: turnout, by: faction, sd: 0.3}
  - {id: polls, affects: support, by: candidate, sd: 0.25, tails: {df: 6, shared_by: contest}}
  - {id: place, affects: support, by: [candidate, region], sd: 0.1}
  - {id: own, affects: turnout, by: universe, sd: 0.15}
)";
}

/// Holds every slope against the difference of two worlds whose turnout is lower and higher by
/// .1 in log-odds, on the draws of the run.
void check_by_differences(const std::string& text, const std::vector<SwingTarget>& targets) {
  constexpr double kShift = 0.1;
  const std::vector<std::string> universes = {"A/young", "A/old", "B/mixed"};
  scenario::Scenario scenario = test::scenario_of(text);
  for (const std::string& universe : universes) {
    for (const double shift : {-kShift, kShift}) {
      const scenario::WhereClause where{{{"universe", {universe}}}, {}};
      scenario.what_ifs.push_back(
          {{},
           universe + std::to_string(shift),
           {{{}, {}, scenario::TurnoutChange{where, scenario::Operation::log_scale, shift}}}});
    }
  }
  const Worlds worlds = test::worlds_of(scenario);
  std::vector<const Model*> models;
  for (const World& world : worlds.what_ifs) models.push_back(&world.model);
  const RunResult shifted = simulate(worlds.base, models, {.elections = kElections, .threads = 2});
  const Tally tally = swung(worlds.base, kElections).tally;
  for (const SwingTarget& target : targets) {
    const auto count = [&](const PairedTally& paired) {
      if (target.kind == SwingTarget::Kind::win) return paired[kWin].counts[target.item];
      if (target.kind == SwingTarget::Kind::event) return paired[kEvent].counts[target.item];
      // A sweep: as many seats or more as the slate has members.
      const auto& slates = worlds.base.slates;
      const std::size_t most = paired[kSeats].counts.size() / slates.size();
      const std::size_t all = slates[SlateId(target.item)].members.size();
      return paired[kSeats].counts[target.item * most + all - 1];
    };
    for (std::size_t u = 0; u < universes.size(); ++u) {
      const Slope slope = swing_slope(tally, target, universes[u]);
      const Difference down = difference_of(count(shifted.worlds[2 * u].paired), kElections);
      const Difference up = difference_of(count(shifted.worlds[2 * u + 1].paired), kElections);
      const double expected = (up.difference - down.difference) / (2 * kShift);
      const double error = (up.paired_standard_error + down.paired_standard_error) / (2 * kShift);
      CAPTURE(universes[u], static_cast<int>(target.kind), target.item, slope.value, slope.error,
              expected, error);
      CHECK(std::fabs(slope.value - expected) < 4.5 * std::hypot(slope.error, error) + 2e-4);
    }
  }
}

std::vector<SwingTarget> wins_of_five() {
  return {win(0), win(1), win(2), win(3), win(4)};
}

}  // namespace

TEST_CASE("The swing of two camps is the density of a normal law", "[statistical][swing]") {
  // P = Phi(.5 / s) with s^2 = .3^2 + .3^2; dP/dm = phi(.5 / s) / s.
  const Tally tally = swung(two_camps("sd: 0.3"), kElections).tally;
  const double s = std::sqrt(2 * 0.3 * 0.3);
  const double density = std::exp(-0.5 * 0.25 / (s * s)) / std::sqrt(2 * 3.14159265358979) / s;
  const Slope ayes = swing_slope(tally, win(0), "A/ayes");
  const Slope noes = swing_slope(tally, win(0), "A/noes");
  CAPTURE(ayes.value, ayes.error, density);
  CHECK(ayes.error < 0.02 * density);
  CHECK(std::fabs(ayes.value - density) < 4 * ayes.error);
  CHECK(std::fabs(noes.value + density) < 4 * noes.error);
  // What a gains b loses, exactly.
  CHECK(swing_slope(tally, win(1), "A/ayes").value == -ayes.value);
}

TEST_CASE("The swing of two camps with heavy tails is Student's density", "[statistical][swing]") {
  // docs/method.md: a unit t of 6 degrees of freedom, P(.5 + x > 0) = .7186177520, slope
  // .3791316101; each of the two sides has half the variance.
  const Tally tally = swung(two_camps("sd: 0.70710678118, tails: {df: 6}"), kElections).tally;
  const Slope ayes = swing_slope(tally, win(0), "A/ayes");
  CAPTURE(ayes.value, ayes.error);
  CHECK(std::fabs(ayes.value - 0.3791316101) < 4 * ayes.error);
}

TEST_CASE("Turnout of the only universe swings nothing", "[statistical][swing]") {
  const Model model = test::model_of(R"(
seed: 4
factions: [all]
districts: [{id: A}]
universes:
  - {district: A, universe: u, faction: all, registered: 10000, turnout: {mean: 0.3, sd: 0.05}}
contests:
  - {id: X, districts: [A], count: plurality, candidates: [a, b], support: {all: {a: 0.52, b: rest}}}
effects:
  - {id: polls, affects: support, by: candidate, sd: 0.2}
)");
  const Slope slope = swing_slope(swung(model, kElections).tally, win(0), "A/u");
  CHECK(std::fabs(slope.value) < 1e-6);
}

TEST_CASE("Swing agrees with the score identity", "[statistical][swing]") {
  // An effect of sd s that moves one universe alone: dP/dm = E[(1{win} - P) z] / s.
  const Model model = test::model_of(five_candidates("plurality"));
  const RunResult run = swung(model, kElections, kElections);
  for (const auto& [universe, sd] :
       {std::pair<std::string, double>("A/young", 0.15), {"A/old", 0.15}, {"B/mixed", 0.15}}) {
    const auto& names = run.draws.factor_names;
    const auto found = std::find(names.begin(), names.end(), "own: " + universe);
    REQUIRE(found != names.end());
    const auto z =
        test::row(run.draws.factor, run.draws, static_cast<std::size_t>(found - names.begin()));
    const auto winner = test::row(run.draws.winner, run.draws, 0);
    const auto n = static_cast<double>(z.size());
    for (std::uint32_t k = 0; k < 5; ++k) {
      const double p = static_cast<double>(run.tally[kWin].counts[k]) / n;
      double sum = 0;
      double squares = 0;
      for (std::size_t e = 0; e < z.size(); ++e) {
        const double score = ((winner[e] == static_cast<int>(k) ? 1 : 0) - p) * z[e];
        sum += score;
        squares += score * score;
      }
      const double expected = sum / n / sd;
      const double error = std::sqrt(squares / n - sum / n * sum / n) / std::sqrt(n) / sd;
      const Slope slope = swing_slope(run.tally, win(k), universe);
      CAPTURE(universe, k, slope.value, slope.error, expected, error);
      CHECK(std::fabs(slope.value - expected) < 4.5 * std::hypot(slope.error, error));
      CHECK(slope.error < error);
    }
  }
}

TEST_CASE("Swing of every counting rule is the slope on common draws", "[statistical][swing]") {
  const std::string count =
      GENERATE(as<std::string>{}, "plurality", "{plurality: {seats: 2}}",
               "{ranked_choice: {ranks: 3, transfers_by: faction}}",
               "{ranked_choice: {ranks: 4, elimination: batch, slate_strength: 1.5}}",
               "{runoff: {threshold: 0.32}}", "{runoff: {threshold: 0.5, strict: true}}");
  CAPTURE(count);
  check_by_differences(five_candidates(count), wins_of_five());
}

TEST_CASE("Swing of sweeps and events is the slope on common draws", "[statistical][swing]") {
  const std::string events = R"(events:
  close: margin of X < 0.05
  ahead: margin of X/ann > 0.03
  behind: margin of X/cyd >= -0.06
  many: share of X/bob > 0.26
  busy day: turnout of everybody > 0.31
  young: turnout of age=low > 0.3
  booth: turnout of contest Y > 0.33
  first: X/ann leads the first round
  two things: X/ann wins and not Y/gus wins
  narrow: X/ann wins and margin of X < 0.08 and turnout of contest Y > 0.3
  lane: share of X/ann + share of X/cyd > 0.45
  ahead of one: share of X/ann > share of X/bob
  other way: 0.05 < share of X/bob - share of X/dee and X/ann wins
  turned: 0.31 > turnout of everybody or 0.03 < margin of X/ann
  a seat: seats of both >= 1
)";
  std::vector<SwingTarget> targets = {sweep(0), win(5), win(6)};
  for (std::uint32_t i = 0; i < 15; ++i) targets.push_back(event(i));
  check_by_differences(five_candidates("plurality") + events, targets);
}

TEST_CASE("Swing of events of a ranked-choice count is the slope on common draws",
          "[statistical][swing]") {
  const std::string events = R"(events:
  first: X/bob leads the first round
  comes from behind: X/ann wins and not X/ann leads the first round
  beaten: margin of X/ann < 0
  last: X/cyd is in the last two
  second: X/cyd is in the last two and not X/cyd wins
)";
  check_by_differences(
      five_candidates("{ranked_choice: {ranks: 3, transfers_by: faction}}") + events,
      {sweep(0), event(0), event(1), event(2), event(3), event(4)});
}

TEST_CASE("Swing of who makes a runoff is the slope on common draws", "[statistical][swing]") {
  // With a threshold of .32 the first round decides most elections, so that both cases count.
  const std::string count =
      GENERATE(as<std::string>{}, "{runoff: {threshold: 0.32}}", "{runoff: {threshold: 0.5}}");
  const std::string events = R"(events:
  last: X/bob is in the last two
  second: X/bob is in the last two and not X/bob wins
  wins it: X/cyd is in the last two and X/cyd wins
)";
  check_by_differences(five_candidates(count) + events, {event(0), event(1), event(2)});
}

TEST_CASE("Swing is not tallied of what it cannot follow", "[swing]") {
  const Model model = test::model_of(five_candidates("plurality") + R"(events:
  two contests: share of X/ann > share of Y/gus
  turnouts: turnout of contest Y > turnout of contest X
  margins: margin of X/ann + margin of Y/gus > 0
  one contest: share of X/ann - share of X/bob > 0
)");
  std::vector<std::uint32_t> followed;
  for (const SwingTarget& target : plan_swing(model).targets) {
    if (target.kind == SwingTarget::Kind::event) followed.push_back(target.item);
  }
  CHECK(followed == std::vector<std::uint32_t>{3});
}

TEST_CASE("The squeeze of the middle counts, not the last round alone", "[statistical][swing]") {
  // More ballots of the left eliminate the middle first, whose votes then split; where the left
  // goes first, its ballots elect the middle. So the left's turnout helps the right, though in the
  // last round not one of its ballots stands with the right.
  const Model model = test::model_of(R"(
seed: 77
factions: [left, middle, right]
districts: [{id: A}]
universes:
  - {district: A, universe: left, faction: left, registered: 10000, turnout: {log_odds: -1}}
  - {district: A, universe: middle, faction: middle, registered: 10000, turnout: {log_odds: -1}}
  - {district: A, universe: right, faction: right, registered: 14000, turnout: {log_odds: -1}}
contests:
  - id: X
    districts: all
    count: {ranked_choice: {ranks: 3, alpha: {mean: 1, sd: 0}, transfer_noise: 0.1}}
    candidates: [lea, mia, ron]
    support: {left: {lea: 0.9, mia: 0.095, ron: 0.005}, middle: {lea: 0.03, mia: 0.85, ron: 0.12}, right: {lea: 0.01, mia: 0.09, ron: 0.9}}
effects:
  - {id: mood, affects: turnout, by: universe, sd: 0.2}
)");
  const SwingPlan plan = plan_swing(model);
  SwingPlan last_round = plan;
  last_round.half_widths[0][0] = 0;
  const Slope slope = swing_slope(swung(model, plan, kElections).tally, win(2), "A/left");
  const Slope wrong = swing_slope(swung(model, last_round, kElections).tally, win(2), "A/left");
  CAPTURE(slope.value, slope.error, wrong.value, wrong.error);
  CHECK(slope.value > 10 * slope.error);
  CHECK(wrong.value <= 0);
}

TEST_CASE("Swing is told by a point of turnout and by 1,000 ballots", "[statistical][swing]") {
  const Model model = test::model_of(five_candidates("plurality"));
  const Tally tally = swung(model, kElections).tally;
  const Labels labels = labels_of(model);
  const auto effects = swing_effects(labels, tally);
  const View view(labels, tally);
  std::size_t n_rows = 0;
  for (std::size_t i = 0; i < effects.size(); ++i) {
    const auto [target, group] = tally.swing.rows[i];
    if (tally.swing.targets[target] != win(0)) continue;
    // A point of turnout of N voters are .01 N ballots.
    CHECK(effects[i].per_point ==
          Approx(effects[i].per_1000_ballots * effects[i].registered / 1e5));
    const Slope slope = swing_slope(tally, win(0), tally.swing.groups[group].name);
    CHECK(std::fabs(slope.value / slope.error) ==
          Approx(std::fabs(effects[i].per_point / effects[i].per_point_standard_error)));
    if (tally.swing.groups[group].kind != SwingGroup::Kind::universe) continue;
    const Distribution turnout = view.distribution(kUniverseTurnout, group);
    const double per_log_odds =
        turnout.mean - turnout.mean * turnout.mean - turnout.sd * turnout.sd;
    CHECK(effects[i].per_point * per_log_odds == Approx(0.01 * slope.value));
    ++n_rows;
  }
  CHECK(n_rows == 3);
  // Slopes of the universes add up to that of a tag: shifts of all are shifts of each.
  const double young = swing_slope(tally, win(0), "A/young").value;
  const double mixed = swing_slope(tally, win(0), "B/mixed").value;
  CHECK(swing_slope(tally, win(0), "age=low").value == Approx(young + mixed).epsilon(1e-9));
}
