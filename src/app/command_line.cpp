#include "app/command_line.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <map>
#include <string>

#include "app/help.hpp"
#include "app/terminal.hpp"
#include "app/typo.hpp"
#include "hustings/core/version.hpp"

namespace hustings {
namespace {

constexpr std::size_t kHelpWidth = 80;

/// Adds an option of one kind of target.
struct OptionAdder {
  CLI::App& app;
  const Option& option;

  CLI::Option* operator()(bool* target) const { return app.add_flag(option.names, *target); }
  CLI::Option* operator()(int* target) const {
    return app.add_option(option.names, *target)
        ->check(CLI::Range(option.least, option.most).description(""));
  }
  CLI::Option* operator()(std::string* target) const {
    CLI::Option* const added = app.add_option(option.names, *target);
    if (!option.words.empty()) added->check(CLI::IsMember(option.words).description(""));
    return added;
  }
  CLI::Option* operator()(std::vector<std::string>* target) const {
    CLI::Option* const added = app.add_option(option.names, *target);
    return option.is_argument() ? added : added->expected(1)->take_all();
  }
};

/// Adds the options of a command, then what they say of each other.
void add_options(CLI::App& app, const Options& options) {
  std::map<std::string, CLI::Option*> by_name;
  for (const Option& option : options) {
    CLI::Option* const added = std::visit(OptionAdder{app, option}, option.target);
    if (!option.value.empty()) added->type_name(option.value);
    if (option.is_required) added->required();
    if (!option.if_empty.empty()) {
      added->check([why = option.if_empty](const std::string& value) {
        return value.empty() ? why : std::string();
      });
    }
    if (option.why_not) added->check(option.why_not);
    for (const std::string& name : added->get_lnames()) by_name["--" + name] = added;
  }
  for (const Option& option : options) {
    if (option.is_argument()) continue;
    CLI::Option* const added = app.get_option(option.names.substr(option.names.find("--")));
    for (const std::string& name : option.needed) added->needs(by_name.at(name));
    for (const std::string& name : option.excluded) added->excludes(by_name.at(name));
  }
}

/// The command that a line has named; null = none.
const Command* named(const CLI::App& app, const std::vector<Command>& commands) {
  const auto found = app.get_subcommands();
  if (found.empty()) return nullptr;
  for (const Command& command : commands) {
    if (found.front()->check_name(command.text.name)) return &command;
  }
  return nullptr;
}

void print_help(const std::vector<Command>& commands, const Command* command) {
  const std::size_t width = std::min(kHelpWidth, terminal_style().width);
  print_out(command == nullptr ? help_of(commands, width) : help_of(*command, width));
}

std::string version_line() {
  return std::string("hustings ") + program_version() + " (" + git_revision() + ")";
}

/// Says what is wrong with a line, and where help is: `SCENARIO is required (hustings run --help)`.
std::string usage_fault(std::string what, const Command* command) {
  const bool is_sentence =
      what.size() > 1 && std::islower(static_cast<unsigned char>(what[1])) != 0;
  if (is_sentence) what[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(what[0])));
  return what + " (hustings " + (command == nullptr ? "" : std::string(command->text.name) + " ") +
         "--help)";
}

}  // namespace

const Command* parse_command_line(const std::vector<Command>& commands, int argc,
                                  const char* const* argv) {
  if (argc == 1) {
    print_help(commands, nullptr);
    return nullptr;
  }
  CLI::App app("", "hustings");
  app.require_subcommand(0, 1);
  app.set_version_flag("--version", version_line());
  for (const Command& command : commands) {
    add_options(*app.add_subcommand(command.text.name), command.options);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    print_help(commands, named(app, commands));
    return nullptr;
  } catch (const CLI::CallForVersion&) {
    print_out(version_line() + "\n");
    return nullptr;
  } catch (const CLI::ParseError& error) {
    const std::string unknown = unknown_word(commands, argc, argv);
    throw Failure(ExitCode::usage,
                  !unknown.empty() ? unknown : usage_fault(error.what(), named(app, commands)));
  }
  const Command* const command = named(app, commands);
  if (command == nullptr) throw Failure(ExitCode::usage, usage_fault("needs a command", command));
  return command;
}

}  // namespace hustings
