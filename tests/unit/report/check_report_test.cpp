// What reports say of expectations.

#include "report/check_report.hpp"

#include <catch2/catch.hpp>

using namespace hustings;

namespace {

/// What was seen in 10 of 100 elections, and is to be so at least.
Checked expected(const std::string& name, double least) {
  return {.name = name,
          .place = {"a,b.yaml", 12, 5},
          .passed = least <= 0.1,
          .got = probability(10, 100),
          .low = least};
}

}  // namespace

TEST_CASE("Reports say what failed, escaped as their readers want", "[expect]") {
  const std::vector<Checked> cases{expected("share < \"1\" & 50%, so: what", 0.9),
                                   expected("fine", 0)};
  const std::string junit = check_junit("Night & day", cases);
  CHECK(junit.find("tests=\"2\" failures=\"1\"") != junit.npos);
  CHECK(junit.find("name=\"share &lt; &quot;1&quot; &amp; 50%, so: what\"") != junit.npos);
  CHECK(junit.find("<testsuite name=\"Night &amp; day\"") != junit.npos);
  const std::string said =
      "<system-out>share &lt; &quot;1&quot; &amp; 50%, so: what: got 0.1 (± 0.059 at 95 %)";
  CHECK(junit.find(said) != junit.npos);
  std::size_t n_said = 0;  // of the case that passes too
  for (std::size_t at = 0; (at = junit.find("<system-out>", at)) != junit.npos; ++at) ++n_said;
  CHECK(n_said == 2);
  const std::string github = check_github(cases);
  CHECK(github.find("::error file=a%2Cb.yaml,line=12,col=5,title=Expectation failed::share < \"1\" "
                    "& 50%25, so: what: got 0.1 (± 0.059 at 95 %25), expected 0.9 to 1\n") == 0);
  CHECK(github.find("1 passed, 1 failed\n") != github.npos);
  CHECK_THAT(check_table(cases, {}),
             Catch::Contains("FAILED") && Catch::Contains("± 95 %") && Catch::Contains("0.05880"));
}

TEST_CASE("Problems of a scenario are annotations too, with what place is known", "[expect]") {
  const std::vector<Problem> problems{
      {Severity::error, {"a:b.yaml", 3, 7}, "effects[0].sd", "50% is no number", "write 0.5"},
      {Severity::warning, {"c.yaml", 0, 0}, "", "first\nsecond", ""}};
  CHECK(github_problems(problems) ==
        "::error file=a%3Ab.yaml,line=3,col=7,title=effects[0].sd::50%25 is no number (write 0.5)\n"
        "::warning file=c.yaml,title=Scenario::first%0Asecond\n");
}

TEST_CASE("A report of a scenario that is wrong has an error for each of its errors", "[expect]") {
  const std::vector<Problem> problems{
      {Severity::error, {"a.yaml", 3, 7}, "effects[0].sd", "\"50%\" is no number", "write 0.5"},
      {Severity::warning, {"a.yaml", 4, 1}, "", "nobody votes", ""},
      {Severity::error, {"t.csv", 9, 1}, "", "a row < 3 fields", ""}};
  const std::string junit = problems_junit("Night & day", problems);
  CHECK_THAT(junit, Catch::Contains("<testsuite name=\"Night &amp; day\" tests=\"2\" "
                                    "failures=\"0\" errors=\"2\">") &&
                        Catch::Contains("name=\"effects[0].sd\" file=\"a.yaml\" line=\"3\">\n"
                                        "      <error message=\"&quot;50%&quot; is no number "
                                        "(write 0.5)\">a.yaml:3:7: error: ") &&
                        Catch::Contains("name=\"Scenario\" file=\"t.csv\" line=\"9\"") &&
                        Catch::Contains("a row &lt; 3 fields"));
  CHECK_THAT(junit, !Catch::Contains("nobody votes"));
}

TEST_CASE("A JUnit report is XML whatever names hold", "[expect]") {
  const std::vector<Checked> cases{expected("broken \xC3( and \x01", 0)};
  CHECK_THAT(check_junit("\xFF", cases), Catch::Contains("name=\"broken ?( and ?\"") &&
                                             Catch::Contains("<testsuite name=\"?\""));
}
