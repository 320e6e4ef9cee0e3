#pragma once

#include "app/command.hpp"

namespace hustings {

/// Adds `hustings sensitivity`: tells which effects decide a contest.
void add_sensitivity(CLI::App& app, Command& command);

}  // namespace hustings
