#pragma once

#include <string>
#include <string_view>

namespace hustings {

/// Drops blanks and tabs at both ends.
std::string_view trimmed(std::string_view text);

/// Puts a user's text into quotes for a message: its beginning, without what disturbs a terminal.
std::string shown(std::string_view text);

}  // namespace hustings
