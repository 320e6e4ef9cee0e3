// How two results files differ, as a terminal shows it.

#include "report/diff_table.hpp"

#include <catch2/catch.hpp>

#include "report/scenario_changes_text.hpp"

using namespace hustings;

namespace {

ResultsDifference two_runs() {
  ResultsDifference difference;
  difference.a = {.digest = "1", .elections = 20'000, .seed = 7, .program = "0.1.0 (abc)"};
  difference.b = {.digest = "2", .elections = 20'000, .seed = 7, .program = "0.1.0 (abc)"};
  difference.runs.level = kDiffLevel;
  return difference;
}

ComparedNumber moved(const std::string& item, double z, Measure measure = Measure::probability) {
  return {.quantity = measure == Measure::at_least ? "share" : "win",
          .item = item,
          .measure = measure,
          .at = measure == Measure::at_least ? std::optional<double>(0.4) : std::nullopt,
          .a = 0.4,
          .b = 0.5,
          .standard_error = 0.01,
          .z = z,
          .differs = true};
}

std::string text_of(const ResultsDifference& difference) {
  return diff_table({"a.h5", "b.h5"}, difference, {});
}

}  // namespace

TEST_CASE("A difference says what was run, where that is not the same", "[diff]") {
  ResultsDifference difference = two_runs();
  difference.a.overrides = {"seed=7", "elections=20_000"};
  difference.b.overrides = {"seed=7"};
  CHECK_THAT(text_of(difference),
             Catch::StartsWith("A: a.h5 (20,000 elections, seed 7)\n   --set elections=20_000\n"
                               "B: b.h5 (20,000 elections, seed 7)\n\n"));
  difference.b.program = "0.1.0 (def)";
  difference.runs.same_draws = true;
  difference.runs.numbers = {moved("C/ana", 2)};
  const std::string text = text_of(difference);
  CHECK_THAT(text, Catch::Contains("B: b.h5 (20,000 elections, seed 7, hustings 0.1.0 (def))\n"));
  CHECK_THAT(text, Catch::Contains("Both runs have seed 7 and the same draws") &&
                       Catch::Contains("The scenario is the same; the program is not."));
}

TEST_CASE("Chances stand above what tells the same in detail, and the list ends", "[diff]") {
  ResultsDifference difference = two_runs();
  difference.runs.numbers = {moved("C/eve", 50, Measure::at_least), moved("C/ana", 20),
                             moved("C/ben", -30)};
  difference.runs.numbers[2].world = "zoe joins";
  const std::string text = text_of(difference);
  const std::size_t ben = text.find("C/ben wins");
  const std::size_t ana = text.find("C/ana wins");
  const std::size_t eve = text.find("share of C/eve >= 0.4");
  CHECK(text.find("in 'zoe joins':\n") < ben);
  CHECK(ben < ana);
  CHECK(ana < eve);
  CHECK(eve < text.find("moved most clearly: share of C/eve >= 0.4"));
  CHECK_THAT(text, Catch::Contains("moved farthest: C/ana wins: 0.40000 -> 0.50000"));

  for (int i = 0; i < 30; ++i) difference.runs.numbers.push_back(moved("C/ana", 5));
  CHECK_THAT(text_of(difference), Catch::Contains("\nand 13 more\n"));
}

TEST_CASE("Where no number moved a difference names what else it may be", "[diff]") {
  ResultsDifference difference = two_runs();
  difference.runs.not_compared = {"swing", "stored elections"};
  CHECK_THAT(text_of(difference),
             Catch::Contains("compatible: 0 of 0 numbers differ (Holm, 1 %)") &&
                 Catch::Contains("(seed, names, events, what-ifs, swing, output)") &&
                 Catch::Contains("not compared: swing, stored elections\n"));
}

TEST_CASE("Values of a scenario are shown short and without what disturbs a terminal", "[diff]") {
  const std::string text =
      scenario_changes_text({{"title", "a\x1b[31m", std::string(200, 'x'), 0, {}},
                             {"sources", std::nullopt, "[y]", 0, {}},
                             {"u.csv: registered",
                              std::nullopt,
                              std::nullopt,
                              5,
                              {{"D/u", "1", "9"}, {"D/v", "1", "2"}}}});
  CHECK_THAT(text,
             Catch::Contains("  title              a?[31m -> " + std::string(60, 'x') + "...\n"));
  CHECK_THAT(text, Catch::Contains("  sources            added: [y]\n"));
  CHECK_THAT(text, Catch::Contains("  u.csv: registered  5 rows, largest first\n    D/u: 1 -> 9\n"
                                   "    D/v: 1 -> 2\n    and 3 more\n"));
}
