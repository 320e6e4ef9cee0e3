#include "app/typo.hpp"

#include <algorithm>
#include <utility>

#include "hustings/core/problem.hpp"
#include "text/shown.hpp"

namespace hustings {
namespace {

/// The names of a command's options, each alone; of none: of the program itself.
std::vector<std::string> option_names(const Command* command) {
  std::vector<std::string> names{"--help", "-h"};
  if (command == nullptr) {
    names.emplace_back("--version");
    return names;
  }
  for (const Option& option : command->options) {
    if (option.is_argument()) continue;
    for (std::string& name : split(option.names, ',')) names.push_back(std::move(name));
  }
  return names;
}

/// The name of the option that a word gives, alone or with a value behind it; empty = it is none.
std::string option_in(const std::string& word) {
  if (word.starts_with("--")) return word.substr(0, word.find('='));
  const bool is_short = word.size() > 1 && word[0] == '-' && (word[1] < '0' || word[1] > '9');
  return is_short ? word.substr(0, 2) : "";
}

}  // namespace

std::string unknown_word(const std::vector<Command>& commands, int argc, const char* const* argv) {
  const Command* command = nullptr;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--") return "";
    if (const std::string name = option_in(word); !name.empty()) {
      const std::vector<std::string> known = option_names(command);
      if (std::ranges::find(known, name) == known.end()) {
        // One letter is no slip of another.
        const std::string all = listed(known, known.size());
        return name.size() > 2 ? unknown_name("option", name, known, known.size())
                               : "there is no option '" + name + "' (there are: " + all + ")";
      }
    } else if (command == nullptr && !word.starts_with('-')) {
      const auto found =
          std::ranges::find_if(commands, [&](const Command& one) { return one.text.name == word; });
      if (found == commands.end()) {
        std::vector<std::string> known;
        for (const Command& one : commands) known.emplace_back(one.text.name);
        return unknown_name("command", word, known, known.size());
      }
      command = &*found;
    }
  }
  return "";
}

}  // namespace hustings
