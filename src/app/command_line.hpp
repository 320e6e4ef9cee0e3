#pragma once

#include <vector>

#include "app/command.hpp"

namespace hustings {

/// What a command line came to.
struct ParsedLine {
  const Command* command = nullptr;  ///< to be run: its options are set; null = all is said
  ExitCode code = ExitCode::ok;      ///< then
};

/// Parses a command line. Help and the version go to the standard output; what is wrong goes to
/// stderr, an unknown word with a suggestion.
ParsedLine parse_command_line(const std::vector<Command>& commands, int argc,
                              const char* const* argv);

}  // namespace hustings
