#include "language/schema.hpp"

#include "app/commands.hpp"
#include "app/terminal.hpp"
#include "results/json_keys.hpp"

namespace hustings {
namespace {

constexpr CommandText kText{
    .name = "schema",
    .line = "Print the JSON Schema of scenarios, of recipes, or of results",
    .examples = R"(hustings schema > scenario.schema.json
hustings schema --recipe > recipe.schema.json
hustings schema --results > results.schema.json)",
    .about =
        "Prints the JSON Schema (draft-07) of scenarios. An editor with a YAML language "
        "server completes keys, explains them and marks mistakes where a scenario "
        "begins with\n"
        "  # yaml-language-server: $schema=scenario.schema.json\n"
        "What joins two places, such as names that must exist and shares that add up, "
        "only hustings validate tells.\n"
        "With --results: the schema of what run, show and compare print with --json, with every "
        "key and what it says: docs/results.md.",
    .exit_codes = "74 the schema cannot be written."};

struct SchemaOptions {
  bool results = false;
  bool recipe = false;
};

Options options_of(SchemaOptions& values) {
  return {flag("--results", values.results, "Print that of the JSON of results instead"),
          flag("--recipe", values.recipe, "The language of recipes, not that of scenarios")};
}

ExitCode print_schema(const SchemaOptions& options) {
  const Language language = options.recipe ? Language::recipe : Language::scenario;
  print_out(options.results ? results_schema() : language_schema(language));
  return ExitCode::ok;
}

}  // namespace

Command schema_command() {
  return make_command(kText, options_of, print_schema);
}

}  // namespace hustings
