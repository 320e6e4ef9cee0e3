#include "hustings/results/district_returns.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "hustings/core/day.hpp"
#include "hustings/core/failure.hpp"
#include "hustings/results/errors_table.hpp"
#include "support/scenarios.hpp"
#include "support/temporary_folder.hpp"

namespace hustings {
namespace {

constexpr const char* kText = R"(
seed: 1
elections: 1000
factions: [left]
districts: [{id: d, region: r}, {id: e, region: s}]
universes:
  - {district: d, universe: u, faction: left, registered: 1000, turnout: {mean: 0.3, sd: 0.1}}
  - {district: e, universe: u, faction: left, registered: 2000, turnout: {mean: 0.3, sd: 0.1}}
contests:
  - id: c
    districts: all
    count: plurality
    candidates: [a, b]
    support: {left: {a: 0.5, b: 0.5}}
effects:
  - {id: polling, affects: support, by: candidate, sd: 0.2}
)";

/// What is wrong with tables of results of the scenario.
std::vector<Problem> problems_of(const std::vector<std::string>& texts) {
  const test::TemporaryFolder folder;
  std::vector<std::filesystem::path> tables;
  for (const std::string& text : texts) {
    tables.push_back(folder / ("t" + std::to_string(tables.size()) + ".csv"));
    std::ofstream(tables.back()) << text;
  }
  Problems problems;
  read_district_returns(tables, test::model_of(kText), std::nullopt, problems);
  return problems.sorted();
}

TEST_CASE("Returns: districts are put in place by name", "[returns]") {
  const test::TemporaryFolder folder;
  const auto table = folder / "t.csv";
  std::ofstream(table) << "district,candidate,votes\ne,b,70\ne,a,60\nd,a,30\nd,b,20\n";
  Problems problems;
  const auto returns =
      read_district_returns({table}, test::model_of(kText), std::nullopt, problems).returns;
  REQUIRE_FALSE(problems.has_errors());
  REQUIRE(returns.size() == 2);
  CHECK(returns[0] == infer::DistrictReturn{ContestId(0), DistrictId(0), {30, 20}});
  CHECK(returns[1] == infer::DistrictReturn{ContestId(0), DistrictId(1), {60, 70}});
}

TEST_CASE("Returns: what cannot be calibrated to is an error with its place", "[returns]") {
  const auto percent = problems_of({"district,candidate,pct\nd,a,60\nd,b,40\n"});
  REQUIRE(percent.size() == 1);
  CHECK(percent[0].problem == "'c' is in percent, which says nothing of turnout");
  const auto all = problems_of({"candidate,votes\na,60\nb,40\n"});
  REQUIRE(all.size() == 1);
  CHECK(all[0].problem == "'c' has no districts");
  CHECK(all[0].place.line == 2);
  const std::string once = "district,candidate,votes\nd,a,60\nd,b,40\n";
  const auto twice = problems_of({once, once});
  REQUIRE(twice.size() == 1);
  CHECK(twice[0].problem.find("'c' in 'd' is also in ") == 0);
}

TEST_CASE("Returns: the day of the primaries is the scenario's, else that of the count",
          "[returns]") {
  const test::TemporaryFolder folder;
  const auto read = [&](std::optional<int> day, const std::string& later, Problems& problems) {
    const auto table = folder / "t.csv";
    std::ofstream(table) << "contest,district,candidate,votes,day\nc,d,a,30,2025-06-24\nc,d,b,20," +
                                later + "\n";
    return read_district_returns({table}, test::model_of(kText), day, problems).day;
  };
  const auto june = day_of("2025-06-24");
  Problems problems;
  CHECK(read(std::nullopt, "2025-06-24", problems) == june);
  CHECK(read(june, "2025-06-24", problems) == june);
  CHECK_FALSE(problems.has_errors());
  read(day_of("2026-06-23"), "2025-06-24", problems);
  REQUIRE(problems.sorted().size() == 1);
  CHECK(problems.sorted()[0].problem ==
        "'c' was on 2025-06-24, but the scenario's primaries are on 2026-06-23");
}

TEST_CASE("Returns: an effect must move candidates by place", "[returns]") {
  const auto check = [](const std::string& effects, bool allowed) {
    Problems problems;
    check_place_effect(test::scenario_of(kText + effects), allowed, problems);
    return problems.sorted();
  };
  REQUIRE(check("", false).size() == 1);
  CHECK(check("", false)[0].severity == Severity::error);
  CHECK(check("", true)[0].severity == Severity::warning);
  CHECK(check("  - {id: place, affects: support, by: [candidate, region], sd: 0.2}\n", false)
            .empty());
  CHECK(check("  - {id: place, affects: support, by: [candidate, faction], sd: 0.2}\n", false)
            .size() == 1);
}

TEST_CASE("Errors: what was learnt is kept, once", "[returns]") {
  const test::TemporaryFolder folder;
  const auto table = folder / "errors.csv";
  const std::vector<infer::LearntSize> sizes{
      {"place", "support by candidate, region", 6, .25, .2, .21, .2}};
  add_errors(table, sizes, {"one", 2});
  CHECK_THROWS_AS(add_errors(table, sizes, {"one", 2}), Failure);
  add_errors(table, sizes, {"two", 1, day_of("2025-06-24"), true});
  std::ifstream in(table);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  CHECK(text ==
        "effect,n,sum_of_squares,contests,day,mark,x-kind,x-model\n"
        "place,6,0.25,2,,,\"support by candidate, region\",one\n"
        "place,6,0.25,1,2025-06-24,after the fact,\"support by candidate, region\",two\n");
}

}  // namespace
}  // namespace hustings
