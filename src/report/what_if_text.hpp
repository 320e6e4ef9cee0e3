#pragma once

#include <string>

#include "hustings/summary/view.hpp"
#include "report/style.hpp"

namespace hustings {

/// Writes how a changed world differs from its base: chances before and after, the difference with
/// its error, votes that move. What does not move at all is left out.
std::string what_if_text(const std::string& title, const View& world, const TableStyle& style);

/// Writes what a programme is worth: chances without it and with it, and the difference. `worth`:
/// the run against a world without it.
std::string worth_text(const std::string& programme, const View& worth, const TableStyle& style);

/// Says what the numbers of these tables are.
std::string what_if_note(const TableStyle& style);

}  // namespace hustings
