#include "app/typo.hpp"

#include <string_view>
#include <vector>

#include "hustings/core/problem.hpp"

namespace hustings {
namespace {

std::string said(const std::string& what, const std::string& word,
                 const std::vector<std::string>& known) {
  const std::string suggestion = did_you_mean(word, known);
  return "there is no " + what + " '" + word + "' (" +
         (suggestion.empty() ? "there are: " + listed(known) : suggestion) + ")";
}

std::vector<std::string> commands(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(sub->get_name());
  }
  return names;
}

std::vector<std::string> options(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

}  // namespace

std::string unknown_word(const CLI::App& app, int argc, const char* const* argv) {
  const CLI::App* command = &app;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--") return "";
    if (word.starts_with("--")) {
      const std::string name = word.substr(0, word.find('='));
      if (command->get_option_no_throw(name) == nullptr) {
        return said("option", name, options(*command));
      }
    } else if (command == &app && !word.starts_with('-')) {
      const auto found =
          app.get_subcommands([&](const CLI::App* sub) { return sub->check_name(word); });
      if (found.empty()) return said("command", word, commands(app));
      command = found.front();
    }
  }
  return "";
}

}  // namespace hustings
