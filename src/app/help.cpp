#include "app/help.hpp"

#include <algorithm>
#include <array>

#include "hustings/core/problem.hpp"
#include "report/columns.hpp"
#include "report/lines.hpp"

namespace hustings {
namespace {

constexpr std::size_t kMostLeft = 22;  // columns of what is explained
constexpr std::size_t kHelpGap = 2;

constexpr CommandText kProgram{
    .name = "",
    .examples = R"(hustings validate scenarios/first_steps.yaml
hustings run scenarios/first_steps.yaml -o first.h5
hustings show first.h5
hustings explain turnout
hustings check scenarios/first_steps.yaml)",
    .about = "Simulates primary elections, counted by the contest's real rules.",
    .exit_codes =
        "0 done; 1 not as expected, or not alike; 2 the command line is wrong; 3 alike but for "
        "chance; 65 a scenario or file is wrong; 66 it is missing; 73, 74 the output cannot be "
        "written."};

constexpr std::array<const char*, 7> kGroupNames{"Begin",    "Simulate",      "Look", "Ask",
                                                 "Campaign", "Counted votes", "Trust"};

/// Examples first, then what it does, then the exit codes.
std::string head(const CommandText& of) {
  return "Examples:" + replaced(std::string("\n") + of.examples, "\n", "\n  ") + "\n\n" + of.about +
         "\nExit code: " + of.exit_codes + "\n\n";
}

/// A name and what it means beside it, below it where the name is long.
std::string explained(const std::string& name, const std::string& meaning, std::size_t left) {
  const std::string start = padded("  " + name, 2 + left + kHelpGap);
  const bool is_long = columns_of(name) > left;
  return (is_long ? start + "\n" + padded("", 2 + left + kHelpGap) : start) + meaning + "\n";
}

/// `-o, --output FILE`
std::string shown_name(const Option& option) {
  std::string text = option.names;
  if (const std::size_t comma = text.find(','); comma != std::string::npos) {
    text.insert(comma + 1, " ");
  }
  return text + (option.value.empty() ? "" : " " + option.value);
}

/// What an option means, with what it goes with.
std::string shown_meaning(const Option& option) {
  std::vector<std::string> notes;
  if (!option.by_default.empty()) notes.push_back("default: " + option.by_default);
  if (!option.needed.empty()) notes.push_back("with " + listed(option.needed));
  if (!option.excluded.empty()) notes.push_back("not with " + listed(option.excluded));
  std::string text = option.help;
  for (std::size_t i = 0; i < notes.size(); ++i) text += (i == 0 ? " (" : "; ") + notes[i];
  return notes.empty() ? text : text + ")";
}

/// `hustings replay FILE --election N [OPTIONS]`
std::string usage(const Command& command) {
  std::string text = std::string("Usage: hustings ") + command.text.name;
  for (const Option& option : command.options) {
    if (!option.is_argument()) continue;
    const std::string name = option.names + (option.is_repeated() ? "..." : "");
    text += option.is_required ? " " + name : " [" + name + "]";
  }
  for (const Option& option : command.options) {
    if (option.is_argument() || !option.is_required) continue;
    text += " " + option.names.substr(0, option.names.find(',')) + " " + option.value;
  }
  return text + " [OPTIONS]";
}

std::size_t longest(const std::vector<std::string>& names) {
  std::size_t width = 0;
  for (const std::string& name : names) {
    if (columns_of(name) <= kMostLeft) width = std::max(width, columns_of(name));
  }
  return width;
}

}  // namespace

std::string help_of(const std::vector<Command>& commands, std::size_t width) {
  std::vector<std::string> names;
  for (const Command& command : commands) names.emplace_back(command.text.name);
  const std::size_t left = longest(names);
  std::string text = head(kProgram) + "Usage: hustings COMMAND [OPTIONS]\n";
  for (std::size_t group = 0; group < kGroupNames.size(); ++group) {
    bool is_first = true;
    for (const Command& command : commands) {
      if (command.text.group != static_cast<Group>(group)) continue;
      if (is_first) text += std::string("\n") + kGroupNames[group] + ":\n";
      is_first = false;
      text += explained(command.text.name, command.text.line, left);
    }
  }
  std::vector<std::string> others;
  for (const Command& command : commands) {
    if (command.text.group == Group::others) others.emplace_back(command.text.name);
  }
  text +=
      "\nhustings COMMAND --help tells more of each, hustings --version which version this is.\n"
      "Further commands: ";
  return fitted(text + listed(others) + "\n", {.width = width});
}

std::string help_of(const Command& command, std::size_t width) {
  Options options = command.options;
  std::erase_if(options, [](const Option& option) { return option.is_hidden; });
  std::vector<std::string> names;
  for (const Option& option : options) names.push_back(shown_name(option));
  names.emplace_back("-h, --help");
  const std::size_t left = longest(names);
  std::string text = head(command.text) + usage(command) + "\n\n";
  for (std::size_t i = 0; i < options.size(); ++i) {
    text += explained(names[i], shown_meaning(options[i]), left);
  }
  return fitted(text + explained(names.back(), "Print this help", left), {.width = width});
}

}  // namespace hustings
