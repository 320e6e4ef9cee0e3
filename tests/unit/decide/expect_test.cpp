// Expectations: what is counted, what is allowed, and what reports say of it.

#include "hustings/decide/expect.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "report/check_report.hpp"
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
  REQUIRE(checked.size() == 3);
  CHECK(checked[0].got.probability == static_cast<double>(tally.wins[0]) / 20'000);
  CHECK(checked[1].got.probability == static_cast<double>(tally.seats[0].back()) / 20'000);
  CHECK(checked[2].got.probability == static_cast<double>(tally.events[0]) / 20'000);
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
  tally.events = {2079, 2081, 0};
  const auto checked = check_expectations(scenario, tally);
  CHECK(checked[0].low == Approx(0.192));
  CHECK(checked[0].high == Approx(0.208));
  CHECK(checked[0].passed);
  CHECK_FALSE(checked[1].passed);
  CHECK(checked[2].passed);
}

TEST_CASE("Reports say what failed, escaped as their readers want", "[expect]") {
  scenario::Scenario scenario;
  scenario.expectations = {expects("share < \"1\" & 50%, so: what", scenario::Wins{}),
                           expects("fine", scenario::Wins{})};
  scenario.expectations[0].low = 0.9;
  Tally tally;
  tally.elections = 100;
  tally.events = {10, 10};
  const auto cases = check_cases(scenario, check_expectations(scenario, tally));
  const std::string junit = check_junit("Night & day", cases);
  CHECK(junit.find("tests=\"2\" failures=\"1\"") != junit.npos);
  CHECK(junit.find("name=\"share &lt; &quot;1&quot; &amp; 50%, so: what\"") != junit.npos);
  CHECK(junit.find("<testsuite name=\"Night &amp; day\"") != junit.npos);
  const std::string said =
      "<system-out>share &lt; &quot;1&quot; &amp; 50%, so: what: got 0.1 (standard error";
  CHECK(junit.find(said) != junit.npos);
  std::size_t n_said = 0;  // of the case that passes too
  for (std::size_t at = 0; (at = junit.find("<system-out>", at)) != junit.npos; ++at) ++n_said;
  CHECK(n_said == 2);
  const std::string github = check_github(cases);
  CHECK(github.find("::error file=a%2Cb.yaml,line=12,col=5,title=Expectation failed::share < \"1\" "
                    "& 50%25, so: what: got 0.1 (standard error 0.03), expected 0.9 to 1\n") == 0);
  CHECK(github.find("1 passed, 1 failed\n") != github.npos);
  CHECK(check_table(cases, {}).find("FAILED") != std::string::npos);
}

TEST_CASE("Problems of a scenario are annotations too, with what place is known", "[expect]") {
  const std::vector<Problem> problems{
      {Severity::error, {"a:b.yaml", 3, 7}, "effects[0].sd", "50% is no number", "write 0.5"},
      {Severity::warning, {"c.yaml", 0, 0}, "", "first\nsecond", ""}};
  CHECK(github_problems(problems) ==
        "::error file=a%3Ab.yaml,line=3,col=7,title=effects[0].sd::50%25 is no number (write 0.5)\n"
        "::warning file=c.yaml,title=Scenario::first%0Asecond\n");
}

TEST_CASE("A JUnit report is XML whatever names hold", "[expect]") {
  scenario::Scenario scenario;
  scenario.expectations = {expects("broken \xC3( and \x01", scenario::Wins{})};
  Tally tally;
  tally.elections = 100;
  tally.events = {10};
  const auto cases = check_cases(scenario, check_expectations(scenario, tally));
  CHECK_THAT(check_junit("\xFF", cases), Catch::Contains("name=\"broken ?( and ?\"") &&
                                             Catch::Contains("<testsuite name=\"?\""));
}
