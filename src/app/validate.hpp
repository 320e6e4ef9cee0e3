#pragma once

#include "app/command.hpp"

namespace hustings {

/// Adds `hustings validate`: reads scenarios and reports everything wrong, without simulating.
void add_validate(CLI::App& app, Command& command);

}  // namespace hustings
