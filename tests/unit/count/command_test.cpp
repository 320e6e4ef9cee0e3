#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace hustings {
namespace {

struct Ran {
  int code = -1;
  std::string out;
};

Ran run(const std::string& arguments) {
  FILE* const pipe = popen((HUSTINGS_PROGRAM " count " + arguments).c_str(), "r");
  REQUIRE(pipe != nullptr);
  Ran ran;
  char buffer[4096];
  while (const std::size_t n = fread(buffer, 1, sizeof buffer, pipe)) ran.out.append(buffer, n);
  ran.code = WEXITSTATUS(pclose(pipe));
  return ran;
}

const std::string kCase = HUSTINGS_SOURCE_DIR "/tests/regression/rctab/generic_csv_test/";

TEST_CASE("hustings count prints plain tables into a pipe", "[count][command]") {
  const Ran ran =
      run(kCase + "ballots.csv --rules " + kCase + "config.json --pairwise --transfers");
  CHECK(ran.code == 0);
  CHECK(ran.out.find('\033') == std::string::npos);
  CHECK(ran.out.find("Elected: Cucumber\n") != std::string::npos);
  CHECK(ran.out.find("Round 1, from Undeclared Write-ins: ") != std::string::npos);
  CHECK(ran.out.find("Preferred to") != std::string::npos);
}

TEST_CASE("hustings count tells usage, missing input, bad data and failed output apart",
          "[count][command]") {
  const std::string rules = " --rules " + kCase + "config.json";
  CHECK(run(kCase + "ballots.csv 2>&1").code == 2);
  CHECK(run("/nowhere.csv" + rules + " 2>&1").code == 66);
  CHECK(run(kCase + " " + rules + " 2>&1").code == 66);
  CHECK(run(kCase + "config.json" + rules + " 2>&1").code == 65);
  CHECK(run(kCase + "ballots.csv" + rules + " 2>&1 >/dev/full").code == 74);
  CHECK(run("--help").out.find("Examples:") == 0);
}

}  // namespace
}  // namespace hustings
