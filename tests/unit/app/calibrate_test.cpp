// hustings calibrate: what it prints and writes, and what it refuses.

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "support/places.hpp"
#include "support/program.hpp"
#include "support/temporary_folder.hpp"

namespace hustings {
namespace {

using Json = nlohmann::json;
using test::put_file;
using test::run;
using test::TemporaryFolder;

const std::string kFirst = test::in_source("/scenarios/first_steps.yaml");
constexpr const char* kCounted =
    "contest,district,candidate,votes\n"
    "Mayor,Harbor,ana,6100\nMayor,Harbor,ben,4300\nMayor,Harbor,cleo,2300\n"
    "Mayor,Old Town,ana,4300\nMayor,Old Town,ben,4900\nMayor,Old Town,cleo,2000\n"
    "Mayor,Hills,ana,4200\nMayor,Hills,ben,5400\nMayor,Hills,cleo,1700\n";

TEST_CASE("hustings calibrate writes a posterior that agrees with the count",
          "[calibrate][program]") {
  const TemporaryFolder folder;
  put_file(folder / "c.csv", kCounted);
  const std::string posterior = (folder / "p.h5").string();
  const auto ran = run("calibrate " + kFirst + " --results " + (folder / "c.csv").string() +
                       " --elections 8_192 --quiet --json -o " + posterior + " --write " +
                       (folder / "next").string() + " --errors " + (folder / "e.csv").string());
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  const Json json = Json::parse(ran.out);
  CHECK(json["elections"] == 8192);
  CHECK(json["failed"].empty());
  CHECK(json["districts"].size() == 3);
  CHECK(json["gates"]["acceptance"] > .4);
  const auto shown = run("show --json " + posterior);
  INFO(shown.err);
  CHECK(shown.out == ran.out);
  const auto table = test::in_one_line(run("show " + posterior).out);
  CHECK_THAT(table, Catch::Contains("3 returns; 8,192 elections moved"));
  CHECK_THAT(table, Catch::Contains("rank R-hat") && Catch::Contains("Old Town Mayor"));
  const auto wins = run("show --csv " + posterior);
  CHECK(wins.code == 65);
  CHECK_THAT(test::in_one_line(wins.err), Catch::Contains("simulate it with hustings run"));
  const auto next = run("validate " + (folder / "next/first_steps.yaml").string());
  INFO(next.err);
  CHECK(next.code == 0);
  CHECK_THAT(test::bytes_of_file(folder / "e.csv"),
             Catch::StartsWith("effect,n,sum_of_squares,contests,day,mark,x-kind,x-model\n"));

  // Counted: 14,600 of 35,200 for ana; 35,200 of 121,600 registered.
  const auto after = run("run " + kFirst + " --quiet --json --posterior " + posterior + " -o " +
                         (folder / "a.h5").string());
  INFO(after.err);
  REQUIRE(after.code == 0);
  const Json mayor = Json::parse(after.out)["contests"]["Mayor"];
  CHECK(mayor["candidates"]["ana"]["share"]["mean"].get<double>() ==
        Approx(14600. / 35200).margin(.003));
  CHECK(mayor["turnout"]["mean"].get<double>() == Approx(35200. / 121600).margin(.003));
  CHECK(Json::parse(after.out)["posterior"]["returns"] == 3);
  const auto told = run("show " + (folder / "a.h5").string());
  CHECK_THAT(test::in_one_line(told.out),
             Catch::Contains("the votes counted in 3 districts of 1 contest; who wins there is "
                             "simulated all the same"));
  // Shares were moved to the count: that they are not those written is no warning.
  CHECK(told.out.find('!') == told.out.npos);

  put_file(folder / "calm.yaml", "what_if: {calm: [{change: effect, id: polling, times: 0.5}]}\n");
  const std::string calm = " --what-if " + (folder / "calm.yaml").string() + " ";
  for (const std::string& command :
       {"run " + kFirst + calm + "--posterior " + posterior + " -o " + (folder / "b.h5").string(),
        "compare " + (folder / "a.h5").string() + " " + (folder / "a.h5").string() + calm,
        "vary " + kFirst + " --posterior " + posterior +
            " --set 'vary=[{change: effect, id: polling, over: times, values: [0.5, 1]}]' -o " +
            (folder / "v.h5").string()}) {
    const auto refused = run(command);
    INFO(command);
    CHECK(refused.code == 65);
    CHECK_THAT(test::in_one_line(refused.err), Catch::Contains("the size of 'polling'"));
  }
}

/// The scenario with other words; what it must have had.
std::string edited(const std::vector<std::pair<std::string, std::string>>& edits) {
  std::string text = test::bytes_of_file(kFirst);
  for (const auto& [before, after] : edits) {
    const std::size_t at = text.find(before);
    REQUIRE(at != text.npos);
    text.replace(at, before.size(), after);
  }
  return text;
}

TEST_CASE("hustings calibrate --write moves the centres of the next scenario",
          "[calibrate][program]") {
  const TemporaryFolder folder;
  put_file(folder / "c.csv", kCounted);
  put_file(folder / "now.yaml", edited({{"sd: 0.15}    # one", "sd: 0.15, carry: 0.5}    # one"}}));
  const auto calibrate = [&](const std::string& options) {
    return run("calibrate " + (folder / "now.yaml").string() + " --results " +
               (folder / "c.csv").string() + " --elections 4_096 --quiet -o " +
               (folder / "p.h5").string() + " --force --write " + options);
  };
  const auto ran = calibrate((folder / "next").string());
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  const std::string text = test::bytes_of_file(folder / "next/now.yaml");
  CHECK_THAT(text,
             Catch::Contains("carry: 0.5, carried: {table: data/now_carried_place.csv}}    # one"));
  const std::string table = test::bytes_of_file(folder / "next/data/now_carried_place.csv");
  CHECK_THAT(table, Catch::StartsWith("candidate,region,mean\nMayor/ana,coast,"));
  // Nothing was counted for the Hills seat.
  CHECK(table.find("Hills seat") == table.npos);
  CHECK(run("validate " + (folder / "next/now.yaml").string()).code == 0);

  const auto onto_itself = calibrate(folder.path());
  CHECK(onto_itself.code == 73);
  CHECK_THAT(test::in_one_line(onto_itself.err), Catch::Contains("the scenario is read from it"));
  CHECK(test::bytes_of_file(folder / "now.yaml").find("carried") == std::string::npos);
  put_file(folder / "next/data/now_carried_place.csv", "mine");
  const auto again = run("calibrate " + (folder / "now.yaml").string() + " --results " +
                         (folder / "c.csv").string() + " --elections 4_096 --quiet -o " +
                         (folder / "q.h5").string() + " --write " + (folder / "next").string());
  CHECK(again.code == 73);
  CHECK_FALSE(std::filesystem::exists(folder / "q.h5"));
  CHECK(test::bytes_of_file(folder / "next/data/now_carried_place.csv") == "mine");
}

TEST_CASE("hustings calibrate --errors marks what was made after the fact",
          "[calibrate][program]") {
  const TemporaryFolder folder;
  put_file(folder / "c.csv", kCounted);
  const auto learnt = [&](const std::string& days, const std::string& name) {
    put_file(folder / (name + ".yaml"), edited({{"seed: 7 ", days + "seed: 7 "}}));
    const auto ran = run("calibrate " + (folder / (name + ".yaml")).string() + " --results " +
                         (folder / "c.csv").string() + " --elections 4_096 --quiet -o " +
                         (folder / (name + ".h5")).string() + " --errors " +
                         (folder / (name + ".csv")).string());
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    return std::pair(test::bytes_of_file(folder / (name + ".csv")), test::in_one_line(ran.err));
  };
  const auto [before, of_forecast] = learnt("day: 2025-06-24\nas_of: 2025-06-01\n", "before");
  CHECK_THAT(before, Catch::Contains(",1,2025-06-24,,\"support by candidate, region\","));
  CHECK_THAT(of_forecast, Catch::Contains("errors are those of a forecast"));
  const auto [after, of_later] = learnt("day: 2025-06-24\nas_of: 2026-11-30\n", "after");
  CHECK_THAT(after, Catch::Contains(",1,2025-06-24,after the fact,\"support by candidate, region"));
  CHECK_THAT(of_later, Catch::Contains("marked after the fact: the scenario is of 2026-11-30, its "
                                       "primary was on 2025-06-24"));
  const auto [unsaid, of_unsaid] = learnt("", "unsaid");
  CHECK_THAT(unsaid, Catch::Contains(",1,,,\"support by candidate, region\","));
  CHECK_THAT(of_unsaid, Catch::Contains("neither scenario nor count say the `day`"));
}

/// A count of a drafted scenario: of each district what is expected, less or more by turns.
std::string count_of_draft(const std::filesystem::path& universes, const std::string& contest) {
  std::istringstream lines(test::bytes_of_file(universes));
  std::map<std::string, double> ballots;
  std::string line;
  std::getline(lines, line);
  REQUIRE(line == "district,universe,faction,propensity,registered,turnout_mean");
  while (std::getline(lines, line)) {
    const std::size_t mean = line.rfind(',');
    const std::size_t registered = line.rfind(',', mean - 1);
    ballots[line.substr(0, line.find(','))] +=
        std::stod(line.substr(registered + 1)) * std::stod(line.substr(mean + 1));
  }
  std::string table = "contest,district,candidate,votes\n";
  int turn = 0;
  for (const auto& [district, expected] : ballots) {
    const double all = expected * (++turn % 3 == 0 ? 1.1 : .95);
    const double share = turn % 2 == 0 ? .84 : .72;
    table += contest + "," + district + ",jeffries," + std::to_string(std::lround(all * share));
    table += "\n" + contest + "," + district + ",osse," +
             std::to_string(std::lround(all * (1 - share))) + "\n";
  }
  return table;
}

TEST_CASE("A draft makes of errors of a calibration the sizes that it learnt",
          "[calibrate][draft][program]") {
  namespace fs = std::filesystem;
  const TemporaryFolder folder;
  const fs::path shipped = test::in_source("/scenarios");
  fs::create_directories(folder / "data");
  fs::copy(shipped / "recipes", folder / "recipes", fs::copy_options::recursive);
  fs::copy(shipped / "data/sources", folder / "data/sources", fs::copy_options::recursive);
  const fs::path recipe = folder / "recipes/ny_08_2026.yaml";
  const std::string out = (folder / "out").string();
  std::string text = test::bytes_of_file(recipe);
  text.replace(text.find("title:"), 0, "as_of: 2026-07-04\n");
  put_file(recipe, text);
  const auto drafted = run("draft " + recipe.string() + " -o " + out);
  INFO(drafted.err);
  REQUIRE(drafted.code == 0);
  CHECK_THAT(test::in_one_line(drafted.out),
             Catch::Contains("after the fact: the recipe is of 2026-07-04, NY-08 was on "
                             "2026-06-23"));
  put_file(folder / "c.csv", count_of_draft(folder / "out/data/ny_08_2026_universes.csv", "NY-08"));
  const auto learnt =
      run("calibrate " + out + "/ny_08_2026.yaml --results " + (folder / "c.csv").string() +
          " --elections 4_096 --quiet --json -o " + (folder / "p.h5").string() + " --errors " +
          (folder / "recipes/errors.csv").string());
  INFO(learnt.err);
  REQUIRE(learnt.code == 0);
  text.replace(text.find("title:"), 0, "errors: {table: errors.csv}\n");
  put_file(recipe, text);
  const auto again = run("draft " + recipe.string() + " -o " + out + " --force --json");
  INFO(again.err);
  REQUIRE(again.code == 0);
  std::map<std::string, Json> effects;
  const Json draft = Json::parse(again.out);
  for (const Json& effect : draft["effects"]) effects[effect["id"]] = effect;
  const Json calibration = Json::parse(learnt.out);
  std::size_t n_learnt = 0;
  for (const Json& size : calibration["effects"]) {
    if (size["effect"] == "polling") continue;
    ++n_learnt;
    const Json& effect = effects.at(size["effect"]);
    INFO(size.dump());
    CHECK(effect["sd"].get<double>() == Approx(size["after"].get<double>()).margin(.00051));
    CHECK(effect["errors_after_the_fact"] == size["n"]);
  }
  CHECK(n_learnt >= 5);
  CHECK(test::in_one_line(again.err).find("errors of 'polling' change nothing here") !=
        std::string::npos);
}

TEST_CASE("hustings calibrate says what is wrong and what to do", "[calibrate][program]") {
  const TemporaryFolder folder;
  put_file(folder / "c.csv", kCounted);
  const std::string results = " --results " + (folder / "c.csv").string();
  const auto refused = [&](const std::string& options) {
    return run("calibrate " + kFirst + options + " -o " + (folder / "p.h5").string());
  };
  CHECK(refused("").code == 2);
  CHECK(refused(" --results " + (folder / "none.csv").string()).code == 66);
  CHECK(refused(results + " --allow everything").code == 2);
  const auto few = refused(results + " --elections 500");
  CHECK(few.code == 2);
  CHECK_THAT(few.err, Catch::Contains("--elections 500: too few to judge moved elections by; ask "
                                      "for 1,024 at least"));
  const auto no_place = refused(results + " --set effects.place.sd=0");
  CHECK(no_place.code == 65);
  put_file(folder / "far.csv",
           "contest,district,candidate,votes\nMayor,Harbor,ana,9\nMayor,Harbor,ben,15000\n"
           "Mayor,Harbor,cleo,20000\nMayor,Hills,ana,25000\nMayor,Hills,ben,1\n"
           "Mayor,Hills,cleo,3\n");
  const auto far = refused(" --elections 1_024 --results " + (folder / "far.csv").string());
  CHECK(far.code == 65);
  CHECK_THAT(far.err, Catch::Contains("moved elections cannot be relied on"));
}

}  // namespace
}  // namespace hustings
