#include <catch2/catch.hpp>

#include "hustings/engine/simulate.hpp"
#include "hustings/engine/stored_draws.hpp"
#include "hustings/model/build_event.hpp"
#include "support/busy_scenario.hpp"
#include "support/recount.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"

namespace hustings {
namespace {

using test::busy_scenario;
using test::model_of;

constexpr std::uint64_t kElections = 10'000;  // the last batch is not full

EventProgram event_of(const scenario::Scenario& scenario, const std::string& text) {
  Problems problems;
  scenario::EventDefinition definition;
  definition.text = text;
  definition.event = scenario::parse_event(text, {{"event", 1, 1}, ""}, problems);
  EventProgram program = build_event(scenario, definition, problems);
  problems.throw_if_errors();
  return program;
}

Tally tally_given(const scenario::Scenario& scenario, const std::string& text, int threads = 2) {
  RunPlan plan;
  plan.elections = kElections;
  plan.threads = threads;
  plan.given = event_of(scenario, text);
  return simulate(model_of(scenario), plan).given.value();
}

std::string wins(const scenario::Contest& contest, std::size_t slot) {
  return '"' + contest.id + '/' + contest.candidates[slot].id + "\" wins";
}

TEST_CASE("Elections with an event and those without it make up the run", "[given]") {
  for (const scenario::Scenario& scenario : {busy_scenario(), test::every_rule_scenario()}) {
    const Tally all = test::run(model_of(scenario), kElections).tally;
    for (const scenario::Contest& contest : scenario.contests) {
      const std::string event = wins(contest, 0);
      const Tally with = tally_given(scenario, event);
      CHECK(with.elections > 0);
      Tally sum = tally_given(scenario, "not " + event);
      CHECK(sum.elections > 0);
      sum += with;
      CHECK(sum == all);
    }
  }
}

TEST_CASE("A condition that always holds gives the run's own tally", "[given]") {
  const scenario::Scenario scenario = busy_scenario();
  const Tally all = test::run(model_of(scenario), kElections).tally;
  CHECK(tally_given(scenario, "turnout of everybody >= 0") == all);
  const Tally none = tally_given(scenario, "turnout of everybody > 1");
  CHECK(none == Tally(model_of(scenario), {}));
}

TEST_CASE("A condition counts the same on any number of threads", "[given]") {
  const scenario::Scenario scenario = busy_scenario();
  const std::string event = R"("close" and turnout of universe "A/young" > 0.2)";
  const Tally one = tally_given(scenario, event, 1);
  CHECK(one.elections > 100);
  CHECK(tally_given(scenario, event, 2) == one);
  CHECK(tally_given(scenario, event, 3) == one);
}

TEST_CASE("Wins under the condition that somebody wins are those of the pair matrix", "[given]") {
  const scenario::Scenario scenario = busy_scenario();
  const Model model = model_of(scenario);
  const Tally all = test::run(model, kElections).tally;
  for (std::size_t k = 0; k < 3; ++k) {
    const Tally given = tally_given(scenario, wins(scenario.contests[0], k));
    CHECK(given.elections == all[kWin].counts[k]);
    for (std::size_t p = 0; p < all.pairs.size(); ++p) {
      if (all.pairs[p].a.index() != k) continue;
      CHECK(given[kWin].counts[all.pairs[p].b.index()] == all.both_win[p]);
    }
  }
}

TEST_CASE("A condition agrees with the record of the elections that meet it", "[given]") {
  const scenario::Scenario scenario = busy_scenario();
  const Model model = model_of(scenario);
  const Draws draws = test::run(model, kElections, kElections).draws;
  for (std::size_t i = 0; i < model.events.size(); ++i) {
    const std::string& name = model.events[EventId(i)].name;
    Draws met = draws;
    const auto keep = [&](auto& table) {
      auto kept = table;
      kept.clear();
      for (std::size_t at = 0; at < table.size(); ++at) {
        if (test::at(draws[kEvent].bits, draws, i, at % kElections) != 0) kept.push_back(table[at]);
      }
      table = kept;
    };
    for (DrawColumn& column : met.columns) {
      keep(column.values);
      keep(column.numbers);
      keep(column.bits);
    }
    keep(met.winner);
    met.elections = met[kEvent].bits.size() / model.events.size();
    const Tally given = tally_given(scenario, '"' + name + '"');
    CAPTURE(name);
    CHECK(given.elections == met.elections);
    CHECK(test::differences(given, test::recount(model, met, met.elections)).empty());
  }
}

TEST_CASE("Stored draws answer as the elections they are of", "[given]") {
  const scenario::Scenario scenario = busy_scenario();
  const Model model = model_of(scenario);
  const Draws draws = test::run(model, kElections, kElections).draws;
  const auto check = [&](const std::string& text, const StoredCondition& condition) {
    CAPTURE(text);
    REQUIRE(not_in_draws(model, draws, condition).empty());
    const Tally stored = tally_stored(model, draws, condition);
    const Tally given = tally_given(scenario, text);
    CHECK(test::differences(given, stored).empty());
    for (std::size_t c = 0; c < model.contests.size(); ++c) {
      CHECK(static_cast<double>(stored[kMargin].sums[c].sum) ==
            Approx(static_cast<double>(given[kMargin].sums[c].sum)).epsilon(1e-5));
    }
  };
  for (std::size_t i = 0; i < model.events.size(); ++i) {
    check('"' + model.events[EventId(i)].name + '"', EventId(i));
  }
  for (const char* text : {"X/ana wins or Z/gil wins", "share of X/ana > 0.3",
                           "turnout of faction left > 0.25 and margin of X < 0.1"}) {
    check(text, event_of(scenario, text));
  }
}

TEST_CASE("What draws do not hold is said", "[given]") {
  const scenario::Scenario scenario = test::scenario_of(R"(
factions: [a]
districts: [{id: D}]
universes: [{district: D, universe: u, faction: a, registered: 10000, turnout: {mean: 0.3, sd: 0.1}}]
contests:
  - {id: R, districts: all, count: {ranked_choice: {}}, candidates: [x, y, z], support: {a: {x: 0.4, y: 0.3, z: rest}}}
  - {id: P, districts: all, count: plurality, candidates: [x, y], support: {a: {x: 0.5, y: rest}}}
)");
  const Model model = model_of(scenario);
  const Draws draws = test::run(model, 1000, 1000).draws;
  const auto missing = [&](const std::string& text) {
    return not_in_draws(model, draws, event_of(scenario, text));
  };
  CHECK(missing("R/x wins and P/x wins").empty());
  CHECK(missing("margin of P < 0.1 and P/x leads the first round").empty());
  CHECK(missing("turnout of everybody > 0.2").empty());
  CHECK_THAT(missing("margin of R < 0.1"), Catch::Contains("the margin of 'R', as more than"));
  CHECK_THAT(missing("margin of R/x < 0.1"), Catch::Contains("the margin of 'R', as more than"));
  CHECK_THAT(missing("P/x wins or R/x leads the first round"), Catch::Contains("'R'"));
  Draws without = draws;
  without[kUniverseTurnout].values.clear();
  CHECK_FALSE(
      not_in_draws(model, without, event_of(scenario, "turnout of everybody > 0.2")).empty());
}

TEST_CASE("An event that is asked for is checked as those of the scenario", "[given]") {
  const scenario::Scenario scenario = busy_scenario();
  const auto problem = [&](const std::string& text) {
    try {
      event_of(scenario, text);
    } catch (const ScenarioError& error) {
      return format(error.problems().front());
    }
    return std::string();
  };
  CHECK(problem("X/anna wins") ==
        "event:1:1: error: contest 'X' has no candidate 'anna' (did you mean 'ana'?)");
  CHECK(problem("X/ana wins and \"upsett\"") ==
        "event:1:16: error: there is no event 'upsett' (did you mean 'upset'?)");
  CHECK_THAT(problem("\"rain\""), Catch::Contains("there are: upset, sweep,"));
  CHECK_THAT(problem("X/ana wins and"), Catch::Contains("found the end"));
}

}  // namespace
}  // namespace hustings
