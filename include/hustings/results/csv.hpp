#pragma once

#include <string>

#include "hustings/results/results_file.hpp"
#include "hustings/summary/view.hpp"

namespace hustings {

/// Writes win probabilities and shares as CSV, a candidate a row. Source: docs/results.md, "CSV".
std::string results_csv(const View& view);

/// Writes what each programme is worth as CSV, a win, sweep or event of a programme a row; `view`
/// is that of the run. Only a head where the run has none. Source: docs/results.md, "CSV".
std::string worth_csv(const Results& results, const View& view);

}  // namespace hustings
