#pragma once

#include "app/command.hpp"

namespace hustings {

/// Adds `replay`: prints one election in full.
void add_replay(CLI::App& app, Command& command);

}  // namespace hustings
