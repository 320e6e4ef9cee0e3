#include "hustings/language/read_scenario.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "hustings/core/failure.hpp"
#include "model/check/scenario.hpp"

using namespace hustings;
namespace fs = std::filesystem;

namespace {

constexpr const char* kSmall = R"(hustings: 1
title: Small
sources: [one, 'two: and more']
factions: [left, right]
districts:
  - {id: D, name: First, region: north, homes: rented}
  - {id: E}
universes:
  - {district: D, universe: young, faction: left, registered: 1_000, age: 18-34,
     turnout: {mean: 0.3, sd: 0.05}}
  - {district: D, universe: old, faction: right, registered: 2e3, age: 35-64, turnout: {mean: 0.4}}
  - {district: E, universe: old, faction: left, registered: 0,
     turnout: {interval: [0.2, 0.4], level: 0.9}}
  - {district: E, universe: new, faction: left, registered: 30, turnout: {log_odds: -1.1}}
contests:
  - id: C
    districts: all
    candidates:
      - {id: ana, name: Ana Ortiz, incumbent: true, wing: reform}
      - ben
    support: &same
      left: {ana: 0.6, ben: rest}
      right: {ana: 0.25, ben: 0.75}
  - id: C2
    name: Second
    districts: [E]
    count: {plurality: {seats: 1}}
    candidates: [ana, ben]
    support: *same
slates:
  both: [C/ana, C2/ana]
effects:
  - {id: polling, affects: support, by: [candidate, region], sd: 0.24, tails: {df: 6, shared_by: contest}}
  - id: surge
    loads:
      - {affects: turnout, where: {age: [18-34, 35-64]}, sd: 0.15}
      - {affects: support, where: {slate: both}, sd: -0.08}
events:
  upset: >-
    C/ana wins
    and not C2/ana wins
output: {draws: 0}
x-mine: {anything: [goes]}
)";

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("hustings_read_" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
    fs::create_directories(path_ / "data");
  }
  ~Folder() { fs::remove_all(path_); }
  fs::path operator/(const std::string& name) const { return path_ / name; }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name) << text;
  }

 private:
  fs::path path_;
};

scenario::Scenario read(const std::string& text, const std::vector<std::string>& overrides = {}) {
  Problems problems;
  auto scenario = read_scenario_text(text, "s.yaml", overrides, problems);
  for (const Problem& problem : problems.sorted()) UNSCOPED_INFO(format(problem));
  CHECK_FALSE(problems.has_errors());
  return scenario;
}

std::string with_table(const std::string& name) {
  std::string text = kSmall;
  const std::size_t begin = text.find("support: &same");
  text.replace(begin, text.find("  - id: C2") - begin, "support: {table: " + name + "}\n");
  text.replace(text.find("*same"), 5, "{left: {ana: 0.6, ben: rest}}");
  return text;
}

}  // namespace

TEST_CASE("A scenario's values are what was written", "[read]") {
  const scenario::Scenario scenario = read(kSmall);
  CHECK(scenario.title == "Small");
  CHECK(scenario.sources == std::vector<std::string>{"one", "two: and more"});
  CHECK(scenario.seed == 1);
  CHECK(scenario.elections == 1'000'000);
  CHECK(scenario.defaults.turnout_cell_sd == 0.15);
  CHECK(scenario.output.draws == 0);
  CHECK(scenario.output.histogram_bins == 500);
  REQUIRE(scenario.factions.size() == 2);
  CHECK(scenario.factions[0].id == "left");
  CHECK(scenario.factions[1].id == "right");

  REQUIRE(scenario.districts.size() == 2);
  CHECK(scenario.districts[0].name == "First");
  CHECK(scenario.districts[0].region == "north");
  CHECK(scenario.districts[0].tags == scenario::Tags{{"homes", "rented"}});
  CHECK(scenario.districts[1].region.empty());

  REQUIRE(scenario.universes.size() == 4);
  CHECK(scenario.universes[0].registered == 1000);
  CHECK(scenario.universes[0].tags == scenario::Tags{{"age", "18-34"}});
  CHECK(scenario.universes[1].registered == 2000);
  CHECK(std::get<scenario::TurnoutMean>(scenario.universes[0].turnout).sd == 0.05);
  CHECK_FALSE(std::get<scenario::TurnoutMean>(scenario.universes[1].turnout).sd);
  CHECK(std::get<scenario::TurnoutInterval>(scenario.universes[2].turnout).high == 0.4);
  CHECK(std::get<scenario::TurnoutLogOdds>(scenario.universes[3].turnout).log_odds == -1.1);
}

TEST_CASE("Contests, slates, effects and events are what was written", "[read]") {
  const scenario::Scenario scenario = read(kSmall);
  REQUIRE(scenario.contests.size() == 2);
  const scenario::Contest& contest = scenario.contests[0];
  CHECK(contest.all_districts);
  REQUIRE(contest.candidates.size() == 2);
  CHECK(contest.candidates[0].tags == scenario::Tags{{"incumbent", "true"}, {"wing", "reform"}});
  CHECK(contest.candidates[1].id == "ben");
  REQUIRE(contest.support.size() == 4);
  CHECK(contest.support[1].kind == scenario::SupportKind::rest);
  CHECK(contest.support[3].keys == scenario::RowKeys{{"faction", "right"}});
  CHECK(contest.support[3].value == 0.75);
  CHECK(scenario.contests[1].districts == std::vector<std::string>{"E"});
  CHECK(scenario.contests[1].support.size() == 4);

  CHECK(scenario.slates[0].members == std::vector<std::string>{"C/ana", "C2/ana"});
  const scenario::Effect& polling = scenario.effects[0];
  CHECK(polling.by == std::vector<std::string>{"candidate", "region"});
  CHECK(polling.tails->df == 6);
  CHECK(polling.tails->shared_by == scenario::ScaleSharing::contest);
  const scenario::Effect& surge = scenario.effects[1];
  REQUIRE(surge.loads.size() == 2);
  CHECK(surge.loads[0].where == scenario::Where{{"age", {"18-34", "35-64"}}});
  CHECK(surge.loads[1].affects == scenario::Affects::support);
  CHECK(surge.loads[1].sd == -0.08);
  REQUIRE(scenario.events.size() == 1);
  CHECK(scenario.events[0].text == "C/ana wins and not C2/ana wins");
  CHECK(scenario.events[0].event.kind == scenario::Event::Kind::conjunction);
}

TEST_CASE("Overrides change one value each, in order", "[read]") {
  const scenario::Scenario scenario = read(
      kSmall, {"seed=7", "effects.polling.sd=0.3", "output={draws: 5}",
               "defaults.turnout_cell_sd=0.2", "contests.C.candidates[1]={id: eve}",
               "contests.C.support.left={ana: 0.1, eve: rest}", "contests.C.support.right.eve=0.75",
               "universes.\"D/young\".registered=1500", "events.\"an upset\"=C2/ana wins", "seed=8",
               "districts[1].region=\"a b\"", "effects.surge.loads[0].where.age=18-34"});
  CHECK(scenario.seed == 8);
  CHECK(scenario.effects[0].loads[0].sd == 0.3);
  CHECK(scenario.output.draws == 5);
  CHECK(scenario.defaults.turnout_cell_sd == 0.2);
  CHECK(scenario.contests[0].candidates[1].id == "eve");
  CHECK(scenario.contests[0].support[0].value == 0.1);
  CHECK(scenario.contests[1].support[0].value == 0.6);
  CHECK(scenario.universes[0].registered == 1500);
  CHECK(scenario.events[1].name == "an upset");
  CHECK(scenario.districts[1].region == "a b");
  CHECK(scenario.effects[1].loads[0].where.at("age") == std::vector<std::string>{"18-34"});
  CHECK(scenario.overrides.size() == 12);
  CHECK(scenario.effects[0].loads[0].source.place.file == "s.yaml");
}

TEST_CASE("A support table gives shares, rests and log weights", "[read]") {
  const Folder folder;
  folder.write("data/s.csv",
               "contest,candidate,faction,age,share,log_weight,x-note\r\n"
               "C,ana,left,,0.6,,\r\nC,ben,left,,rest,,\"a, b\"\r\n"
               "C,ana,right,,,-0.5,\r\nC,ben,right,,,0.25,\r\n"
               "C,ana,left,18-34,0.5,,\r\n");
  folder.write("s.yaml", with_table("data/s.csv"));
  Problems problems;
  const auto scenario = read_scenario(folder / "s.yaml", {}, problems);
  check_scenario(scenario, problems);
  for (const Problem& problem : problems.sorted()) UNSCOPED_INFO(format(problem));
  CHECK_FALSE(problems.has_errors());
  const auto& rows = scenario.contests[0].support;
  REQUIRE(rows.size() == 5);
  CHECK(rows[1].kind == scenario::SupportKind::rest);
  CHECK(rows[2].kind == scenario::SupportKind::log_weight);
  CHECK(rows[2].value == -0.5);
  CHECK(rows[4].keys == scenario::RowKeys{{"age", "18-34"}, {"faction", "left"}});
  CHECK(rows[4].source.place.line == 6);
  REQUIRE(scenario.files.size() == 2);
  CHECK(scenario.files[0].name == "s.yaml");
  CHECK(scenario.files[1].name == "data/s.csv");
}

TEST_CASE("Side files are regular files below the scenario's folder", "[read]") {
  const Folder folder;
  const auto refusal = [&](const std::string& name) {
    Problems problems;
    read_scenario_text(with_table(name), folder / "s.yaml", {}, problems);
    return problems.has_errors() ? problems.sorted().front().problem : "";
  };
  ::mkfifo((folder / "data/pipe.csv").c_str(), 0600);
  CHECK_THAT(refusal("data/pipe.csv"), Catch::Contains("not a regular file"));
  fs::create_symlink("/etc/passwd", folder / "data/link.csv");
  CHECK_THAT(refusal("data/link.csv"), Catch::Contains("outside the scenario's folder"));
  CHECK_THAT(refusal("data/../../x.csv"), Catch::Contains("outside the scenario's folder"));
  folder.write("data/large.csv", "");
  fs::resize_file(folder / "data/large.csv", 65u << 20);
  CHECK_THAT(refusal("data/large.csv"), Catch::Contains("larger than 64 MiB"));
  folder.write("data/good.csv", "contest,candidate,share\nC,ana,0.5\nC,ben,rest\n");
  fs::create_symlink("good.csv", folder / "data/inner.csv");
  CHECK(refusal("data/inner.csv").empty());
  CHECK(refusal("./data/../data/good.csv").empty());
}

TEST_CASE("A missing scenario is no input", "[read]") {
  Problems problems;
  try {
    read_scenario("/nonexistent/s.yaml", {}, problems);
    FAIL("it should be missing");
  } catch (const Failure& failure) {
    CHECK(failure.code() == ExitCode::no_input);
  }
}

TEST_CASE("Support may differ by universe, region and tag, whatever the contest", "[read]") {
  const Folder folder;
  folder.write("data/s.csv",
               "contest,candidate,universe,region,share\nC,ana,,,0.5\nC,ben,,,rest\n"
               "C,ana,old,,0.4\nC,ana,D/old,,\nC,ana,young,north,0.3\n");
  Problems problems;
  read_scenario_text(with_table("data/s.csv"), folder / "s.yaml", {}, problems);
  REQUIRE(problems.n_errors() == 1);
  CHECK(problems.sorted()[0].problem == "the row gives neither a share nor a log_weight");
  CHECK(problems.sorted()[0].place.line == 5);
}
