#pragma once

#include <string>

#include "hustings/summary/labels.hpp"
#include "hustings/summary/summary.hpp"
#include "report/style.hpp"

namespace hustings {

/// Writes the summary of a run as a person reads it: contests with win probabilities and shares,
/// slates, events; written and simulated shares side by side.
std::string summary_text(const Labels& labels, const Summary& summary, const TableStyle& style);

}  // namespace hustings
