#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>

#include "serve/explorer.hpp"

namespace hustings {

/// Parameters of an address.
using Parameters = std::map<std::string, std::string>;

/// How many elections are asked for where an address does not say, and at most.
struct ElectionsAllowed {
  std::uint64_t usual = 0;
  std::uint64_t most = 0;
};

/// Reads a question: `page` (letters and digits, 1 to 32), `turn` (a whole number) and, if it is
/// given, `elections`; the changes are the body. Returns what is wrong, in a sentence, where
/// anything is.
std::variant<Asked, std::string> question_of(const Parameters& parameters, std::string body,
                                             const ElectionsAllowed& allowed);

}  // namespace hustings
