// What changed from one scenario to another, in words.

#include "hustings/language/scenario_changes.hpp"

#include <catch2/catch.hpp>

using namespace hustings;

namespace {

using Files = std::vector<scenario::SourceFile>;
using Overrides = std::vector<std::string>;

constexpr const char* kText = R"(hustings: 1
seed: 7
elections: 200_000   # primary nights
x-note: mine
districts: [{id: Harbor, region: coast}, {id: Old Town, region: coast}]
universes:
  - {district: Harbor, universe: young, faction: left, registered: 31200, turnout: {mean: 0.24}}
  - {district: Harbor, universe: old, faction: left, registered: 18500, turnout: {mean: 0.30}}
contests:
  - id: Mayor
    candidates: [ana, ben, cleo]
    support: {left: {ana: 0.62, ben: 0.20, cleo: rest}}
effects:
  - {id: polling, affects: support, sd: 0.24}
endorsements: {strength: 0.3, edges: [[Mayor/ana, Mayor/ben]]}
expect:
  - {win: Mayor/ben, between: [0.50, 0.65]}
  - {win: Mayor/ana, between: [0.1, 0.2]}
)";

std::string with(std::string text, const std::string& what, const std::string& by) {
  const std::size_t at = text.find(what);
  REQUIRE(at != text.npos);
  return text.replace(at, what.size(), by);
}

/// `path: before -> after`, `-` for what is not there.
std::vector<std::string> changes(const Files& a, const Files& b, const Overrides& set = {}) {
  std::vector<std::string> lines;
  for (const ScenarioChange& change : scenario_changes({a, {}}, {b, set})) {
    std::string line = change.path + ": ";
    if (change.n_rows > 0) {
      line += std::to_string(change.n_rows) + " rows";
      for (const RowChange& row : change.rows) {
        line += ", " + row.row + " " + row.before + " -> " + row.after;
      }
    } else {
      line += change.before.value_or("-") + " -> " + change.after.value_or("-");
    }
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> changes(const std::string& a, const std::string& b) {
  return changes(Files{{"s.yaml", a}}, Files{{"s.yaml", b}});
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("A changed number is told by its path", "[scenario changes]") {
  CHECK(changes(kText, with(kText, "ana: 0.62", "ana: 0.66")) ==
        Lines{"contests.Mayor.support.left.ana: 0.62 -> 0.66"});
  CHECK(changes(kText, with(kText, "registered: 18500", "registered: 20000")) ==
        Lines{"universes.Harbor/old.registered: 18500 -> 20000"});
}

TEST_CASE("Comments, notes, layout and the way a number is written are no change",
          "[scenario changes]") {
  std::string text = with(kText, "   # primary nights", "");
  text = with(text, "200_000", "2e5");
  text = with(text, "mean: 0.30", "mean: 0.3");
  text = with(text, "x-note: mine", "x-note: yours\nx-other: 1");
  text = with(text, "{win: Mayor/ben, between: [0.50, 0.65]}",
              "win: Mayor/ben\n    between: [0.5, 0.65]");
  CHECK(changes(kText, text).empty());
}

TEST_CASE("Keys and items that come or go are told by their ids", "[scenario changes]") {
  std::string text =
      with(kText, "endorsements: {strength: 0.3, edges: [[Mayor/ana, Mayor/ben]]}\n", "");
  text =
      with(text, "{id: polling, affects: support, sd: 0.24}",
           "{id: new, affects: turnout, sd: 0.1}\n  - {id: polling, affects: support, sd: 0.24}");
  text = with(text, "[ana, ben, cleo]", "[{id: ana, incumbent: true}, cleo, zoe]");
  text = with(text, "seed: 7\n", "");
  text = with(text, "{id: Old Town, region: coast}", "{id: Hills}");
  CHECK(changes(kText, text) ==
        Lines{"seed: 7 -> -", "districts.\"Old Town\": {id: Old Town, region: coast} -> -",
              "districts.Hills: - -> {id: Hills}",
              "contests.Mayor.candidates.ana.incumbent: - -> true",
              "contests.Mayor.candidates.ben: ben -> -", "contests.Mayor.candidates.zoe: - -> zoe",
              "effects.new: - -> {id: new, affects: turnout, sd: 0.1}",
              "endorsements: {strength: 0.3, edges: [[Mayor/ana, Mayor/ben]]} -> -"});
}

TEST_CASE("An order that matters is told", "[scenario changes]") {
  CHECK(
      changes(kText, with(kText, "[ana, ben, cleo]", "[ben, ana, cleo]")) ==
      Lines{
          "contests.Mayor.candidates: in the order ana, ben, cleo -> in the order ben, ana, cleo"});
}

TEST_CASE("Items without a name are matched by what they say, then by their order",
          "[scenario changes]") {
  CHECK(changes(kText, with(kText, "  - {win: Mayor/ben, between: [0.50, 0.65]}\n", "")) ==
        Lines{"expect[0]: {win: Mayor/ben, between: [0.50, 0.65]} -> -"});
  CHECK(changes(kText, with(kText, "[0.1, 0.2]", "[0.1, 0.3]")) ==
        Lines{"expect[1].between: [0.1, 0.2] -> [0.1, 0.3]"});
  CHECK(changes(kText, with(kText, "[[Mayor/ana, Mayor/ben]]", "[[Mayor/ana, Mayor/cleo]]")) ==
        Lines{"endorsements.edges: [[Mayor/ana, Mayor/ben]] -> [[Mayor/ana, Mayor/cleo]]"});
}

TEST_CASE("What --set made of a scenario counts as written", "[scenario changes]") {
  const Files files{{"s.yaml", kText}};
  CHECK(changes(files, files, {"contests.Mayor.support.left.ana=0.5", "elections=1000"}) ==
        Lines{"elections: 200_000 -> 1000", "contests.Mayor.support.left.ana: 0.62 -> 0.5"});
  // As in the text, so the same scenario.
  CHECK(changes(files, files, {"seed=7"}).empty());
}

TEST_CASE("Tables are compared by the columns that name their rows", "[scenario changes]") {
  const std::string yaml = "hustings: 1\nuniverses: {table: u.csv}\n";
  const std::string before =
      "district,universe,registered,faction,age\n"
      "D,u,5000,left,young\nD,v,6000,left,old\nE,u,100,left,young\nE,w,7,left,old\n";
  const std::string after =
      "universe,district,registered,faction,turnout_mean\n"
      "v,D,6500,left,0.3\nu,D,5001,right,0.3\nu,E,100.0,left,0.3\nx,E,9,left,0.3\n";
  CHECK(changes({{"s.yaml", yaml}, {"u.csv", before}}, {{"s.yaml", yaml}, {"u.csv", after}}) ==
        Lines{"u.csv: age: a column -> -", "u.csv: turnout_mean: - -> a column",
              "u.csv: row E/w -> -", "u.csv: - -> row E/x",
              "u.csv: registered: 2 rows, D/v 6000 -> 6500, D/u 5000 -> 5001",
              "u.csv: faction: 1 rows, D/u left -> right"});
  // A table under another name is the same table.
  CHECK(changes({{"s.yaml", yaml}, {"u.csv", before}},
                {{"s.yaml", with(yaml, "u.csv", "new.csv")}, {"new.csv", before}}) ==
        Lines{"universes.table: u.csv -> new.csv"});
}

TEST_CASE("Of a column the rows that moved farthest are kept", "[scenario changes]") {
  const std::string yaml = "hustings: 1\nuniverses: {table: u.csv}\n";
  std::string before = "district,registered\n";
  std::string after = before;
  for (int i = 0; i < 40; ++i) {
    before += "D" + std::to_string(i) + "," + std::to_string(1000) + "\n";
    after += "D" + std::to_string(i) + "," + std::to_string(1000 + i) + "\n";
  }
  const Files a{{"s.yaml", yaml}, {"u.csv", before}};
  const Files b{{"s.yaml", yaml}, {"u.csv", after}};
  const auto found = scenario_changes({a, {}}, {b, {}});
  REQUIRE(found.size() == 1);
  CHECK(found[0].n_rows == 39);
  REQUIRE(found[0].rows.size() == kMostRowChanges);
  CHECK(found[0].rows[0] == RowChange{"D39", "1000", "1039"});
}

TEST_CASE("Rows of many keys are matched by all of them", "[scenario changes]") {
  const std::string yaml = "hustings: 1\ncontests: [{id: C, support: {table: s.csv}}]\n";
  const std::string table = "contest,candidate,faction,share\nC,a,l,0.6\nC,b,l,0.4\nC,a,r,0.2\n";
  CHECK(changes({{"s.yaml", yaml}, {"s.csv", table}},
                {{"s.yaml", yaml}, {"s.csv", with(table, "C,b,l,0.4", "C,b,l,0.3")}}) ==
        Lines{"s.csv: share: 1 rows, C/b/l 0.4 -> 0.3"});
}

TEST_CASE("Files of what-ifs are compared too", "[scenario changes]") {
  const std::string young =
      "what_if: {young: [{change: turnout, where: {age: young}, times: 1.2}]}\n";
  const Files a{{"s.yaml", kText}, {"young.yaml", young}};
  CHECK(changes(a, {{"s.yaml", kText}, {"young.yaml", with(young, "1.2", "1.3")}}) ==
        Lines{"what_if.young[0].times: 1.2 -> 1.3"});
  CHECK(changes(a, {{"s.yaml", kText}}) == Lines{"young.yaml: a file of what-ifs or a table -> -"});
}

TEST_CASE("Without a text there is nothing to tell", "[scenario changes]") {
  CHECK(changes(Files{}, Files{{"s.yaml", kText}}).empty());
  CHECK(changes(Files{{"s.yaml", "a: [1"}}, Files{{"s.yaml", kText}}).empty());
}
