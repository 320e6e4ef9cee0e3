#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "support/places.hpp"
#include "support/program.hpp"
#include "support/temporary_folder.hpp"

using hustings::test::put_file;
using hustings::test::Ran;
using hustings::test::run;
using hustings::test::TemporaryFolder;

namespace {

constexpr const char* kScenario = R"(hustings: 1
elections: 20_000
factions: [left]
districts: [{id: D}]
universes: [{district: D, universe: u, faction: left, registered: 10000, turnout: {mean: 0.3}}]
contests:
  - {id: C, districts: all, candidates: [ana, ben], support: {left: {ana: 0.5, ben: rest}}}
effects: [{id: polling, affects: support, by: candidate, sd: 0.2}]
expect: [{win: C/ana, between: [0.4, 0.6]}]
)";

/// Simulates a scenario's text into a results file of the folder.
std::string simulated(const TemporaryFolder& folder, const std::string& name,
                      const std::string& text, const std::string& options = "") {
  const std::string scenario = (folder / (name + ".yaml")).string();
  const std::string results = (folder / (name + ".h5")).string();
  put_file(scenario, text);
  REQUIRE(run("run --quiet " + scenario + " -o " + results + " " + options).code == 0);
  return results;
}

}  // namespace

TEST_CASE("diff tells the same, the compatible and the different apart", "[diff]") {
  const TemporaryFolder folder;
  const std::string base = simulated(folder, "base", kScenario);
  const std::string comment = simulated(folder, "comment", std::string(kScenario) + "# noted\n");
  const std::string seed = simulated(folder, "seed", kScenario, "--seed 9");
  const std::string shifted = simulated(folder, "shifted", kScenario,
                                        "--set 'contests.C.support.left={ana: 0.53, ben: rest}'");

  Ran ran = run("diff " + base + " " + comment);
  CHECK(ran.code == 0);
  CHECK_THAT(ran.out, Catch::StartsWith("the same: digest "));

  ran = run("diff " + base + " " + seed);
  CHECK(ran.code == 3);
  CHECK_THAT(ran.out, Catch::Contains("\ncompatible: 0 of "));
  CHECK_THAT(ran.out,
             Catch::Contains(" numbers differ (Holm, 1 %)") && Catch::Contains("not compared: "));
  CHECK_THAT(ran.out, !Catch::Contains("Both runs have seed"));

  ran = run("diff " + base + " " + shifted);
  CHECK(ran.code == 1);
  CHECK_THAT(ran.out, Catch::Contains("\ndifferent: "));
  CHECK_THAT(ran.out, Catch::Contains("moved most clearly: "));
  CHECK_THAT(ran.out, Catch::Contains("moved farthest: "));
  CHECK_THAT(ran.out, Catch::Contains("Both runs have seed 1 and the same draws: what moved"));

  // Draws go by the place in the list: in another order they are others.
  const std::string reordered =
      simulated(folder, "reordered", kScenario, "--set 'contests.C.candidates=[ben, ana]'");
  CHECK_THAT(run("diff " + base + " " + reordered).out, !Catch::Contains("Both runs have seed"));

  const auto json = nlohmann::json::parse(run("diff --json " + base + " " + shifted).out);
  CHECK(json["verdict"] == "different");
  CHECK(json["same_draws"] == true);
  CHECK(json["numbers"][0]["number"] == "win");
  CHECK(json["numbers"][0]["candidate"] == "C/ana");
  CHECK(json["scenario"][0]["path"] == "contests.C.support.left.ana");
  CHECK(json["scenario"][0]["after"] == "0.53");
  CHECK(json["b"]["set"][0] == "contests.C.support.left={ana: 0.53, ben: rest}");
  CHECK(std::abs(json["largest"]["difference"].get<double>()) > 0.05);
  CHECK(nlohmann::json::parse(run("diff --json " + base + " " + comment).out)["verdict"] == "same");
}

namespace {

/// A run of a shipped scenario with something put in its place, or at its end.
std::string changed(const TemporaryFolder& folder, const std::string& name, const std::string& what,
                    const std::string& by, const std::string& options = "--elections 20_000") {
  std::string text =
      hustings::test::bytes_of_file(hustings::test::in_source("/scenarios/first_steps.yaml"));
  for (std::size_t at = 0; !what.empty() && (at = text.find(what, at)) != text.npos;
       at += by.size()) {
    text.replace(at, what.size(), by);
  }
  if (what.empty()) text += by;
  return simulated(folder, name, text, options);
}

}  // namespace

TEST_CASE("diff finds what moves no win and no share: sweeps, events, registered voters",
          "[diff]") {
  const TemporaryFolder folder;
  const std::string base = changed(folder, "base", "", "\n");
  const std::string endorsed =
      changed(folder, "endorsed", "",
              "\nendorsements: {strength: 0.8, edges: [[Mayor/ana, Hills seat/dora]]}\n");
  Ran ran = run("diff " + base + " " + endorsed);
  CHECK(ran.code == 1);
  CHECK_THAT(ran.out, Catch::Contains("seats of reformers >= 2") &&
                          Catch::Contains("  endorsements  added: {strength: 0.8"));
  // Joint wins alone moved: none of the tests that look at one contest at a time finds anything.
  for (const auto& number :
       nlohmann::json::parse(run("diff --json " + base + " " + endorsed).out)["numbers"]) {
    if (number["number"] == "win") CHECK(number["differs"] == false);
  }

  const std::string event =
      changed(folder, "event", "split night: Mayor/ana wins and not \"Hills seat/dora\" wins",
              "split night: Mayor/ana wins");
  ran = run("diff " + base + " " + event);
  CHECK(ran.code == 1);
  CHECK_THAT(ran.out, Catch::Contains("not the same event split night\n  A: Mayor/ana wins and not "
                                      "\"Hills seat/dora\" wins\n  B: Mayor/ana wins\n") &&
                          Catch::Contains("event split night"));

  std::string sets;
  const char* const universes[] = {"Harbor/young renters", "Harbor/everyone else",
                                   "Old Town/teachers",    "Old Town/everyone else",
                                   "Hills/students",       "Hills/everyone else"};
  const int registered[] = {31200, 18500, 9400, 22100, 12800, 27600};
  for (std::size_t i = 0; i < 6; ++i) {
    sets += " --set 'universes." + std::string(universes[i]) +
            ".registered=" + std::to_string(2 * registered[i]) + "'";
  }
  const std::string twice = changed(folder, "twice", "", "\n", "--elections 20_000" + sets);
  ran = run("diff " + base + " " + twice);
  CHECK(ran.code == 1);
  CHECK_THAT(ran.out,
             Catch::Contains("registered of Mayor") && Catch::Contains("no other number moved"));
}

TEST_CASE("diff finds delegates and majorities that moved", "[diff]") {
  const TemporaryFolder folder;
  const std::string scenario = hustings::test::in_source("/scenarios/super_tuesday_2020.yaml");
  std::string text = hustings::test::bytes_of_file(scenario);
  std::string lower = text;
  for (std::size_t at = 0; (at = lower.find("threshold: 0.15", at)) != lower.npos; ++at) {
    lower.replace(at, 15, "threshold: 0.10");
  }
  REQUIRE(lower != text);
  std::filesystem::copy(hustings::test::in_source("/scenarios/data"), folder / "data",
                        std::filesystem::copy_options::recursive);
  const std::string before = simulated(folder, "before", text, "--elections 2000");
  const std::string after = simulated(folder, "after", lower, "--elections 2000");
  const Ran ran = run("diff " + before + " " + after);
  CHECK(ran.code == 1);
  CHECK_THAT(ran.out, Catch::Contains("delegates of "));
  CHECK_THAT(ran.out, Catch::Contains("threshold") && Catch::Contains("0.15 -> 0.10"));
}

TEST_CASE("diff holds what-ifs and the points of a variation against each other", "[diff]") {
  const TemporaryFolder folder;
  const auto what_if = [](const char* times) {
    return std::string(kScenario) +
           "what_if: {more: [{change: turnout, where: {faction: left}, times: " + times + "}]}\n";
  };
  const std::string a = simulated(folder, "a", what_if("1.2"));
  const std::string b = simulated(folder, "b", what_if("1.3"));
  Ran ran = run("diff " + a + " " + b);
  CHECK(ran.code == 1);  // the runs are the same, the what-ifs are not
  CHECK_THAT(ran.out, Catch::Contains("in 'more':\n") &&
                          Catch::Contains("  what_if.more[0].times  1.2 -> 1.3\n"));
  ran = run("diff " + a + " " + simulated(folder, "none", kScenario));
  CHECK(ran.code == 3);
  CHECK_THAT(ran.out, Catch::Contains("not compared: 'more' (only in A)"));

  const auto varied = [&](const std::string& name, const std::string& more) {
    const std::string file = (folder / (name + ".h5")).string();
    put_file(
        folder / (name + ".yaml"),
        std::string(kScenario) +
            "vary: [{change: turnout, where: {faction: left}, over: times, values: [0.8, 1.2]}]\n");
    REQUIRE(
        run("vary --quiet " + (folder / (name + ".yaml")).string() + " -o " + file + more).code ==
        0);
    return file;
  };
  const std::string points = varied("points", "");
  CHECK(run("diff " + points + " " + varied("again", " --seed 9")).code == 3);
  const auto json = nlohmann::json::parse(run("diff --json " + points + " " + points).out);
  std::size_t n_points = 0;
  for (const auto& number : json["numbers"]) n_points += number.contains("world") ? 1 : 0;
  CHECK(n_points > 10);
}

TEST_CASE("diff keeps a long list of changes short, and says how long it is", "[diff]") {
  const TemporaryFolder folder;
  const std::string text = kScenario;
  std::string more = text + "events:\n";
  for (int i = 0; i < 30; ++i) more += "  e" + std::to_string(i) + ": C/ana wins\n";
  const std::string a = simulated(folder, "a", text + "events: {e: C/ana wins}\n");
  const Ran ran = run("diff " + a + " " + simulated(folder, "b", more));
  CHECK(ran.code == 1);
  CHECK_THAT(ran.out, Catch::Contains("  events.e    removed: C/ana wins\n") &&
                          Catch::Contains("  and 11 more\n"));
  CHECK_THAT(hustings::test::in_one_line(ran.out),
             Catch::Contains("event e10, event e11 and 18 more"));
}

TEST_CASE("The guard that diff --help shows lets chance pass, and nothing else", "[diff]") {
  const TemporaryFolder folder;
  const std::string base = simulated(folder, "a", kScenario);
  simulated(folder, "b", kScenario, "--seed 9");
  simulated(folder, "c", kScenario, "--set contests.C.support.left.ana=0.6");
  const std::string help = run("diff --help").out;
  const std::size_t at = help.find("hustings diff a.h5 b.h5 > ");
  REQUIRE(at != help.npos);
  const std::string guard =
      help.substr(at, help.find('\n', at) - at).replace(0, 8, hustings::test::program_path());
  for (const auto& [other, passes] :
       {std::pair("a.h5", true), {"b.h5", true}, {"c.h5", false}, {"none.h5", false}}) {
    std::string command = guard;
    command.replace(command.find("b.h5"), 4, other);
    command += " > said";
    INFO(command);
    std::filesystem::remove(folder / "said");
    const int status =
        std::system(("cd " + folder.path() + " && (" + command + ") 2> errors").c_str());
    CHECK((status == 0) == passes);
    CHECK(hustings::test::bytes_of_file(folder / "said").empty() == !passes);
  }
}

TEST_CASE("diff names what only one file has, and refuses what is no results file", "[diff]") {
  const TemporaryFolder folder;
  const std::string base = simulated(folder, "base", kScenario);
  std::string text = kScenario;
  text.replace(text.find("id: C"), 5, "id: X");
  text.replace(text.find("win: C"), 6, "win: X");
  const Ran ran = run("diff " + base + " " + simulated(folder, "other", text));
  CHECK(ran.code == 1);
  CHECK_THAT(ran.out, Catch::Contains("base.h5: contest C\n"));
  CHECK_THAT(ran.out, Catch::Contains("other.h5: contest X\n"));
  CHECK(run("diff " + base + " " + (folder / "base.yaml").string()).code == 65);
  CHECK(run("diff " + base + " " + (folder / "none.h5").string()).code == 66);
}

TEST_CASE("check answers with its exit code, a report and annotations", "[expect]") {
  const TemporaryFolder folder;
  const std::string scenario = (folder / "s.yaml").string();
  const std::string junit = (folder / "r.xml").string();
  put_file(scenario, kScenario);
  Ran ran = run("check --quiet " + scenario + " --junit " + junit);
  CHECK(ran.code == 0);
  CHECK(ran.out.empty());
  CHECK_THAT(hustings::test::bytes_of_file(junit), Catch::Contains("tests=\"1\" failures=\"0\""));
  ran = run("check --format github " + scenario + " --set 'expect[0].between=[0.9, 1]'");
  CHECK(ran.code == 1);
  CHECK_THAT(ran.out, Catch::StartsWith("::error file="));
  CHECK(folder.n_files() == 2);  // no results

  put_file(scenario, std::string(kScenario) + "seeed: 1\n");
  ran = run("check --format github " + scenario);
  CHECK(ran.code == 65);
  CHECK_THAT(ran.out, Catch::Contains("line=10,col=1,title=seeed::unknown key 'seeed'"));
  // The report says so too, in place of what the last run wrote.
  put_file(scenario, std::string(kScenario) + "seeed: 1\nelectoins: 2\n");
  CHECK(run("check " + scenario + " --junit " + junit).code == 65);
  const std::string report = hustings::test::bytes_of_file(junit);
  CHECK_THAT(report, Catch::Contains("tests=\"2\" failures=\"0\" errors=\"2\"") &&
                         Catch::Contains("<testsuite name=\"s.yaml\"") &&
                         Catch::Contains("name=\"seeed\" file=\"" + scenario + "\" line=\"10\"") &&
                         Catch::Contains("<error message=\"unknown key 'electoins' (did you mean "
                                         "'elections'?)\">"));
  CHECK(run("check " + scenario + " --junit " + scenario).code == 73);
  put_file(scenario, "a: [1");  // not even YAML
  CHECK(run("check " + scenario + " --junit " + junit).code == 65);
  CHECK_THAT(hustings::test::bytes_of_file(junit), Catch::Contains("<error message="));
  put_file(scenario, std::string(kScenario).erase(std::string(kScenario).find("expect")));
  ran = run("check " + scenario);
  CHECK(ran.code == 65);
  CHECK_THAT(ran.err, Catch::Contains("the scenario expects nothing"));
  // A report never takes the place of the scenario.
  put_file(scenario, kScenario);
  CHECK(run("check " + scenario + " --junit " + scenario).code == 73);
  CHECK(hustings::test::bytes_of_file(scenario) == kScenario);
}
