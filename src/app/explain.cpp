#include "app/explain.hpp"

#include <memory>
#include <string>

#include "app/terminal.hpp"
#include "language/key_docs.hpp"

namespace hustings {
namespace {

constexpr const char* kExamples = R"(Examples:
  hustings explain
  hustings explain turnout
  hustings explain effects.tails
  hustings explain universes.table

Explains a key of the scenario language: what it takes, its default, what stands below it.
Without a key, lists them all. The language as a whole: docs/scenario.md.
Exit code: 2 there is no such key.
)";

ExitCode explain(const std::string& question) {
  if (question.empty()) {
    print_out(key_overview() + "\nhustings explain KEY tells more about one of them.\n");
    return ExitCode::ok;
  }
  const std::vector<const Key*> keys = keys_meant(question);
  if (keys.empty()) {
    const std::string suggestion = key_suggestion(question);
    throw Failure(ExitCode::usage, "there is no key '" + question + "'" +
                                       (suggestion.empty() ? "; `hustings explain` lists them"
                                                           : " (" + suggestion + ")"));
  }
  std::string text;
  for (const Key* key : keys) text += (text.empty() ? "" : "\n") + explanation(*key);
  print_out(text);
  return ExitCode::ok;
}

}  // namespace

void add_explain(CLI::App& app, Command& command) {
  const auto question = std::make_shared<std::string>();
  CLI::App* const sub = app.add_subcommand("explain", "Explain a key of the scenario language");
  sub->footer(kExamples);
  sub->add_option("KEY", *question, "A key: its path, or its last name");
  sub->callback([question, &command] { command = [question] { return explain(*question); }; });
}

}  // namespace hustings
