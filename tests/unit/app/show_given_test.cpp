#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <regex>

#include "hustings/results/results_file.hpp"
#include "support/places.hpp"
#include "support/program.hpp"
#include "support/temporary_folder.hpp"

namespace hustings {
namespace {

using Json = nlohmann::json;
using test::run;
using test::TemporaryFolder;

const std::string kScenario = test::in_source("/scenarios/first_steps.yaml");

/// A folder with the results of a run in it.
struct RunFolder {
  TemporaryFolder folder;
  std::string file = (folder / "r.h5").string();

  explicit RunFolder(const std::string& options = "--elections 20_000 --set output.draws=3000",
                     const std::string& scenario = kScenario) {
    const auto ran = run("run " + scenario + " --quiet -o " + file + " " + options);
    INFO(ran.err);
    REQUIRE(ran.code == 0);
  }
  test::Ran show(const std::string& options) const { return run("show " + file + " " + options); }
};

TEST_CASE("show --given prints the run's elections that meet the condition", "[given][program]") {
  const RunFolder results;
  const Json all = Json::parse(results.show("--json").out);
  const Json json = Json::parse(results.show("--json --given 'Mayor/ana wins'").out);
  CHECK(json["elections"] == 20'000);
  CHECK(json["digest"] == all["digest"]);
  CHECK(json["given"]["event"] == "Mayor/ana wins");
  const double met = json["given"]["elections"];
  const double p_ana = all["contests"]["Mayor"]["candidates"]["ana"]["win"]["probability"];
  CHECK(met == Approx(20'000 * p_ana));
  CHECK(json["contests"]["Mayor"]["candidates"]["ana"]["win"]["probability"] == 1.0);
  const Json dora = json["contests"]["Hills seat"]["candidates"]["dora"]["win"];
  const double p_both = all["slates"]["reformers"]["joint"]["probability"][3];
  const double p = dora["probability"];
  CHECK(p == Approx(p_both / p_ana));
  CHECK(dora["standard_error"] == Approx(std::sqrt(p * (1 - p) / met)));

  CHECK(Json::parse(results.show("--json --given 'split night'").out)["given"]["elections"] ==
        Approx(20'000 * all["events"]["split night"]["probability"].get<double>()));
  CHECK_THAT(results.show("--given 'split night'").out, Catch::Contains("given: split night\nin "));
  CHECK_THAT(results.show("--csv --given 'split night'").out, Catch::Contains("\nMayor,ana,1,0,"));
}

TEST_CASE("show --given says never and always where the condition leaves no doubt",
          "[given][program]") {
  const RunFolder results;
  const std::string text =
      std::regex_replace(results.show("--given 'Mayor/ana wins and not sweep of reformers'").out,
                         std::regex(" +"), " ");
  CHECK_THAT(text, Catch::Contains("slate reformers never sweeps, wins 1.00 of 2 on average\n") &&
                       Catch::Contains(" seats won 1: always\n"));
  CHECK_THAT(text, Catch::Contains(" reformers sweep never\n"));
  CHECK_THAT(text, Catch::Contains(" Ana Ortiz always ") && Catch::Contains(" Ben Burke * never "));
  const std::string json = "--json --given 'Mayor/ana wins and not sweep of reformers'";
  const Json given = Json::parse(results.show(json).out);
  CHECK(given["slates"]["reformers"]["sweep"].size() == 2);  // no bound
  CHECK(given["contests"]["Mayor"]["candidates"]["ben"]["win"].size() == 2);
}

TEST_CASE("show --given answers of a run with swing and what-ifs as of one without",
          "[given][program]") {
  const std::string what_if = " --set 'what_if={w: [{change: turnout, plus: 0.01}]}'";
  const RunFolder plain("--elections 5_000");
  const RunFolder more("--elections 5_000 --swing" + what_if);
  const Json expected = Json::parse(plain.show("--json --given 'Mayor/ana wins'").out);
  const Json json = Json::parse(more.show("--json --given 'Mayor/ana wins'").out);
  CHECK(json["given"] == expected["given"]);
  CHECK(json["contests"] == expected["contests"]);
  CHECK_FALSE(json.contains("swing"));
}

TEST_CASE("show --given shows what-ifs in the elections that meet the condition",
          "[given][program]") {
  // From a file of their own, as run --what-if reads them.
  const TemporaryFolder folder;
  const std::string plan = (folder / "plan.yaml").string();
  test::put_file(plan,
                 "what_if: {canvass: [{change: turnout, where: {faction: left}, times: 1.3}]}\n");
  const RunFolder results("--elections 20_000 --what-if " + plan);
  const auto what_if = [&](const std::string& given) {
    return Json::parse(results.show("--json " + given).out)["what_if"]["canvass"];
  };
  // On which nights does the plan win it? Gains are all among those lost as it is.
  const Json all = what_if("")["contests"]["Mayor"]["candidates"]["ana"]["win"];
  const Json lost =
      what_if("--given 'not Mayor/ana wins'")["contests"]["Mayor"]["candidates"]["ana"]["win"];
  CAPTURE(all.dump(), lost.dump());
  const double met =
      Json::parse(results.show("--json --given 'not Mayor/ana wins'").out)["given"]["elections"];
  CHECK(all["gains"] > 0);
  CHECK(lost["gains"].get<double>() * met == Approx(all["gains"].get<double>() * 20'000));
  CHECK(lost["losses"] == 0);
  CHECK(lost["probability"] == lost["gains"]);
  CHECK_THAT(results.show("--given 'not Mayor/ana wins'").out, Catch::Contains("what if: canvass"));
  const auto stored = results.show("--stored --given 'Mayor/ana wins'");
  CHECK(stored.out.find("what if") == std::string::npos);
  CHECK_THAT(stored.err, Catch::Contains("what-ifs, which they do not hold"));
}

TEST_CASE("show --world takes a what-if in the place of the run", "[given][program]") {
  const RunFolder results(
      "--elections 20_000 --set 'what_if={more: [{change: turnout, where: {faction: left}, times: "
      "1.3}], less: [{change: turnout, times: 0.9}]}'");
  const Json whole = Json::parse(results.show("--json").out);
  const Json world = Json::parse(results.show("--json --world more").out);
  const Json& more = whole["what_if"]["more"]["contests"]["Mayor"]["candidates"]["ana"];
  const Json& ana = world["contests"]["Mayor"]["candidates"]["ana"];
  CHECK(ana["win"]["probability"] == more["win"]["probability"]);
  CHECK_FALSE(world.contains("what_if"));
  CHECK(world["scenario"]["title"].get<std::string>().ends_with(", what if: more"));
  CHECK(world["digest"] == whole["digest"]);

  const Json given = Json::parse(results.show("--json --world more --given 'Mayor/ana wins'").out);
  CHECK(given["given"]["elections"] == Approx(20'000 * more["win"]["probability"].get<double>()));
  CHECK(given["contests"]["Mayor"]["candidates"]["ana"]["win"]["probability"] == 1.0);
  const auto refused = results.show("--world mroe");
  CHECK(refused.code == 65);
  CHECK(refused.err == "hustings: there is no what-if 'mroe' (did you mean 'more'?)\n");
  CHECK_THAT(RunFolder("--elections 1000").show("--world more").err,
             Catch::Contains("there is no what-if 'more': the run has none"));
  CHECK(results.show("--world more --stored --given 'Mayor/ana wins'").code == 2);
}

TEST_CASE("show --fewest insists on a condition that few elections meet", "[given][program]") {
  const RunFolder results;
  const std::string rare = "--given 'share of Mayor/ana > 0.62'";
  const auto refused = results.show(rare);
  CHECK(refused.code == 65);
  const std::size_t at = refused.err.find("--fewest ");
  REQUIRE(at != std::string::npos);
  const std::string n = refused.err.substr(at + 9, refused.err.find(' ', at + 9) - at - 9);
  const auto insisted = results.show(rare + " --json --fewest " + n);
  REQUIRE(insisted.code == 0);
  CHECK(Json::parse(insisted.out)["given"]["elections"] == std::stoi(n));
  CHECK(results.show("--fewest 10").code == 2);
  CHECK(results.show(rare + " --fewest 0").code == 2);
}

TEST_CASE("show prints the points of a variation", "[vary][program]") {
  const TemporaryFolder folder;
  const std::string file = (folder / "v.h5").string();
  const auto ran = run("vary " + kScenario + " --elections 5000 -o " + file +
                       " --set 'vary=[{change: turnout, over: times, values: [0.8, 1.2]}]'");
  REQUIRE(ran.code == 0);
  const std::string table = ran.out.substr(ran.out.find('\n') + 1);
  CHECK_THAT(table, Catch::Contains("2 points") && Catch::Contains("as it is"));
  CHECK_THAT(run("show " + file).out, Catch::EndsWith("\nvariation\n" + table));
  const Json varied =
      Json::parse(run("vary " + kScenario + " --elections 5000 --force --json -o " + file +
                      " --set 'vary=[{change: turnout, over: times, "
                      "values: [0.8, 1.2]}]'")
                      .out);
  const Json shown = Json::parse(run("show " + file + " --json").out);
  CHECK(shown["vary"]["points"] == varied["points"]);
  CHECK(shown["vary"]["inputs"] == varied["inputs"]);
}

TEST_CASE("show --stored answers from the draws and says so", "[given][program]") {
  const RunFolder results;
  const auto ran = results.show("--json --stored --given 'the mayor survives'");
  CHECK(ran.code == 0);
  CHECK_THAT(ran.err, Catch::Contains("from the 3,000 stored draws"));
  const Json json = Json::parse(ran.out);
  CHECK(json["elections"] == 3000);
  CHECK(json["given"]["stored"] == true);
  const Draws draws = read_results(results.file).draws;
  CHECK(json["given"]["elections"] ==
        std::count(draws[kEvent].bits.begin() + 3000, draws[kEvent].bits.begin() + 6000, 1));
  CHECK_THAT(results.show("--stored --given 'the mayor survives'").out,
             Catch::Contains("of the first 3,000"));
}

TEST_CASE("show --given refuses what it cannot answer", "[given][program]") {
  const RunFolder results;
  const auto refused = [&](const std::string& event, const std::string& message) {
    const auto ran = results.show("--given '" + event + "'");
    CHECK(ran.code == 65);
    CHECK(ran.out.empty());
    CHECK_THAT(ran.err, Catch::Contains(message));
  };
  refused("split nigth", "there is no event 'split nigth' (did you mean 'split night'?)");
  refused("\"split nigth\"", "there is no event 'split nigth' (did you mean 'split night'?)");
  refused("survives", "there is no event 'survives' (there are: reformers sweep, ");
  refused("Mayor/anna wins", "has no candidate 'anna' (did you mean 'ana'?)");
  refused("share of Mayor/ana > 0.95", "no election in 20,000 meets 'share of Mayor/ana > 0.95'");
  refused("share of Mayor/ana > 0.62", "but 400 are needed: a run of about");
  CHECK(results.show("--stored").code == 2);

  const RunFolder without_draws("--elections 5000 --set output.draws=0");
  const auto ran = without_draws.show("--stored --given 'split night'");
  CHECK(ran.code == 65);
  CHECK_THAT(ran.err, Catch::Contains("it keeps no draws (leave out --stored)"));
}

TEST_CASE("show --given refuses a file whose elections come out differently", "[given][program]") {
  for (const std::uint64_t draws : {0, 100}) {
    const RunFolder results("--elections 5000 --set output.draws=" + std::to_string(draws));
    Results other = read_results(results.file);
    if (draws > 0) {
      other.draws[kShare].values[1] += 1e-7F;
    } else {
      other.tally[kShare].sums[0].sum += 1;
    }
    other.program_version = "0.0.7";
    write_results(results.file, other, Existing::replace);
    const auto ran = results.show("--given 'split night'");
    CHECK(ran.code == 65);
    CHECK_THAT(ran.err, Catch::Contains("its elections come out differently") &&
                            Catch::Contains("written by hustings 0.0.7"));
  }
}

TEST_CASE("show --given counts the elections of a run that stopped at a precision",
          "[given][program]") {
  const RunFolder results(
      "--set 'elections={at_most: 1_000_000, until: {standard_error: 0.004, of: Mayor/ana wins}}' "
      "--set output.draws=0",
      kScenario);
  const Json all = Json::parse(results.show("--json").out);
  REQUIRE(all["elections"] < 1'000'000);
  const auto ran = results.show("--json --given '\"split night\"'");
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  CHECK(Json::parse(ran.out)["elections"] == all["elections"]);
}

TEST_CASE("A slate of thirty works in the file, in JSON and on the terminal", "[program]") {
  TemporaryFolder folder;
  std::string contests;
  std::string members;
  for (int c = 0; c < 30; ++c) {
    const std::string id = "C" + std::to_string(c);
    contests += "  - {id: " + id +
                ", districts: all, candidates: [a, b], support: {f: {a: 0.5, b: rest}}}\n";
    members += (c == 0 ? "" : ", ") + id + "/a";
  }
  const std::string scenario = (folder / "s.yaml").string();
  test::put_file(scenario,
                 "hustings: 1\nfactions: [f]\ndistricts: [{id: D}]\nuniverses: [{district: D, "
                 "universe: u, faction: f, registered: 1000, turnout: {mean: 0.3}}]\ncontests:\n" +
                     contests + "slates: {all: [" + members +
                     "]}\neffects: [{id: e, affects: support, by: candidate, sd: 0.3}]\n");
  const RunFolder results("--elections 20_000", scenario);
  const Json slate = Json::parse(results.show("--json").out)["slates"]["all"];
  CHECK(slate["wins"].size() == 31);
  CHECK(slate["at_least"].size() == 30);
  CHECK(slate["at_least"][14]["probability"] == Approx(0.572).margin(0.02));  // of 30 coins
  const std::string text = results.show("").out;
  CHECK_THAT(text, Catch::Contains(" of 30 on average (90%: 1"));
  CHECK_THAT(text, Catch::Contains("8 or fewer: ") && Catch::Contains("22 or more: ") &&
                       Catch::Contains("  15: "));
}

}  // namespace
}  // namespace hustings
