#include "app/help.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "hustings/core/problem.hpp"
#include "report/style.hpp"

namespace hustings {
namespace {

constexpr std::size_t kMostLeft = 22;  // columns of what is explained
constexpr std::size_t kGap = 2;

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

/// Breaks a text at blanks into lines of at most `width` columns, all but the first indented.
std::string wrapped(std::string_view text, std::size_t width, std::size_t indent = 0) {
  std::string lines;
  std::size_t used = indent;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    const bool is_first = used == indent;
    if (!is_first && used + 1 + columns_of(word) > width) {
      lines += "\n" + std::string(indent, ' ');
      used = indent;
    } else if (!is_first) {
      lines += ' ';
      ++used;
    }
    lines += word;
    used += columns_of(word);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines + "\n";
}

/// Calls `take` with every line of a text.
template <class Take>
void each_line(std::string_view text, const Take& take) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    take(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

/// Examples first, then what it does, then the exit codes.
std::string head(const CommandText& of, std::size_t width) {
  std::string text = "Examples:\n";
  each_line(of.examples, [&](std::string_view line) { text += "  " + std::string(line) + "\n"; });
  text += "\n";
  each_line(of.about, [&](std::string_view line) {
    text += line.starts_with(' ') ? std::string(line) + "\n" : wrapped(line, width);
  });
  return text + wrapped(std::string("Exit code: ") + of.exit_codes, width) + "\n";
}

/// A name and what it means beside it, below it where the name is long.
std::string explained(const std::string& name, const std::string& meaning, std::size_t left,
                      std::size_t width) {
  const std::size_t indent = 2 + left + kGap;
  const std::string start = "  " + name;
  const bool is_long = columns_of(start) + kGap > indent;
  return (is_long ? start + "\n" + std::string(indent, ' ') : padded(start, indent)) +
         wrapped(meaning, width, indent);
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
  std::string text = head(kProgram, width) + "Usage: hustings COMMAND [OPTIONS]\n";
  for (std::size_t group = 0; group < kGroupNames.size(); ++group) {
    bool is_first = true;
    for (const Command& command : commands) {
      if (command.text.group != static_cast<Group>(group)) continue;
      if (is_first) text += std::string("\n") + kGroupNames[group] + ":\n";
      is_first = false;
      text += explained(command.text.name, command.text.line, left, width);
    }
  }
  std::vector<std::string> others;
  for (const Command& command : commands) {
    if (command.text.group == Group::others) others.emplace_back(command.text.name);
  }
  return text + "\n" +
         wrapped(
             "hustings COMMAND --help tells more of each, hustings --version which version "
             "this is.",
             width) +
         wrapped("Further commands: " + listed(others), width);
}

std::string help_of(const Command& command, std::size_t width) {
  std::vector<std::string> names;
  for (const Option& option : command.options) names.push_back(shown_name(option));
  names.emplace_back("-h, --help");
  const std::size_t left = longest(names);
  std::string text = head(command.text, width) + wrapped(usage(command), width, 2) + "\n";
  for (std::size_t i = 0; i < command.options.size(); ++i) {
    text += explained(names[i], shown_meaning(command.options[i]), left, width);
  }
  return text + explained(names.back(), "Print this help", left, width);
}

}  // namespace hustings
