#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "app/command.hpp"

namespace hustings {

/// Writes the help of the program: examples, then its commands group by group.
std::string help_of(const std::vector<Command>& commands, std::size_t width);

/// Writes the help of a command: examples, what it does, exit codes, options.
std::string help_of(const Command& command, std::size_t width);

}  // namespace hustings
