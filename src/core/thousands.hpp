#pragma once

#include <cstdint>
#include <string>

namespace hustings {

/// Puts a comma between the thousands of a decimal number.
std::string with_thousands(std::string number);
std::string with_thousands(std::uint64_t number);

}  // namespace hustings
