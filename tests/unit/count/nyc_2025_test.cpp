#include <catch2/catch.hpp>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

#include "support/count_helpers.hpp"
#include "support/places.hpp"

namespace hustings {
namespace {

using Json = nlohmann::json;

const std::string kFolder = test::in_source("/tests/data/nyc_2025/");

/// The ballot file that scripts/scenarios/nyc_mayor_2025/make_ballots.py makes of the rankings.
std::string ballots_of_rankings(const std::string& options = "") {
  const std::string command =
      "/usr/bin/python3 " + test::in_source("/scripts/scenarios/nyc_mayor_2025/make_ballots.py ") +
      kFolder + "nyc_2025_mayor_rankings.csv" + options;
  FILE* const pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string text;
  char buffer[65536];
  while (const std::size_t n = fread(buffer, 1, sizeof buffer, pipe)) text.append(buffer, n);
  REQUIRE(pclose(pipe) == 0);
  return text;
}

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(const std::string& name) {
  Problems problems;
  CsvReader csv(kFolder + name, problems);
  Rows rows;
  while (csv.next()) rows.emplace_back(csv.fields().begin(), csv.fields().end());
  problems.throw_if_errors();
  return rows;
}

TEST_CASE("New York 2025: rounds, transfers and pairs to the last ballot", "[count][nyc]") {
  const std::string rules = read_text(kFolder + "rules.yaml", 100'000);
  const Json got =
      Json::parse(test::count_texts(rules, {ballots_of_rankings()}, {.transfers = true}).json);
  CHECK(got["summary"]["totalNumBallots"] == "1073331");
  REQUIRE(got["results"].size() == 10);

  std::size_t n_checked = 0;
  for (const auto& row : rows_of("nyc_2025_mayor_irv_onebyone_rounds.csv")) {
    const Json& round = got["results"][std::stoul(row[0]) - 1];
    CHECK((row[1] == "exhausted" ? round["inactiveBallots"]["exhaustedChoices"]
                                 : round["tally"][row[1]]) == row[2]);
    ++n_checked;
  }
  CHECK(n_checked == 75);

  std::map<std::tuple<int, std::string, std::string>, int> transfers;
  for (const Json& moved : got["transfers"]) {
    transfers[{moved["round"], moved["from"], moved["to"]}] = moved["ballots"];
  }
  std::map<std::tuple<int, std::string, std::string>, int> expected;
  for (const auto& row : rows_of("nyc_2025_mayor_irv_onebyone_transfers.csv")) {
    expected[{std::stoi(row[0]), row[1], row[2]}] = std::stoi(row[3]);
  }
  CHECK(expected.size() == 63);
  CHECK(transfers == expected);

  const Rows pairs = rows_of("nyc_2025_mayor_pairwise.csv");
  CHECK(pairs.size() == 55);
  for (const auto& row : pairs) {
    CHECK(got["pairwise"][row[0]][row[1]] == std::stoi(row[2]));
    CHECK(got["pairwise"][row[1]][row[0]] == std::stoi(row[3]));
  }
}

TEST_CASE("New York 2025: first choices and the last two of every borough to the last ballot",
          "[count][nyc][precinct]") {
  const std::string rules = read_text(kFolder + "rules.yaml", 100'000);
  const Json got = Json::parse(
      test::count_texts(rules, {ballots_of_rankings(" --boroughs")}, {.precincts = true}).json);
  const Rows boroughs = rows_of("nyc_2025_mayor_borough.csv");
  REQUIRE(got["byPrecinct"].size() == boroughs.size());
  const std::vector<std::string> candidates = {"mamdani",  "cuomo",  "lander",     "adams",
                                               "stringer", "myrie",  "tilson",     "blake",
                                               "ramos",    "prince", "bartholomew"};
  for (std::size_t i = 0; i < boroughs.size(); ++i) {
    const std::vector<std::string>& row = boroughs[i];
    const Json& borough = got["byPrecinct"][i];  // both by name
    INFO(borough["precinct"]);
    CHECK(std::to_string(borough["ballots"].get<int>()) == row[1]);
    const Json& first = borough["results"].front();
    for (std::size_t c = 0; c < candidates.size(); ++c) {
      CHECK(first["tally"][candidates[c]] == row[2 + c]);
    }
    const Json& last = borough["results"].back();
    CHECK(last["tally"]["mamdani"] == row[13]);
    CHECK(last["tally"]["cuomo"] == row[14]);
    CHECK(last["inactiveBallots"]["exhaustedChoices"] == row[15]);
  }
}

}  // namespace
}  // namespace hustings
