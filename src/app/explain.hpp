#pragma once

#include "app/command.hpp"

namespace hustings {

/// Adds `hustings explain`: says what a key of the scenario language means.
void add_explain(CLI::App& app, Command& command);

}  // namespace hustings
