// What is said of a command line that is wrong, and of a file that is not what is wanted.

#include <catch2/catch.hpp>
#include <string>

#include "app/commands.hpp"
#include "support/places.hpp"
#include "support/program.hpp"
#include "support/temporary_folder.hpp"

using namespace hustings;

namespace {

const std::string kFirstSteps = hustings::test::in_source("/scenarios/first_steps.yaml");

void check_refused(const std::string& arguments, int code, const std::string& message) {
  INFO(arguments);
  const test::Ran ran = test::run(arguments);
  CHECK(ran.code == code);
  CHECK(ran.out.empty());
  CHECK(ran.err == message + "\n");
}

std::string names_of_commands() {
  std::string names;
  for (const Command& command : all_commands()) {
    names += (names.empty() ? "" : ", ") + std::string(command.text.name);
  }
  return names;
}

}  // namespace

TEST_CASE("A wrong command line is told as everything else is, with the help to ask for",
          "[app][usage]") {
  check_refused("run", 2, "hustings: SCENARIO is required (hustings run --help)");
  check_refused("replay x.h5", 2, "hustings: --election is required (hustings replay --help)");
  check_refused("run a.yaml b.yaml", 2,
                "hustings: the following argument was not expected: b.yaml (hustings run --help)");
  check_refused("run a.yaml --threads 0", 2,
                "hustings: --threads: Value 0 not in range 1 to 4096 (hustings run --help)");
  check_refused("show a.h5 --json --csv", 2,
                "hustings: --json excludes --csv (hustings show --help)");
  check_refused("--", 2, "hustings: needs a command (hustings --help)");
}

TEST_CASE("What no command or option is called is told with all that there are", "[app][usage]") {
  check_refused(
      "nonsense", 2,
      "hustings: there is no command 'nonsense' (there are: " + names_of_commands() + ")");
  check_refused("shwo a.h5", 2, "hustings: there is no command 'shwo' (did you mean 'show'?)");
  check_refused("run a.yaml --forec", 2,
                "hustings: there is no option '--forec' (did you mean '--force'?)");
  check_refused("digest a.h5 -z", 2,
                "hustings: there is no option '-z' (there are: --help, -h, --unverified)");
  check_refused("-x", 2, "hustings: there is no option '-x' (there are: --help, -h, --version)");
  CHECK(test::run("run a.yaml --nonsense").err.find(" more)") == std::string::npos);
}

TEST_CASE("A missing file is told in the same words by every command", "[app][usage]") {
  const std::string missing = "cannot open none: there is no such file";
  for (const char* arguments :
       {"run none", "vary none", "check none", "compare none none", "replay none --election 0",
        "show none", "swing none", "sensitivity none", "diff none none", "digest none",
        "count none --rules none"}) {
    check_refused(arguments, 66, "hustings: " + missing);
  }
  check_refused("run '" + kFirstSteps + "' --what-if none", 66, "hustings: " + missing);
  check_refused("validate none", 66, "none: error: " + missing);
  for (const char* name : {"run", "show", "digest", "check"}) {
    check_refused(name + std::string(" /"), 66, "hustings: cannot read /: it is a folder");
  }
}

TEST_CASE("A results file where a scenario is wanted, or the other way round, is called so",
          "[app][usage]") {
  const test::TemporaryFolder folder;
  const std::string results = (folder / "a.h5").string();
  REQUIRE(test::run("run '" + kFirstSteps + "' --elections 100 --quiet -o " + results).code == 0);
  const std::string is_results =
      results + ": error: this is a results file or a posterior, not YAML (hustings show " +
      results + " shows it)";
  for (const char* name : {"run", "vary", "check", "validate"}) {
    check_refused(name + (" " + results), 65, is_results);
  }
  check_refused("run '" + kFirstSteps + "' --what-if " + results, 65, is_results);
  const std::string is_scenario = kFirstSteps +
                                  ": this is a scenario, not a results file (hustings run " +
                                  kFirstSteps + " makes one)";
  for (const char* name : {"show", "swing", "sensitivity", "digest"}) {
    check_refused(name + (" '" + kFirstSteps + "'"), 65, "hustings: " + is_scenario);
  }
  const std::string other = (folder / "notes.txt").string();
  test::put_file(other, "about hustings: nothing\n");
  check_refused("show " + other, 65, "hustings: " + other + ": not a results file of hustings");
}

TEST_CASE("Help and version that cannot be written exit with 74", "[app][usage]") {
  const test::TemporaryFolder folder;
  CHECK_THAT(test::run("--version").out, Catch::StartsWith("hustings ") && Catch::EndsWith(")\n"));
  for (const char* arguments : {"", "--version", "--help", "run --help", "schema", "explain"}) {
    INFO(arguments);
    const std::string said = (folder / "said").string();
    CHECK(test::run(std::string(arguments) + " >/dev/full 2>'" + said + "'; exit $?; :").code ==
          74);
    CHECK(test::bytes_of_file(said) == "hustings: cannot write to the standard output\n");
  }
}

TEST_CASE("A scenario without a title is headed with its file's name", "[app][usage]") {
  const test::TemporaryFolder folder;
  std::string text = test::bytes_of_file(kFirstSteps);
  text.erase(text.find("\ntitle:"),
             text.find('\n', text.find("\ntitle:") + 1) - text.find("\ntitle:"));
  test::put_file(folder / "bare.yaml", text);
  const std::string results = (folder / "bare.h5").string();
  const test::Ran ran =
      test::run("run " + (folder / "bare.yaml").string() + " --elections 100 -o " + results);
  CHECK_THAT(ran.out, Catch::StartsWith("bare.yaml\n"));
  CHECK_THAT(test::run("show " + results).out, Catch::StartsWith("bare.yaml\n"));
  CHECK_THAT(test::run("replay --election 0 " + results).out, Catch::StartsWith("bare.yaml\n"));
}

TEST_CASE("vary without -o writes beside what run writes, by the scenario's name", "[app][usage]") {
  const test::TemporaryFolder folder;
  const std::string set = " --set 'vary=[{change: turnout, over: times, values: [0.9]}]'";
  const std::string in_folder = "' --elections 100 --quiet";
  const std::string before = std::filesystem::current_path().string();
  std::filesystem::current_path(folder.path());
  const int ran = test::run("run '" + kFirstSteps + in_folder).code;
  const int varied = test::run("vary '" + kFirstSteps + in_folder + set).code;
  const int again = test::run("vary '" + kFirstSteps + in_folder + set).code;
  std::filesystem::current_path(before);
  CHECK(ran == 0);
  CHECK(varied == 0);
  CHECK(again == 73);
  CHECK(std::filesystem::exists(folder / "first_steps_vary.h5"));
  CHECK(folder.n_files() == 2);
}
