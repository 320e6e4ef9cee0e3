#pragma once

#include <string>

#include "hustings/summary/labels.hpp"
#include "hustings/summary/summary.hpp"

namespace hustings {

/// Writes win probabilities and shares as CSV, a candidate a row. Source: docs/results.md, "CSV".
std::string results_csv(const Labels& labels, const Summary& summary);

}  // namespace hustings
