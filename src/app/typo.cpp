#include "app/typo.hpp"

#include <algorithm>

#include "hustings/core/problem.hpp"

namespace hustings {
namespace {

/// The long names of a command's options; of none: of the program itself.
std::vector<std::string> option_names(const Command* command) {
  std::vector<std::string> names{"--help"};
  if (command == nullptr) {
    names.emplace_back("--version");
    return names;
  }
  for (const Option& option : command->options) {
    if (!option.is_argument()) names.push_back(option.names.substr(option.names.find("--")));
  }
  return names;
}

}  // namespace

std::string unknown_word(const std::vector<Command>& commands, int argc, const char* const* argv) {
  const Command* command = nullptr;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--") return "";
    if (word.starts_with("--")) {
      const std::string name = word.substr(0, word.find('='));
      const std::vector<std::string> known = option_names(command);
      if (std::ranges::find(known, name) == known.end()) {
        return unknown_name("option", name, known);
      }
    } else if (command == nullptr && !word.starts_with('-')) {
      const auto found =
          std::ranges::find_if(commands, [&](const Command& one) { return one.text.name == word; });
      if (found == commands.end()) {
        std::vector<std::string> known;
        for (const Command& one : commands) known.emplace_back(one.text.name);
        return unknown_name("command", word, known);
      }
      command = &*found;
    }
  }
  return "";
}

}  // namespace hustings
