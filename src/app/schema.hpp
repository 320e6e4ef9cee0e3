#pragma once

#include "app/command.hpp"

namespace hustings {

/// Adds `hustings schema`: prints the JSON Schema of scenarios.
void add_schema(CLI::App& app, Command& command);

}  // namespace hustings
