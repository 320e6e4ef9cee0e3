// The commands as data: what help says of them, and that they say the same of the same option.

#include "app/help.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <sstream>

#include "app/commands.hpp"
#include "support/program.hpp"

using namespace hustings;

namespace {

constexpr std::size_t kWidth = 80;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream input(text);
  for (std::string line; std::getline(input, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> names_of(const Command& command) {
  std::vector<std::string> names;
  for (const Option& option : command.options) names.push_back(option.names);
  return names;
}

Command command_named(const std::string& name) {
  for (const Command& command : all_commands()) {
    if (command.text.name == name) return command;
  }
  FAIL("no command " << name);
  return {};
}

bool has(const Command& command, const std::string& name) {
  const auto names = names_of(command);
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

TEST_CASE("Help lists the commands in groups, the others in its last line", "[app][help]") {
  const std::vector<std::string> lines = lines_of(help_of(all_commands(), kWidth));
  std::string order;
  for (const std::string& line : lines) {
    if (line.ends_with(":") && line != "Examples:") order += " | " + line;
    if (line.starts_with("  ") && !line.starts_with("  hustings")) {
      order += " " + line.substr(2, line.find(' ', 2) - 2);
    }
  }
  CHECK(
      order ==
      " | Begin: validate explain draft | Simulate: run vary merge | Look: show report replay"
      " | Ask: explore swing sensitivity compare | Campaign: plan | Counted votes: count calibrate"
      " | Trust: check diff verify score");
  CHECK(lines.back() == "Further commands: schema, digest");
}

TEST_CASE("Help begins with examples, ends with options, and fits a terminal", "[app][help]") {
  std::vector<std::pair<std::string, std::string>> pages{
      {"", help_of(all_commands(), kWidth)}, {"--help", help_of(all_commands(), kWidth)}};
  for (const Command& command : all_commands()) {
    pages.emplace_back(std::string(command.text.name) + " --help", help_of(command, kWidth));
  }
  for (const auto& [arguments, page] : pages) {
    INFO(arguments);
    const test::Ran ran = test::run(arguments);
    CHECK(ran.code == 0);
    CHECK(ran.out == page);
    CHECK_THAT(page, Catch::StartsWith("Examples:\n  hustings "));
    CHECK_THAT(page, Catch::Contains("\nExit code: ") && Catch::Contains("\nUsage: hustings "));
    for (const std::string& line : lines_of(page)) {
      INFO(line);
      CHECK(line.size() <= kWidth);
    }
  }
}

TEST_CASE("Help is wrapped at the width of a narrow terminal", "[app][help]") {
  const std::string page = help_of(command_named("run"), 50);
  CHECK_THAT(page, Catch::Contains("  -o, --output FILE  File to write (default: the\n"
                                   "                     name of what is read with\n"
                                   "                     .h5, in this folder)\n"));
}

TEST_CASE("Options say what they take, and what they go with", "[app][help]") {
  const std::string show = help_of(command_named("show"), kWidth);
  CHECK_THAT(show, Catch::Contains("Print CSV, a candidate a row (not with --json)") &&
                       Catch::Contains("default: all the machine has; with --given"));
  CHECK_THAT(help_of(command_named("vary"), kWidth),
             Catch::Contains("Usage: hustings vary SCENARIO [OPTIONS]"));
  CHECK_THAT(help_of(command_named("validate"), kWidth),
             Catch::Contains("Usage: hustings validate SCENARIO... [OPTIONS]"));
  CHECK_THAT(help_of(command_named("explain"), kWidth),
             Catch::Contains("Usage: hustings explain [KEY] [OPTIONS]"));
}

/// What an option takes: one text or several are the same.
std::size_t kind(const Option& option) {
  Option::Target text = static_cast<std::string*>(nullptr);
  return option.is_repeated() ? text.index() : option.target.index();
}

TEST_CASE("An option of several commands has one meaning, in the same words", "[app][help]") {
  std::map<std::string, Option> known;
  for (const Command& command : all_commands()) {
    for (const Option& option : command.options) {
      // Which schema is printed, not a file: programs that ask for it rely on the name.
      const bool is_of_schema = command.text.name == std::string("schema");
      if (option.is_argument() || (is_of_schema && option.names == "--results")) continue;
      INFO(command.text.name << " " << option.names);
      const auto [first, is_new] = known.emplace(option.names, option);
      CHECK(option.help == first->second.help);
      CHECK(option.value == first->second.value);
      CHECK(kind(option) == kind(first->second));
    }
  }
}

TEST_CASE("Commands that simulate share their options, commands that read files theirs",
          "[app][help]") {
  for (const char* name : {"run", "vary", "explore", "check", "compare"}) {
    INFO(name);
    for (const char* option : {"--elections", "--seed", "--threads", "--set", "--quiet"}) {
      CHECK(has(command_named(name), option));
    }
  }
  for (const char* name : {"run", "vary"}) {
    CHECK((has(command_named(name), "-o,--output") && has(command_named(name), "--force")));
  }
  for (const char* name : {"show", "swing", "sensitivity", "replay", "diff", "compare", "digest"}) {
    INFO(name);
    CHECK(has(command_named(name), "--unverified"));
  }
  for (const Command& command : all_commands()) {
    const std::string name = command.text.name;
    INFO(name);
    CHECK(has(command, "--json") == (name != "explain" && name != "schema" && name != "digest" &&
                                     name != "report" && name != "explore" && name != "verify"));
  }
}
