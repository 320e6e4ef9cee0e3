#pragma once

#include <string>
#include <string_view>

namespace hustings {

/// Writes a text as a field of CSV (RFC 4180): quoted where it holds a comma, a quote or a line
/// break.
std::string csv_field(std::string_view text);

/// Writes a name as a field of a table for people, who may open it with a spreadsheet: with a '
/// before it where it begins with = + - @, a tab or a line break, which would make it a formula, or
/// with a ' of its own: a field that begins with one always stands for the rest of it.
std::string spreadsheet_field(std::string_view name);

}  // namespace hustings
