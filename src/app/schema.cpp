#include "language/schema.hpp"

#include "app/commands.hpp"
#include "app/terminal.hpp"

namespace hustings {
namespace {

constexpr CommandText kText{
    .name = "schema",
    .line = "Print the JSON Schema of scenarios",
    .examples = "hustings schema > scenario.schema.json",
    .about =
        "Prints the JSON Schema (draft-07) of scenarios. An editor with a YAML language "
        "server completes keys, explains them and marks mistakes where a scenario "
        "begins with\n"
        "  # yaml-language-server: $schema=scenario.schema.json\n"
        "What joins two places, such as names that must exist and shares that add up, "
        "only hustings validate tells.",
    .exit_codes = "74 the schema cannot be written."};

struct SchemaOptions {};

Options options_of(SchemaOptions&) {
  return {};
}

ExitCode print_schema(const SchemaOptions&) {
  print_out(scenario_schema());
  return ExitCode::ok;
}

}  // namespace

Command schema_command() {
  return make_command(kText, options_of, print_schema);
}

}  // namespace hustings
