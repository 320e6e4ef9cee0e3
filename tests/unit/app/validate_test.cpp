#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "hustings/core/version.hpp"
#include "support/places.hpp"
#include "support/program.hpp"

using hustings::test::Ran;
using hustings::test::run;

namespace {

/// A file in the temporary folder that goes with its guard.
class TemporaryFile {
 public:
  TemporaryFile(const std::string& name, const std::string& text)
      : path_(std::filesystem::temp_directory_path() / (std::to_string(::getpid()) + "_" + name)) {
    std::ofstream(path_) << text;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

constexpr const char* kGood = R"(hustings: 1
factions: [left]
districts: [{id: D}]
universes: [{district: D, universe: u, faction: left, registered: 1000, turnout: {mean: 0.3}}]
contests:
  - {id: C, districts: all, candidates: [ana, ben], support: {left: {ana: 0.6, ben: rest}}}
)";

}  // namespace

TEST_CASE("validate says that a scenario is good", "[app]") {
  const TemporaryFile good("hustings_good.yaml", kGood);
  const Ran ran = run("validate " + good.path());
  CHECK(ran.code == 0);
  CHECK(hustings::test::in_one_line(ran.out) ==
        good.path() +
            ": good (1 contest, 1 district, 1 universe, 0 effects, 0 events) assumed: - turnout of "
            "1 universes is given as a mean alone: their own noise is the default, sd 0.15 in "
            "log-odds");
  CHECK(ran.err.empty());
}

TEST_CASE("validate reports every problem with exit code 65", "[app]") {
  const TemporaryFile bad("hustings_bad.yaml", std::string(kGood) + "outputt: {}\nseed: x\n");
  const Ran ran = run("validate " + bad.path());
  CHECK(ran.code == 65);
  CHECK(ran.out.empty());
  CHECK_THAT(ran.err,
             Catch::Contains(":7:1: error: unknown key 'outputt' (did you mean 'output'?)"));
  CHECK_THAT(ran.err, Catch::Contains(":8:7: error: seed must be a whole number"));
  CHECK_THAT(ran.err, Catch::EndsWith("2 errors\n"));
}

TEST_CASE("validate --json lists problems as data", "[app]") {
  const TemporaryFile bad("hustings_bad.yaml", std::string(kGood) + "outputt: {}\n");
  const TemporaryFile good("hustings_good.yaml", kGood);
  const Ran ran = run("validate --json " + good.path() + " " + bad.path());
  CHECK(ran.code == 65);
  const auto list = nlohmann::json::parse(ran.out);
  REQUIRE(list.size() == 1);
  CHECK(list[0] == nlohmann::json{{"severity", "error"},
                                  {"file", bad.path()},
                                  {"line", 7},
                                  {"column", 1},
                                  {"path", "outputt"},
                                  {"problem", "unknown key 'outputt'"},
                                  {"suggestion", "did you mean 'output'?"}});
  CHECK(nlohmann::json::parse(run("validate --json " + good.path()).out).empty());
}

TEST_CASE("validate takes overrides and misses what is missing", "[app]") {
  const TemporaryFile good("hustings_good.yaml", kGood);
  CHECK(run("validate " + good.path() + " --set seed=5 --set output.draws=7").code == 0);
  CHECK(run("validate --set seed=x " + good.path()).code == 65);
  const Ran ran = run("validate /nonexistent.yaml " + good.path());
  CHECK(ran.code == 66);
  CHECK_THAT(ran.err, Catch::Contains("/nonexistent.yaml: error: "));
}

TEST_CASE("A typo on the command line gets a suggestion and exit code 2", "[app]") {
  Ran ran = run("valdate x.yaml");
  CHECK(ran.code == 2);
  CHECK(ran.err == "hustings: there is no command 'valdate' (did you mean 'validate'?)\n");
  ran = run("validate --jsn x.yaml");
  CHECK(ran.code == 2);
  CHECK(ran.err == "hustings: there is no option '--jsn' (did you mean '--json'?)\n");
  ran = run("explain turnot");
  CHECK(ran.code == 2);
  CHECK(ran.err == "hustings: there is no key 'turnot' (did you mean 'turnout'?)\n");
  CHECK(run("validate").code == 2);
}

TEST_CASE("A value that cannot be is told at its own option, with exit code 2", "[app]") {
  const TemporaryFile good("hustings_good.yaml", kGood);
  const auto refused = [&](const std::string& options) {
    const Ran ran = run("run " + good.path() + " " + options);
    CHECK(ran.code == 2);
    CHECK(ran.out.empty());
    return ran.err;
  };
  CHECK_THAT(refused("--elections 10k"), Catch::StartsWith("hustings: --elections: ") &&
                                             Catch::Contains("'10k' is not a whole number"));
  CHECK_THAT(refused("--elections -5"), Catch::Contains("'-5' is negative"));
  CHECK_THAT(refused("--elections 0"), Catch::Contains("from 1 to 1_000_000_000_000"));
  CHECK_THAT(refused("--elections 1e20"), Catch::StartsWith("hustings: --elections: "));
  CHECK_THAT(refused("--seed 18446744073709551616"), Catch::StartsWith("hustings: --seed: "));
  CHECK_THAT(refused("--set a.b"), Catch::StartsWith("hustings: --set: 'a.b' is not path=value"));
  CHECK_THAT(refused("--threads 4097"), Catch::Contains("4097"));
}

TEST_CASE("validate warns of what may be a slip, and lists the tags", "[app]") {
  const std::string tagged =
      std::string(kGood).replace(std::string(kGood).find("ana, ben]"), 9,
                                 "{id: ana, nmae: Ana, lane: left}, {id: ben, lane: right}]") +
      "effects: [{id: lanes, affects: support, by: lane, sd: 0.2}]\n";
  const TemporaryFile scenario("hustings_tags.yaml", tagged);
  const std::string warning =
      ":6:58: warning: 'nmae' is a tag that nothing uses (did you mean 'name'? a note of yours "
      "begins with x-)\n    at contests[0].candidates[0].nmae\n";
  const Ran ran = run("validate " + scenario.path());
  CHECK(ran.code == 0);
  CHECK_THAT(ran.out, Catch::Contains("0 events; tags: lane; tags that nothing uses: nmae)\n"));
  CHECK_THAT(ran.err, Catch::Contains(warning));
  const auto list = nlohmann::json::parse(run("validate --json " + scenario.path()).out);
  REQUIRE(list.size() == 1);
  CHECK(list[0]["severity"] == "warning");
  const std::string output = scenario.path() + ".h5";
  const std::string simulate = "run " + scenario.path() + " --elections 1000 -o " + output;
  CHECK_THAT(run(simulate).err, Catch::Contains(warning));
  CHECK(run(simulate + " --force --quiet").err.empty());
  std::filesystem::remove(output);
}

TEST_CASE("Shipped scenarios are read without a warning", "[app]") {
  for (const auto& entry :
       std::filesystem::directory_iterator(hustings::test::in_source("/scenarios"))) {
    if (entry.path().extension() != ".yaml") continue;
    const Ran ran = run("validate " + entry.path().string());
    CHECK(ran.code == 0);
    CHECK(ran.err == "");
  }
}

TEST_CASE("A variation of what is not there is told with its place, before anything is simulated",
          "[app][vary]") {
  const std::string scenario = hustings::test::in_source("/scenarios/first_steps.yaml");
  const auto [input, expected] = GENERATE(table<std::string, std::string>({
      {"change: turnout, where: {agee: young}, over: times, values: [1]",
       "no universe, district or candidate has a 'agee' (did you mean 'age'?)\n"
       "    at vary[0].where.agee\n"},
      {"change: turnout, where: {age: youn}, over: times, values: [1]",
       "nothing has age 'youn' (did you mean 'young'?)\n    at vary[0].where.age\n"},
      {"change: support, contest: Mayer, candidate: ana, over: plus, values: [0.1]",
       "there is no contest 'Mayer' (did you mean 'Mayor'?)\n    at vary[0].contest\n"},
      {"change: support, contest: Mayor, candidate: anna, over: plus, values: [0.1]",
       "contest 'Mayor' has no candidate 'anna' (did you mean 'ana'?)\n"
       "    at vary[0].candidate\n"},
      {"change: effect, id: pollin, over: sd, values: [0.1]",
       "there is no effect 'pollin' (did you mean 'polling'?)\n    at vary[0].id\n"},
      {"change: turnout, over: times, values: [1, 9]", "turnout would be 2.16"},
  }));
  const std::string arguments = scenario + " --set 'vary=[{" + input + "}]'";
  for (const std::string& command : {"validate " + arguments, "vary " + arguments + " -o x.h5"}) {
    CAPTURE(command);
    const Ran ran = run(command);
    CHECK(ran.code == 65);
    CHECK_THAT(ran.err, Catch::StartsWith("--set vary:1:"));
    CHECK_THAT(ran.err, Catch::Contains(expected));
  }
  CHECK(
      run("validate " + scenario + " --set 'vary=[{change: turnout, over: times, values: [1.1]}]'")
          .code == 0);
}

TEST_CASE("explain tells of a key, or lists them all", "[app]") {
  CHECK_THAT(run("explain seed").out, Catch::Contains("the same seed gives the same elections"));
  CHECK_THAT(run("explain").out, Catch::Contains("contests"));
}

TEST_CASE("The program tells its version", "[app]") {
  const Ran ran = run("--version");
  CHECK(ran.code == 0);
  CHECK(ran.out == std::string("hustings ") + hustings::program_version() + " (" +
                       hustings::git_revision() + ")\n");
}

TEST_CASE("validate warns of a slate with more members than win", "[app]") {
  const TemporaryFile many("hustings_many.yaml",
                           std::string(kGood) + "slates:\n  s: [C/ana, C/ben]\n");
  const Ran ran = run("validate " + many.path());
  CHECK(ran.code == 0);
  CHECK_THAT(ran.err,
             Catch::Contains(":8:6: warning: slate 's' has 2 members in contest 'C', where 1 can "
                             "win: it never sweeps (whether one of them wins is an event: at least "
                             "1 of s win)"));
  const std::string two_seats = " --set contests.C.count.plurality.seats=2";
  CHECK(run("validate " + many.path() + two_seats).err.find("sweeps") == std::string::npos);
  const std::string ranked = " --set 'contests.C.count={ranked_choice: {}}'";
  CHECK(run("validate " + many.path() + ranked).err.find("sweeps") == std::string::npos);
}
