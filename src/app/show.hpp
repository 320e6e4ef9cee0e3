#pragma once

#include "app/command.hpp"

namespace hustings {

/// Adds `hustings show`: prints what a results file holds.
void add_show(CLI::App& app, Command& command);

}  // namespace hustings
