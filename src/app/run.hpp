#pragma once

#include "app/command.hpp"

namespace hustings {

/// Adds `hustings run`: simulates a scenario, prints the summary and writes the results file.
void add_run(CLI::App& app, Command& command);

}  // namespace hustings
