#pragma once

#include <CLI/CLI.hpp>

#include "app/command.hpp"

namespace hustings {

/// Adds `hustings swing FILE`: which universes' turnout swings a race.
void add_swing(CLI::App& app, Command& command);

}  // namespace hustings
