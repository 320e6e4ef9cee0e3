#pragma once

#include <string>

#include "hustings/summary/view.hpp"
#include "report/style.hpp"

namespace hustings {

/// Writes the summary of a run as a person reads it: contests with win probabilities and shares,
/// slates, events; written and simulated shares side by side. A share far off the written one is
/// marked where the elections are the scenario's as it is written, none chosen or moved.
std::string summary_text(const View& view, bool is_as_written, const TableStyle& style);

}  // namespace hustings
