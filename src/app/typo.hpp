#pragma once

#include <string>
#include <vector>

#include "app/command.hpp"

namespace hustings {

/// Says which word of a command line is unknown and what it may have been meant to be:
/// `there is no command 'valdate' (did you mean 'validate'?)`. Empty where no word is unknown.
std::string unknown_word(const std::vector<Command>& commands, int argc, const char* const* argv);

}  // namespace hustings
