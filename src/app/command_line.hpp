#pragma once

#include <vector>

#include "app/command.hpp"

namespace hustings {

/// Parses a command line. Returns the command to be run, whose options are set; null = help or the
/// version was asked for, and is on the standard output. Throws Failure (2) where the line is
/// wrong, an unknown word with a suggestion.
const Command* parse_command_line(const std::vector<Command>& commands, int argc,
                                  const char* const* argv);

}  // namespace hustings
