// Who comes and leaves a contest blank: in votes, shares and turnouts of elections.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "hustings/engine/replay.hpp"
#include "hustings/model/handed_draws.hpp"
#include "random/math.hpp"
#include "support/busy_scenario.hpp"
#include "support/generated_source.hpp"
#include "support/isa_paths.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"
#include "support/swung.hpp"
#include "support/viewed_run.hpp"

using namespace hustings;

namespace {

constexpr std::uint64_t kElections = kBlock + 3 * kBatch + 41;

using Rows = std::vector<scenario::RolloffRow>;

/// Gives every contest of a scenario this roll-off.
scenario::Scenario with(scenario::Scenario scenario, const Rows& rows) {
  for (scenario::Contest& contest : scenario.contests) contest.rolloff = rows;
  return scenario;
}

/// The busy scenario, and every rule, with roll-off that differs by universe and shared effects.
std::vector<scenario::Scenario> varied() {
  std::vector<scenario::Scenario> all;
  for (const scenario::Scenario& plain : {test::busy_scenario(), test::every_rule_scenario()}) {
    scenario::Scenario scenario = plain;
    const scenario::WhereClause left{{{"faction", {"left"}}}, {}};
    for (std::size_t c = 1; c < scenario.contests.size(); ++c) {
      scenario.contests[c].rolloff = {{{}, {}, 0.1, 0.05}, {{}, left, 0.3, 0.1}};
    }
    scenario.effects.push_back({.id = "tired",
                                .by = {"district"},
                                .loads = {{.affects = scenario::Affects::rolloff, .sd = 0.2}}});
    all.push_back(std::move(scenario));
  }
  return all;
}

double largest_difference(const std::vector<float>& a, const std::vector<float>& b) {
  REQUIRE(a.size() == b.size());
  double most = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::isnan(a[i]) && std::isnan(b[i])) continue;
    most = std::max(most, std::fabs(double{a[i]} - double{b[i]}));
  }
  return most;
}

}  // namespace

TEST_CASE("A roll-off of 0 is none, bit for bit", "[engine][rolloff]") {
  for (const scenario::Scenario& plain : {test::busy_scenario(), test::every_rule_scenario()}) {
    const Draws none = test::run(test::model_of(plain), kElections, kElections).draws;
    const Draws zero =
        test::run(test::model_of(with(plain, {{{}, {}, 0, 0}})), kElections, kElections).draws;
    CHECK(zero[kShare].values == none[kShare].values);
    CHECK(zero[kTurnout].values == none[kTurnout].values);
    CHECK(zero[kUniverseTurnout].values == none[kUniverseTurnout].values);
    CHECK(zero.winner == none.winner);
    CHECK(zero[kDelegates].numbers == none[kDelegates].numbers);
    CHECK(zero[kEvent].bits == none[kEvent].bits);
    CHECK(largest_difference(zero[kDistrictTurnout].values, none[kDistrictTurnout].values) < 1e-6);
  }
}

TEST_CASE("One roll-off everywhere changes no share and no winner, and takes from turnout",
          "[engine][rolloff]") {
  const scenario::Scenario plain = test::busy_scenario();
  const Model model = test::model_of(with(plain, {{{}, {}, 0.2, 0}}));
  const Draws some = test::run(model, kElections, kElections).draws;
  const Draws none = test::run(test::model_of(plain), kElections, kElections).draws;
  CHECK(largest_difference(some[kShare].values, none[kShare].values) < 2e-6);
  CHECK(some[kUniverseTurnout].values == none[kUniverseTurnout].values);
  CHECK(largest_difference(some[kDistrictTurnout].values, none[kDistrictTurnout].values) < 1e-6);
  for (std::size_t i = 0; i < some[kTurnout].values.size(); ++i) {
    CHECK(some[kTurnout].values[i] == Approx(0.8 * none[kTurnout].values[i]).epsilon(1e-5));
  }
}

TEST_CASE("A universe half of whose voters skip a contest counts like one of half as many",
          "[engine][rolloff]") {
  // Half is exact in binary numbers, so all but turnouts of universes has the same bits: shares,
  // rounds, second elections, delegates and who wins. A blank ballot is no exhausted one.
  for (const scenario::Scenario& plain : {test::busy_scenario(), test::every_rule_scenario()}) {
    scenario::Scenario doubled = plain;
    for (scenario::Universe& universe : doubled.universes) {
      if (universe.faction == "left") universe.registered *= 2;
    }
    const scenario::WhereClause left{{{"faction", {"left"}}}, {}};
    const Model half = test::model_of(with(doubled, {{{}, left, 0.5, 0}}));
    const Model fewer = test::model_of(plain);
    const RunResult a = test::run(half, kElections, kElections);
    const RunResult b = test::run(fewer, kElections, kElections);
    CHECK(a.draws[kShare].values == b.draws[kShare].values);
    CHECK(a.draws.winner == b.draws.winner);
    CHECK(a.draws[kDelegates].numbers == b.draws[kDelegates].numbers);
    CHECK(a.tally[kExhausted] == b.tally[kExhausted]);
    CHECK(a.tally[kStanding] == b.tally[kStanding]);
    CHECK(a.tally[kRecount] == b.tally[kRecount]);
    CHECK(a.tally[kMargin] == b.tally[kMargin]);
    CHECK(a.tally[kUniverseTurnout] == b.tally[kUniverseTurnout]);
  }
}

TEST_CASE("Swing follows votes, not those who leave the contest blank",
          "[engine][swing][rolloff]") {
  const scenario::Scenario plain = test::every_rule_scenario();
  scenario::Scenario doubled = plain;
  for (scenario::Universe& universe : doubled.universes) {
    if (universe.faction == "left") universe.registered *= 2;
  }
  const scenario::WhereClause left{{{"faction", {"left"}}}, {}};
  const Model half = test::model_of(with(doubled, {{{}, left, 0.5, 0}}));
  const Model fewer = test::model_of(plain);
  const SwingPlan plan = plan_swing(fewer);
  CHECK(plan_swing(half).half_widths == plan.half_widths);
  const Tally a = test::swung(half, plan, kElections).tally;
  const Tally b = test::swung(fewer, plan, kElections).tally;
  REQUIRE(!plan.targets.empty());
  for (const SwingTarget& target : plan.targets) {
    for (const char* group : {"left", "right", "A", "B", "C"}) {
      CAPTURE(target.item, group);
      const double expected = test::swing_slope(b, target, group).value;
      CHECK(test::swing_slope(a, target, group).value ==
            Approx(expected).epsilon(1e-4).margin(1e-7));
    }
  }
}

TEST_CASE("A contest keeps its bits when another has a roll-off", "[engine][rolloff]") {
  scenario::Scenario scenario = test::busy_scenario();
  const Draws none = test::run(test::model_of(scenario), 2000, 2000).draws;
  scenario.contests[0].rolloff = {{{}, {}, 0.3, 0.1}};
  const Model model = test::model_of(scenario);
  const Draws some = test::run(model, 2000, 2000).draws;
  for (std::size_t i = 0; i < model.candidates.size(); ++i) {
    const bool is_same =
        test::row(some[kShare].values, some, i) == test::row(none[kShare].values, none, i);
    CHECK(is_same == (model.candidates[CandidateId(i)].contest != ContestId(0)));
  }
}

TEST_CASE("Roll-off is the same on any threads and instruction set", "[invariance][rolloff]") {
  for (const scenario::Scenario& scenario : varied()) {
    const Model model = test::model_of(scenario);
    const RunResult one = simulate(model, {kElections, 2000, 1, {}});
    const RunResult three = simulate(model, {kElections, 2000, 3, {}});
    CHECK(three.tally == one.tally);
    CHECK(test::same_draws(three.draws, one.draws));
    const Tally swung = test::swung(model, kElections).tally;
    for (const std::string& isa : test::isa_paths()) {
      CAPTURE(isa);
      const test::IsaPath path(isa);
      const RunResult same = test::run(model, kElections, 2000);
      CHECK(same.tally == one.tally);
      CHECK(test::same_draws(same.draws, one.draws));
      CHECK(test::swung(model, kElections).tally == swung);
    }
  }
}

TEST_CASE("A replayed election with roll-off is that of the run, with who came and who voted",
          "[replay][rolloff]") {
  for (const scenario::Scenario& scenario : varied()) {
    const Model model = test::model_of(scenario);
    const Draws draws = test::run(model, 600, 600).draws;
    for (const std::uint64_t election : {0, 255, 256, 599}) {
      const Replay night = replay(model, election);
      for (std::size_t c = 0; c < model.contests.size(); ++c) {
        const ReplayedContest& contest = night.contests[c];
        const ModelContest& about = model.contests[ContestId(c)];
        CHECK(contest.turnout == test::at(draws[kTurnout].values, draws, c, election));
        for (std::size_t k = 0; k < about.n_candidates; ++k) {
          CHECK(contest.shares[k] ==
                test::at(draws[kShare].values, draws, about.candidate(k).index(), election));
        }
        double came = 0;
        for (const ReplayedDistrict& district : contest.districts) {
          came += district.came;
          CHECK((district.came > district.ballots) == (about.rolloff > 0));
        }
        CHECK(contest.ballots + contest.blank == Approx(came).epsilon(1e-5));
        CHECK((contest.blank > 0) == (about.rolloff > 0));
      }
      for (std::size_t d = 0; d < model.districts.size(); ++d) {
        CHECK(night.district_turnout[d] ==
              test::at(draws[kDistrictTurnout].values, draws, d, election));
      }
    }
  }
}

TEST_CASE("A roll-off of one universe is below x as often as its law says", "[engine][rolloff]") {
  // Logit-normal: P(omega < x) = Phi((logit x - m) / sigma).
  const Model model = test::model_of(R"(
seed: 8
factions: [all]
districts: [{id: A}]
universes: [{district: A, universe: u, faction: all, registered: 1000, turnout: {mean: 0.3, sd: 0.1}}]
contests:
  - {id: X, districts: all, rolloff: {mean: 0.054, sd: 0.018}, candidates: [a, b], support: {all: {a: 0.5, b: rest}}}
effects: [{id: names, affects: support, by: candidate, sd: 0.1}]
events: {few: rolloff of X < 0.04, many: rolloff of X >= 0.08, both: rolloff of X + turnout of contest X < 0.3}
)");
  const test::ViewedRun run(model, 200'000);
  const auto below = [](double x) {
    const double t = (exact::logit(x) + 2.9164591461) / 0.3464541274;
    return 0.5 * std::erfc(-t / std::sqrt(2.0));
  };
  const Probability few = run->chance(kEvent, 0);
  const Probability many = run->chance(kEvent, 1);
  CHECK(std::fabs(few.probability - below(0.04)) < 5 * few.standard_error);
  CHECK(std::fabs(many.probability - (1 - below(0.08))) < 5 * many.standard_error);
}

TEST_CASE("Without roll-off a what-if of it is the base of one with it", "[engine][rolloff]") {
  scenario::Scenario scenario = test::busy_scenario();
  const scenario::WhereClause left{{{"faction", {"left"}}}, {}};
  scenario.what_ifs = {
      {{}, "some", {{{}, {}, scenario::RolloffChange{"Z", left, scenario::Operation::plus, 0.5}}}}};
  const Worlds worlds = test::worlds_of(scenario);
  scenario.contests[2].rolloff = {{{}, left, 0.5, 0}};
  scenario.what_ifs.clear();
  const Draws changed = test::run(worlds.what_ifs[0].model, kElections, kElections).draws;
  const Draws written = test::run(test::model_of(scenario), kElections, kElections).draws;
  CHECK(largest_difference(changed[kShare].values, written[kShare].values) < 1e-6);
  CHECK(changed.winner == written.winner);
}

TEST_CASE("Roll-off from memory has the bits of the generator's, as sums", "[source][rolloff]") {
  for (const scenario::Scenario& scenario : varied()) {
    const Model model = test::model_of(scenario);
    Model sums = model;
    sums.night = with_handed_draws(std::move(sums.night), {});
    const RunResult drawn = test::run(sums, 2000, 2000);
    const RunResult handed = simulate(model, {.elections = 2000,
                                              .n_draws = 2000,
                                              .threads = 2,
                                              .source = test::generated_source(model)});
    CHECK(handed.tally == drawn.tally);
    CHECK(handed.draws == drawn.draws);
    const Draws products = test::run(model, 2000, 2000).draws;
    CHECK(largest_difference(products[kTurnout].values, handed.draws[kTurnout].values) < 1e-5);
  }
}
