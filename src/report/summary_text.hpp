#pragma once

#include <string>

#include "hustings/summary/view.hpp"
#include "report/style.hpp"

namespace hustings {

/// Writes the summary of a run as a person reads it: contests with win probabilities and shares,
/// slates, events; written and simulated shares side by side.
std::string summary_text(const View& view, const TableStyle& style);

}  // namespace hustings
