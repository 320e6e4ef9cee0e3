// Expectations: what is counted and what is allowed.

#include "hustings/decide/expect.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "support/busy_scenario.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"

using namespace hustings;
using scenario::Expectation;

namespace {

Expectation expects(const std::string& text, scenario::EventTerm term) {
  Expectation expected;
  expected.source.place = {"a,b.yaml", 12, 5};
  expected.text = text;
  expected.event.term = std::move(term);
  return expected;
}

}  // namespace

TEST_CASE("Expectations are counted as the events they are", "[expect]") {
  scenario::Scenario scenario = test::busy_scenario();
  scenario.expectations = {expects("X/ana wins", scenario::Wins{{"X", "ana"}}),
                           expects("sweep of reform", scenario::Sweep{"reform"}),
                           expects("upset", scenario::NamedEvent{"upset"})};
  scenario.expectations[0].equals = 0.5;
  scenario.expectations[0].absolute = 0.5;
  scenario.expectations[1].low = 0.99;
  const scenario::Scenario with = with_expected_events(scenario);
  const Tally tally = test::run(test::model_of(with), 20'000).tally;
  const auto checked = check_expectations(with, tally);
  const Labels labels = labels_of(test::model_of(with));
  const std::uint64_t sweeps = View(labels, tally).seats(0).back();
  REQUIRE(checked.size() == 3);
  CHECK(checked[1].name == "sweep of reform");
  CHECK(checked[1].place == Place{"a,b.yaml", 12, 5});
  CHECK_FALSE(all_passed(checked));
  CHECK(checked[0].got.probability == static_cast<double>(tally[kWin].counts[0]) / 20'000);
  CHECK(checked[1].got.probability == static_cast<double>(sweeps) / 20'000);
  CHECK(checked[2].got.probability == static_cast<double>(tally[kEvent].counts[0]) / 20'000);
  CHECK(checked[0].passed);
  CHECK_FALSE(checked[1].passed);
  CHECK(checked[2].passed);
}

TEST_CASE("A tolerance in standard errors is that of the probability expected", "[expect]") {
  scenario::Scenario scenario;
  scenario.expectations = {expects("a", scenario::Wins{}), expects("b", scenario::Wins{}),
                           expects("never", scenario::Wins{})};
  for (Expectation& expected : scenario.expectations) expected.standard_errors = 2;
  scenario.expectations[0].equals = 0.2;  // error .004 at 10,000
  scenario.expectations[1].equals = 0.2;
  scenario.expectations[2].equals = 0;
  Tally tally;
  tally.elections = 10'000;
  tally[kEvent].counts = {2079, 2081, 0};
  const auto checked = check_expectations(scenario, tally);
  CHECK(checked[0].low == Approx(0.192));
  CHECK(checked[0].high == Approx(0.208));
  CHECK(checked[0].passed);
  CHECK_FALSE(checked[1].passed);
  CHECK(checked[2].passed);
}
