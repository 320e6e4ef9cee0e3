#pragma once

#include <string>

#include "hustings/results/results_file.hpp"
#include "hustings/summary/view.hpp"
#include "report/style.hpp"

namespace hustings {

/// Writes what a person reads of results: the summary, then how each what-if differs from it.
std::string results_text(const Results& results, const View& view, const TableStyle& style);

}  // namespace hustings
