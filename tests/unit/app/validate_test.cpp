#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "hustings/core/version.hpp"
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
  CHECK(ran.out ==
        good.path() + ": good (1 contest, 1 district, 1 universe, 0 effects, 0 events)\n");
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

TEST_CASE("Help begins with examples", "[app]") {
  // Every command that the program lists, so that a new one is held to it, too.
  const std::string help = run("--help").out;
  std::vector<std::string> all{"", "--help"};
  std::istringstream lines(help.substr(help.find("Subcommands:\n")));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    if (line.rfind("  ", 0) != 0 || line[2] == ' ') continue;
    all.push_back(line.substr(2, line.find(' ', 2) - 2) + " --help");
  }
  REQUIRE(all.size() >= 10);
  for (const std::string& arguments : all) {
    const Ran ran = run(arguments);
    INFO(arguments);
    CHECK(ran.code == 0);
    CHECK(ran.out.rfind("Examples:\n  hustings ", 0) == 0);
    CHECK_THAT(ran.out, Catch::Contains("\nExit code: "));
  }
  CHECK_THAT(run("explain seed").out, Catch::Contains("the same seed gives the same elections"));
  CHECK_THAT(run("explain").out, Catch::Contains("contests"));
}

TEST_CASE("The program tells its version", "[app]") {
  const Ran ran = run("--version");
  CHECK(ran.code == 0);
  CHECK(ran.out == std::string("hustings ") + hustings::program_version() + " (" +
                       hustings::git_revision() + ")\n");
}
