#pragma once

#include <string>
#include <string_view>

namespace hustings {

/// Writes a step of a path, in double quotes where it holds anything odd.
std::string path_step(std::string_view name);

/// Puts what a user wrote in quotes for a message, its first 60 bytes if it is longer.
std::string quoted(std::string_view text);

/// Writes a number the way a scenario would: `0.27`, `1_000_000`.
std::string number_text(double value);

}  // namespace hustings
