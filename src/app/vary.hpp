#pragma once

#include "app/command.hpp"

namespace hustings {

/// Adds `hustings vary`: simulates a scenario at every point of its variation.
void add_vary(CLI::App& app, Command& command);

}  // namespace hustings
