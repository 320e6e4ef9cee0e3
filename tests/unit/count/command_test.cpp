#include <sys/wait.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "support/places.hpp"
#include "support/program.hpp"
#include "support/temporary_folder.hpp"
#include "text/bytes.hpp"

namespace hustings {
namespace {

using test::bytes_of_file;
using test::put_file;
using test::Ran;
using test::TemporaryFolder;

Ran run(const std::string& arguments) {
  return test::run("count " + arguments);
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::size_t widest_line(const std::string& text) {
  std::size_t widest = 0;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) widest = std::max(widest, line.size());
  return widest;
}

const std::string kCase = test::in_source("/tests/regression/rctab/generic_csv_test/");

/// Two files of ballots in precincts, and rules.
struct Precincts {
  TemporaryFolder folder;
  std::string early = (folder / "early.csv").string();
  std::string day = (folder / "day.csv").string();
  std::string rules = (folder / "rules.yaml").string();

  Precincts() {
    put_file(early, "count,precinct,rank1,rank2\n5,ED 10,Ana,\n3,ED 9,Ben,Ana\n2,ED 9,Cy,Ben\n");
    put_file(day, "count,precinct,rank1\n4,ED 10,Ben\n1,ED 9,Cy\n1,ED 9,\n");
    put_file(rules, "contest: Mayor\ncandidates: [Ana, Ben, Cy]\n");
  }
  Ran count(const std::string& more) const {
    return run(early + " " + day + " --rules " + rules + " " + more);
  }
};

TEST_CASE("hustings count prints plain tables into a pipe", "[count][command]") {
  const Ran ran =
      run(kCase + "ballots.csv --rules " + kCase + "config.json --pairwise --transfers");
  CHECK(ran.code == 0);
  CHECK_FALSE(has(ran.out, "\033"));
  CHECK(has(ran.out, "Elected: Cucumber\n"));
  CHECK(has(ran.out, "Round 1, from Undeclared Write-ins: "));
  CHECK(has(ran.out, "Preferred to"));
}

TEST_CASE("hustings count tells usage, missing input, bad data and failed output apart",
          "[count][command]") {
  const std::string rules = " --rules " + kCase + "config.json";
  CHECK(run(kCase + "ballots.csv").code == 2);
  CHECK(run("/nowhere.csv" + rules).code == 66);
  CHECK(run(kCase + " " + rules).code == 66);
  CHECK(run(kCase + "config.json" + rules).code == 65);
  const std::string command =
      test::program_path() + " count " + kCase + "ballots.csv" + rules + " >/dev/full 2>/dev/null";
  CHECK(WEXITSTATUS(std::system(command.c_str())) == 74);
  CHECK(run(kCase + "ballots.csv" + rules + " --by district").code == 2);
  CHECK(run(kCase + "ballots.csv" + rules + " --force").code == 2);
  CHECK(run("--help").out.find("Examples:") == 0);
}

TEST_CASE("What was read of each file stands before the rounds", "[count][command]") {
  const Precincts precincts;
  const Ran ran = precincts.count("");
  CHECK(ran.err == "");
  CHECK(ran.out == R"(Mayor

Ballot file  Rows  Ballots
early.csv       3       10
day.csv         3        6
--------------------------
All             6       16

Candidate            Round 1     Round 2
Ben                 7  46.7%    9  64.3%*
Ana                 5  33.3%    5  35.7%
Cy                  3  20.0%x
-----------------------------------------
Active ballots     15          14
Exhausted choices   0           1
No ranking          1           1
All ballots        16          16
Threshold           8           8

* elected   x eliminated
Elected: Ben
)");
}

TEST_CASE("A count by precinct has each precinct's ballots, and all of them", "[count][command]") {
  const Precincts precincts;
  const Ran ran = precincts.count("--by precinct");
  CHECK(ran.code == 0);
  CHECK(ran.out.substr(ran.out.find("First choices")) == R"(First choices by precinct

Precinct  Ballots  Ben  Ana  Cy  No ranking
ED 9            7    3    0   3           1
ED 10           9    4    5   0           0
-------------------------------------------
All            16    7    5   3           1

Round 1, from Cy, by precinct

Precinct  Ben  exhausted
ED 9        2          1
ED 10       0          0
------------------------
All         2          1

Round 2 by precinct

Precinct  Ballots  Ben  Ana  Exhausted choices  No ranking
ED 9            7    5    0                  1           1
ED 10           9    4    5                  0           0
----------------------------------------------------------
All            16    9    5                  1           1
)");
  const auto json = nlohmann::json::parse(precincts.count("--by precinct --json").out);
  CHECK(json["ballotFiles"][1]["ballots"] == 6);
  CHECK(json["ballotFiles"][1]["file"] == precincts.day);
  CHECK(json["ballotFiles"][1]["rows"] == 3);
  REQUIRE(json["byPrecinct"].size() == 2);
  const auto& nine = json["byPrecinct"][0];
  CHECK(nine["precinct"] == "ED 9");
  CHECK(nine["ballots"] == 7);
  CHECK(nine["undervotes"] == 1);
  CHECK(nine["results"][0]["tally"]["Cy"] == "3");
  CHECK(nine["results"][0]["tallyResults"][0]["transfers"]["Ben"] == "2");
  CHECK(nine["results"][1]["inactiveBallots"]["exhaustedChoices"] == "1");
  CHECK_FALSE(nine["results"][0].contains("threshold"));
}

TEST_CASE("No line of a count is wider than the terminal", "[count][command]") {
  const std::string folder = test::in_source("/tests/regression/rctab/2013_minneapolis_mayor/");
  const TemporaryFolder made;
  std::string text = bytes_of_file(folder + "ballots.csv");
  text.insert(0, "precinct,");
  for (std::size_t at = text.find('\n') + 1; at < text.size(); at = text.find('\n', at) + 1) {
    text.insert(at, "W-" + std::to_string(at % 13) + ",");
  }
  put_file(made / "b.csv", text);
  const Ran ran =
      run((made / "b.csv").string() + " --rules " + folder + "config.json --by precinct");
  CHECK(ran.code == 0);
  CHECK(widest_line(ran.out.substr(ran.out.find("Ballot file"))) <= 100);
}

TEST_CASE("Precincts that are not there are told, and what there is", "[count][command]") {
  const Ran ran = run(kCase + "ballots.csv --rules " + kCase + "config.json --by precinct");
  CHECK(ran.code == 65);
  CHECK(has(ran.err,
            "ballots.csv:1:1: error: ballots by precinct need a column 'precinct' (there "
            "are: 'count', 'rank1', 'rank2'"));
}

TEST_CASE("A ballot file that is named twice is refused", "[count][command]") {
  const Precincts precincts;
  const Ran ran = precincts.count(precincts.folder.path() + "/./early.csv");
  CHECK(ran.code == 65);
  CHECK(has(ran.err, "this file is named twice (its ballots would count twice)"));
}

TEST_CASE("How each ballot counted is written whole, never over what is there unasked",
          "[count][command]") {
  const Precincts precincts;
  const std::string file = (precincts.folder / "counted.csv").string();
  CHECK(precincts.count("--ballots " + file).code == 0);
  const std::string first = bytes_of_file(file);
  CHECK(has(first, "count,rank1,rank2,round1,round2,inactive\n5,Ana,,Ana,Ana,\n"));

  const Ran again = precincts.count("--by precinct --ballots " + file);
  CHECK(again.code == 73);
  CHECK(again.out == "");
  CHECK(bytes_of_file(file) == first);
  CHECK(precincts.count("--by precinct --force --ballots " + file).code == 0);
  CHECK(has(bytes_of_file(file), "count,precinct,rank1,rank2,round1,round2,inactive\n3,ED 9,Ben"));

  for (const std::string& input : {precincts.day, precincts.rules}) {
    const std::string before = bytes_of_file(input);
    const Ran ran = precincts.count("--force --ballots " + input);
    CHECK(ran.code == 73);
    CHECK(has(ran.err, "it is read, too"));
    CHECK(bytes_of_file(input) == before);
  }
  CHECK(precincts.count("--ballots /nowhere/counted.csv").code == 73);

  const std::string packed = file + ".gz";
  CHECK(precincts.count("--ballots " + packed).code == 0);
  CHECK(bytes_of_file(packed).starts_with("\x1f\x8b"));
  CHECK(read_text(packed, 1'000'000) == first);
}

}  // namespace
}  // namespace hustings
