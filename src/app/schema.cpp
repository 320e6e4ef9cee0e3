#include "app/schema.hpp"

#include "app/terminal.hpp"
#include "language/schema.hpp"

namespace hustings {
namespace {

constexpr const char* kExamples = R"(Examples:
  hustings schema > scenario.schema.json

Prints the JSON Schema (draft-07) of scenarios. An editor with a YAML language server completes keys,
explains them and marks mistakes where a scenario begins with
  # yaml-language-server: $schema=scenario.schema.json
What joins two places, such as names that must exist and shares that add up, only hustings validate
tells.

Exit code: 0; 74 the schema cannot be written.
)";

}  // namespace

void add_schema(CLI::App& app, Command& command) {
  CLI::App* const sub = app.add_subcommand("schema", "Print the JSON Schema of scenarios");
  sub->footer(kExamples);
  sub->callback([&command] {
    command = [] {
      print_out(scenario_schema());
      return ExitCode::ok;
    };
  });
}

}  // namespace hustings
