#pragma once

#include <string>

#include "hustings/summary/view.hpp"

namespace hustings {

/// Writes win probabilities and shares as CSV, a candidate a row. Source: docs/results.md, "CSV".
std::string results_csv(const View& view);

}  // namespace hustings
