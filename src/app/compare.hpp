#pragma once

#include "app/command.hpp"

namespace hustings {

/// Adds `hustings compare`: holds two scenarios or results files against each other.
void add_compare(CLI::App& app, Command& command);

}  // namespace hustings
