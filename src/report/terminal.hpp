#pragma once

#include <string>

#include "hustings/summary/labels.hpp"
#include "hustings/summary/summary.hpp"

namespace hustings {

/// The summary of a run as a person reads it in a terminal: contests with win probabilities and
/// shares, slates, events; written and simulated shares side by side. `colour`: ANSI codes are
/// used.
std::string terminal_summary(const Labels& labels, const Summary& summary, bool colour);

}  // namespace hustings
