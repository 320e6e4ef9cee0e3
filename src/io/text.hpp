#pragma once

#include <string>
#include <string_view>

namespace hustings {

/// Writes a step of a path, in double quotes where it holds anything odd, without what disturbs a
/// terminal.
std::string path_step(std::string_view name);

/// Writes a number the way a scenario would: `0.27`, `1_000_000`.
std::string number_text(double value);

}  // namespace hustings
