#pragma once

#include "app/command.hpp"

namespace hustings {

/// Adds the command `diff`: whether two results files say the same.
void add_diff(CLI::App& app, Command& command);

}  // namespace hustings
