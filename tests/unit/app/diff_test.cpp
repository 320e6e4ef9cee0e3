#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>

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
  CHECK_THAT(ran.out,
             Catch::Contains("compatible: 0 of 4 win probabilities and mean shares differ"));

  ran = run("diff " + base + " " + shifted);
  CHECK(ran.code == 1);
  CHECK_THAT(ran.out, Catch::Contains("different: 4 of 4"));
  CHECK_THAT(ran.out, Catch::Contains("moved most clearly: "));
  CHECK_THAT(ran.out, Catch::Contains("moved farthest: C/"));

  const auto json = nlohmann::json::parse(run("diff --json " + base + " " + shifted).out);
  CHECK(json["verdict"] == "different");
  CHECK(json["numbers"].size() == 4);
  CHECK(std::abs(json["largest"]["difference"].get<double>()) > 0.05);
  CHECK(nlohmann::json::parse(run("diff --json " + base + " " + comment).out)["verdict"] == "same");
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
  put_file(scenario, std::string(kScenario).erase(std::string(kScenario).find("expect")));
  ran = run("check " + scenario);
  CHECK(ran.code == 65);
  CHECK_THAT(ran.err, Catch::Contains("the scenario expects nothing"));
  // A report never takes the place of the scenario.
  put_file(scenario, kScenario);
  CHECK(run("check " + scenario + " --junit " + scenario).code == 73);
  CHECK(hustings::test::bytes_of_file(scenario) == kScenario);
}
