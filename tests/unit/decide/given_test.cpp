// Conditions on a run's elections, from values alone.

#include "hustings/decide/given.hpp"

#include <catch2/catch.hpp>

#include "hustings/core/failure.hpp"
#include "support/busy_scenario.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"

using namespace hustings;

namespace {

constexpr std::uint64_t kElections = 10'000;
const Place kPlace{"here", 1, 1};

/// A scenario, its model and a run of it that keeps every election.
struct Night {
  scenario::Scenario scenario = test::busy_scenario();
  Model model = test::model_of(scenario);
  RunResult run = test::run(model, kElections, kElections);

  Condition condition(const std::string& text) const {
    return read_condition(text, kPlace, scenario, model);
  }
  Tally met(const Condition& condition) const {
    return *simulate(model, {.elections = kElections, .given = condition.program}).given;
  }
};

std::string refusal(const std::function<void()>& ask) {
  try {
    ask();
  } catch (const Failure& failure) {
    return failure.what();
  } catch (const ScenarioError& error) {
    return format(error.problems().front());
  }
  return "answered";
}

}  // namespace

TEST_CASE("A condition is a sentence, or the name of an event", "[given]") {
  const Night night;
  const std::string name = night.scenario.events.front().name;
  for (const std::string& text : {name, '"' + name + '"'}) {
    const Condition condition = night.condition(text);
    CHECK(condition.text == text);
    CHECK(condition.event == EventId(0));
  }
  CHECK_FALSE(night.condition("X/ana wins").event.has_value());
  CHECK(refusal([&] {
          night.condition("X/anna wins");
        }).starts_with("here:1:1: error: contest 'X' has no candidate 'anna'"));
  CHECK(refusal([&] {
          night.condition(name + "x");
        }).starts_with("here:1:1: error: there is no event '" + name + "x'"));
}

TEST_CASE("Results under a condition are those of the elections that meet it", "[given]") {
  const Night night;
  const Condition condition = night.condition("X/ana wins");
  const GivenRun given = given_elections(labels_of(night.model), night.met(condition),
                                         {condition.text, kElections, false});
  CHECK(given.tally.elections == night.run.tally[kWin].counts[0]);
  const View view(given.labels, given.tally, given.given);
  CHECK(view.elections() == night.run.tally[kWin].counts[0]);
  CHECK(view.chance(kWin, 0).probability == 1);
  CHECK(view.given()->event == "X/ana wins");
  CHECK(view.given()->of == kElections);
}

TEST_CASE("Stored elections answer as those simulated again, without what they do not hold",
          "[given]") {
  const Night night;
  const Condition condition = night.condition("X/ana wins");
  const GivenRun stored =
      given_draws(night.model, labels_of(night.model), night.run.draws, condition);
  CHECK(stored.tally[kWin] == night.met(condition)[kWin]);
  CHECK(stored.given.stored);
  CHECK(stored.labels.totals.empty());
  for (const ContestLabel& contest : stored.labels.contests) CHECK(contest.n_rounds == 0);
}

TEST_CASE("A condition that is met too seldom says how many elections would do", "[given]") {
  const Labels labels;
  Tally met;
  CHECK(refusal([&] {
          given_elections(labels, met, {"rain", 20'000, false});
        }) == "no election in 20,000 meets 'rain'");
  met.elections = 40;
  CHECK(refusal([&] {
          given_elections(labels, met, {"rain", 20'000, false});
        }) ==
        "40 of 20,000 elections meet 'rain', but 400 are needed: a run of about 200,000 elections "
        "has them; --fewest 40 takes what there is");
  const GivenRun insisted = given_elections(labels, met, {"rain", 20'000, false}, 40);
  CHECK(insisted.tally.elections == 40);
  CHECK(refusal([&] {
          given_elections(labels, met, {"rain", 20'000, false}, 50);
        }).find("but 50 are needed: a run of about 25,000 elections") != std::string::npos);
  CHECK(refusal([&] {
          given_elections(labels, met, {"rain", 20'000, true});
        })
            .starts_with("40 of 20,000 stored elections meet 'rain', but 400 are needed: leave out "
                         "--stored, or a run"));
}
