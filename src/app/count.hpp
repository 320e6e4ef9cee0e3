#pragma once

#include "app/command.hpp"

namespace hustings {

/// Adds `hustings count`: counts cast ballots round by round (docs/count.md).
void add_count(CLI::App& app, Command& command);

}  // namespace hustings
