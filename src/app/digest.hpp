#pragma once

#include "app/command.hpp"

namespace hustings {

/// Adds `hustings digest`: prints the digest of a results file.
void add_digest(CLI::App& app, Command& command);

}  // namespace hustings
