// A seat without opposition: who stands alone wins it in every election, whatever the rule.

#include <catch2/catch.hpp>
#include <string>

#include "core/fixed.hpp"
#include "hustings/summary/swing.hpp"
#include "hustings/summary/view.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"
#include "support/swung.hpp"
#include "support/viewed_run.hpp"

using namespace hustings;

namespace {

constexpr std::uint64_t kElections = 2 * kBlock;

/// A contested seat X, and L in which nobody runs against kim; `count` and `more` are of L.
std::string scenario_text(const std::string& count, const std::string& more = "") {
  return R"(factions: [left, right]
districts: [{id: A}, {id: B}]
universes:
  - {district: A, universe: u, faction: left, registered: 900, turnout: {mean: 0.3}}
  - {district: A, universe: v, faction: right, registered: 700, turnout: {mean: 0.4}}
  - {district: B, universe: u, faction: left, registered: 500, turnout: {mean: 0.4}}
contests:
  - {id: X, districts: all, candidates: [ana, ben], support: {left: {ana: 0.6, ben: rest}, right: {ana: 0.4, ben: rest}}}
  - {id: L, districts: all, candidates: [kim], count: )" +
         count + (count.starts_with("{") ? "" : ", recount: {share: 0.5, votes: 100_000}") + more +
         R"(}
slates: {both: [X/ana, L/kim], kim alone: [L/kim]}
effects: [{id: polls, affects: support, by: candidate, sd: 0.3}]
events:
  wins: L/kim wins
  leads: L/kim leads the first round
  close: margin of L < 1
  ahead: margin of L/kim >= 1
  all of it: share of L/kim > 0.999
  with ana: L/kim wins and X/ana wins
  ana: X/ana wins
)";
}

std::string rule() {
  return GENERATE(as<std::string>(), "plurality", "ranked_choice", "runoff",
                  "{delegates: {pools: [{name: all, per: contest, seats: 7}, "
                  "{name: each, per: district, seats: 2}]}}");
}

std::uint64_t times(const View& view, const std::string& event) {
  const auto& events = view.labels().events;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (events[i].name == event) return view.count(kEvent, i);
  }
  FAIL("no event " << event);
  return 0;
}

}  // namespace

TEST_CASE("Who is unopposed wins every election, in slates and events as well", "[unopposed]") {
  const std::string count = rule();
  CAPTURE(count);
  const Model model = test::model_of(scenario_text(count));
  const test::ViewedRun run(model, kElections);
  const View& view = *run;
  constexpr std::size_t kKim = 2;
  CHECK(view.count(kWin, kKim) == kElections);
  CHECK(view.count(kLots, 1) == 0);
  CHECK(view.distribution(kShare, kKim).mean == 1);
  CHECK(view.distribution(kMargin, 1).mean == 1);
  CHECK(view.seats(0)[0] == 0);
  CHECK(view.seats(0)[2] == view.count(kWin, 0));
  CHECK(view.seats(1)[1] == kElections);
  CHECK(times(view, "wins") == kElections);
  CHECK(times(view, "leads") == kElections);
  CHECK(times(view, "close") == 0);
  CHECK(times(view, "ahead") == kElections);
  CHECK(times(view, "all of it") == kElections);
  CHECK(times(view, "with ana") == times(view, "ana"));
  CHECK_FALSE(view.has(kRecount, 1));
  CHECK(view.labels().contests[1].n_rounds == 0);
  CHECK(view.labels().transfer_groups.empty());
  if (view.labels().contests[1].delegates > 0) {
    CHECK(view.distribution(kDelegates, kKim).mean == view.labels().contests[1].delegates);
  }
}

TEST_CASE("Support that is written for who is unopposed changes nothing", "[unopposed]") {
  const std::string count = rule();
  CAPTURE(count);
  const auto draws = [&](const std::string& more) {
    return test::run(test::model_of(scenario_text(count, more)), kBlock, kBlock).draws;
  };
  CHECK(test::same_draws(draws(""), draws(", support: {left: {kim: 1}, right: {kim: rest}}")));
}

TEST_CASE("Turnout swings nothing of who is unopposed", "[unopposed][swing]") {
  const std::string count = rule();
  CAPTURE(count);
  const Tally tally = test::swung(test::model_of(scenario_text(count)), kElections).tally;
  for (std::size_t i = 0; i < tally.swing.rows.size(); ++i) {
    const SwingTarget& target = tally.swing.targets[tally.swing.rows[i].target];
    const bool is_kim = target.kind == SwingTarget::Kind::win && target.item == 2;
    if (is_kim) CHECK(tally.swing.sums[i].wide == 0);
  }
  const auto ana = test::swing_slope(tally, {SwingTarget::Kind::win, 0}, "left");
  CHECK(ana.value > 0);
}

TEST_CASE("A what-if that removes all but one leaves somebody unopposed", "[unopposed][what_if]") {
  const std::string rule = GENERATE(as<std::string>(), "plurality", "ranked_choice", "runoff");
  CAPTURE(rule);
  const std::string text = scenario_text("plurality") +
                           "what_if:\n  alone: [{change: candidates, contest: X, remove: ben}]\n"
                           "  joined:\n    - {change: candidates, contest: L, add: lee, support: "
                           "{left: 0.4, right: 0.5}}\n";
  scenario::Scenario scenario = test::scenario_of(text);
  if (rule == "ranked_choice") scenario.contests[0].count = scenario::RankedChoice{};
  if (rule == "runoff") scenario.contests[0].count = scenario::Runoff{};
  if (auto* ranked = std::get_if<scenario::RankedChoice>(&scenario.contests[0].count)) {
    ranked->lengths = *scenario::length_law("top_of_ticket", ranked->ranks);
  }
  const Worlds worlds = test::worlds_of(scenario);
  const RunResult run =
      simulate(worlds.base, {&worlds.what_ifs[0].model, &worlds.what_ifs[1].model},
               {.elections = kElections, .threads = 2});
  const Labels base_labels = labels_of(worlds.base);
  const Labels alone_labels = labels_of(worlds.what_ifs[0].model);
  const View base(base_labels, run.tally);
  const View alone(alone_labels, run.worlds[0].tally, base, &run.worlds[0].paired);
  CHECK(alone.count(kWin, 0) == kElections);
  CHECK(alone.count(kWin, 1) == 0);
  CHECK(alone.distribution(kShare, 0).mean == 1);
  CHECK(alone.compared(kWin, 0)->after == 1);
  CHECK(alone.compared(kWin, 0)->before == base.chance(kWin, 0).probability);
  CHECK(alone.distribution(kTurnout, 0).mean == Approx(base.distribution(kTurnout, 0).mean));
  CHECK(run.worlds[1].tally[kWin].counts[2] < kElections);
  CHECK(run.worlds[1].tally[kWin].counts[2] + run.worlds[1].tally[kWin].counts[3] == kElections);
}
