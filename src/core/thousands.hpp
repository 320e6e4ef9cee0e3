#pragma once

#include <cstdint>
#include <string>

namespace hustings {

/// Puts a comma between the thousands of a decimal number.
std::string with_thousands(std::string number);
std::string with_thousands(std::uint64_t number);

/// Says how many there are of what has a plural in -s: `1 point`, `2,000 elections`.
std::string counted(std::string number, const std::string& unit);
std::string counted(std::uint64_t number, const std::string& unit);

}  // namespace hustings
