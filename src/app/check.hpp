#pragma once

#include "app/command.hpp"

namespace hustings {

/// Adds `hustings check`: simulates a scenario and holds it against what it expects.
void add_check(CLI::App& app, Command& command);

}  // namespace hustings
