#pragma once

#include <string>

#include "hustings/results/results_file.hpp"
#include "hustings/summary/summary.hpp"

namespace hustings {

/// What a person reads of results: the summary, then how each what-if differs from it.
std::string summary_text(const Results& results, const Summary& summary, bool colour);

}  // namespace hustings
