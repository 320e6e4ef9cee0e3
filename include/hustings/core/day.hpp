#pragma once

#include <optional>
#include <string>

namespace hustings {

/// Days since 1970-01-01 of a day such as 2026-06-23 or 6/23/2026; nothing where it is none, or not
/// from 1900 to 2199.
std::optional<int> day_of(const std::string& text);

/// Writes days since 1970-01-01 as 2026-06-23.
std::string day_text(int day);

}  // namespace hustings
