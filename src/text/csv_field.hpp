#pragma once

#include <string>
#include <string_view>

namespace hustings {

/// Writes a text as a field of CSV (RFC 4180): quoted where it holds a comma, a quote or a line
/// break.
std::string csv_field(std::string_view text);

}  // namespace hustings
