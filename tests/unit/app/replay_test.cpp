#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "hustings/results/results_file.hpp"
#include "support/places.hpp"
#include "support/program.hpp"
#include "support/runs.hpp"
#include "support/temporary_folder.hpp"

namespace hustings {
namespace {

using Json = nlohmann::json;
using test::run;

const std::string kScenario = test::in_source("/scenarios/first_steps.yaml");

TEST_CASE("replay prints an election of a results file or a scenario", "[replay][program]") {
  const test::TemporaryFolder folder;
  const std::string file = (folder / "r.h5").string();
  REQUIRE(run("run " + kScenario + " --quiet --elections 5000 -o " + file).code == 0);
  const auto of_file = run("replay " + file + " --election 4_711 --json");
  REQUIRE(of_file.code == 0);
  CHECK(of_file.out == run("replay " + kScenario + " --election 4711 --json").out);
  const Json json = Json::parse(of_file.out);
  CHECK(json["election"] == 4711);
  CHECK(json["seed"] == 7);
  const Results results = read_results(file);
  const Draws& draws = results.draws;
  CHECK(json["contests"]["Mayor"]["candidates"]["ben"]["share"].get<float>() ==
        test::at(draws[kShare].values, draws, 1, 4711));
  CHECK(json["universes"]["Hills/students"]["turnout"].get<float>() ==
        test::at(draws[kUniverseTurnout].values, draws,
                 static_cast<std::size_t>(
                     std::find_if(results.labels.universes.begin(), results.labels.universes.end(),
                                  [](const auto& one) { return one.id == "Hills/students"; }) -
                     results.labels.universes.begin()),
                 4711));
  CHECK(json["effects"][0]["value"].get<float>() == test::at(draws.factor, draws, 0, 4711));
  CHECK(json["events"]["split night"] == (test::at(draws[kEvent].bits, draws, 2, 4711) != 0));

  const std::string text = run("replay " + file + " --election 4711").out;
  CHECK_THAT(text, Catch::Contains("election 4,711 (the first is 0), seed 7") &&
                       Catch::Contains("Ben Burke *") && Catch::Contains("turnout of universes") &&
                       Catch::Contains("t scale"));
}

TEST_CASE("replay tells whom programmes reached", "[replay][program][programmes]") {
  const std::string scenario = test::in_source("/scenarios/first_programme.yaml");
  const Json plan = Json::parse(run("plan " + scenario + " --json").out)["programmes"];
  const Json told = Json::parse(run("replay " + scenario + " --election 3 --json").out);
  for (const char* id : {"young renters", "mail for Burke"}) {
    const Json& one = told["programmes"][id];
    CHECK(one["left"] == 1);
    CHECK(one["for"] == plan[id]["for"]);
    CHECK(one["reached"].get<double>() == Approx(plan[id]["reached"].get<double>()).epsilon(1e-5));
    double sum = 0;
    for (const auto& universe : one["universes"]) sum += universe["reached"].get<double>();
    CHECK(sum == Approx(one["reached"].get<double>()).epsilon(1e-5));
  }
  const Json& teachers = told["programmes"]["teachers' union"];
  CHECK(teachers["reached"].get<double>() == Approx(0.15 * (31200 + 9400 + 12800)));
  CHECK(teachers["turned_away"].get<double>() == Approx(0.05 * (18500 + 22100 + 27600)));
  CHECK(teachers["universes"]["Hills/students"]["reached"].get<double>() == Approx(1920));
  CHECK(teachers["universes"]["Hills/everyone else"]["turned_away"].get<double>() == Approx(1380));
  const std::string text = run("replay " + scenario + " --election 3").out;
  CHECK_THAT(text, Catch::Contains("reached by programmes") &&
                       Catch::Contains("  young renters, for Mayor/ana: ") &&
                       Catch::Contains("8,010 follow, 3,410 turn away") &&
                       Catch::Contains("Hills/students 1,920"));
}

TEST_CASE("replay tells which part of a plan volunteers allowed", "[replay][program][programmes]") {
  const test::TemporaryFolder folder;
  const std::string file = (folder / "few.yaml").string();
  std::string text = test::bytes_of_file(test::in_source("/scenarios/first_programme.yaml"));
  const std::string enough = "volunteer_hours: 2_500";
  text.replace(text.find(enough), enough.size(), "volunteer_hours: {weekly: 800, sd: 0.8}");
  test::put_file(file, text);
  std::size_t n_short = 0;
  for (int election = 0; election < 8; ++election) {
    const std::string which = "replay " + file + " --election " + std::to_string(election);
    const auto ran = run(which + " --json");
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    const bool is_short = Json::parse(ran.out)["programmes"]["young renters"]["left"] < 1;
    n_short += is_short ? 1 : 0;
    CHECK((run(which).out.find("% of its plan") != std::string::npos) == is_short);
  }
  CHECK(n_short > 0);
  CHECK(n_short < 8);
}

TEST_CASE("replay looks at an election in a changed world", "[replay][program]") {
  const test::TemporaryFolder folder;
  const std::string file = (folder / "r.h5").string();
  const std::string plan = (folder / "plan.yaml").string();
  test::put_file(plan, "what_if: {storm: [{change: turnout, times: 0.5}]}\n");
  REQUIRE(run("run " + kScenario + " --quiet --elections 5000 -o " + file + " --what-if " + plan)
              .code == 0);
  const auto turnout = [](const std::string& arguments) {
    const auto ran = run("replay " + arguments + " --election 7 --json");
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    return Json::parse(ran.out)["contests"]["Mayor"]["turnout"].get<double>();
  };
  const double as_it_is = turnout(file);
  const double storm = turnout(file + " --world storm");
  CHECK(storm < 0.7 * as_it_is);
  CHECK(turnout(kScenario + " --what-if " + plan) == storm);
  CHECK(turnout(kScenario + " --what-if " + plan + " --world storm") == storm);
  CHECK_THAT(run("replay " + file + " --election 7 --world storm").out,
             Catch::Contains("what if: storm"));
  const auto refused = run("replay " + file + " --election 7 --world strom");
  CHECK(refused.code == 65);
  CHECK_THAT(refused.err, Catch::Contains("there is no what-if 'strom' (did you mean 'storm'?)"));
  test::put_file(
      plan, "what_if: {a: [{change: turnout, times: 0.5}], b: [{change: turnout, times: 2}]}\n");
  const auto several = run("replay " + kScenario + " --election 7 --what-if " + plan);
  CHECK(several.code == 2);
  CHECK_THAT(several.err, Catch::Contains("name one with --world (a, b)"));
}

TEST_CASE("replay refuses what is not there", "[replay][program]") {
  const test::TemporaryFolder folder;
  const std::string file = (folder / "r.h5").string();
  REQUIRE(run("run " + kScenario + " --quiet --elections 5000 -o " + file).code == 0);
  const auto refused = [](const std::string& arguments, int code, const std::string& message) {
    const auto ran = run("replay " + arguments);
    CHECK(ran.code == code);
    CHECK(ran.out.empty());
    CHECK_THAT(ran.err, Catch::Contains(message));
  };
  refused(file + " --election 5000", 65, "there is no election 5,000: the run has 5,000, counted");
  refused(file + " --election -1", 2, "--election takes a whole number from 0, not '-1'");
  refused(file + " --election 1.5", 2, "--election takes a whole number");
  refused(file, 2, "--election is required");
  refused("nothing.h5 --election 1", 66, "nothing.h5");
  refused(kScenario + " --elections 1", 2, "did you mean '--election'?");
}

}  // namespace
}  // namespace hustings
