#include <string>

#include "app/commands.hpp"
#include "app/terminal.hpp"
#include "language/key_docs.hpp"

namespace hustings {
namespace {

constexpr CommandText kText{
    .name = "explain",
    .group = Group::begin,
    .line = "Explain a key of the scenario language",
    .examples = R"(hustings explain
hustings explain turnout
hustings explain effects.tails
hustings explain universes.table
hustings explain --recipe places)",
    .about =
        "Explains a key of the scenario language: what it takes, its default, what stands "
        "below it. Without a key, lists them all. The language as a whole: docs/scenario.md; that "
        "of "
        "recipes: docs/recipe.md.",
    .exit_codes = "2 there is no such key."};

struct ExplainOptions {
  std::string key;
  bool recipe = false;

  Language language() const { return recipe ? Language::recipe : Language::scenario; }
};

Options options_of(ExplainOptions& values) {
  return {argument("KEY", values.key, "A key: its path, or its last name"),
          flag("--recipe", values.recipe, "The language of recipes, not that of scenarios")};
}

ExitCode explain(const ExplainOptions& options) {
  if (options.key.empty()) {
    print_text(key_overview(options.language()) +
               "\nhustings explain KEY tells more about one of them.\n");
    return ExitCode::ok;
  }
  const std::vector<const Key*> keys = keys_meant(options.key, options.language());
  if (keys.empty()) {
    const std::string suggestion = key_suggestion(options.key, options.language());
    throw Failure(ExitCode::usage, "there is no key '" + options.key + "'" +
                                       (suggestion.empty() ? "; `hustings explain` lists them"
                                                           : " (" + suggestion + ")"));
  }
  std::string text;
  for (const Key* key : keys) text += (text.empty() ? "" : "\n") + explanation(*key);
  print_text(text);
  return ExitCode::ok;
}

}  // namespace

Command explain_command() {
  return make_command(kText, options_of, explain);
}

}  // namespace hustings
