#pragma once

#include <string>

#include "hustings/results/results_file.hpp"

namespace hustings {

/// Checks that what was read from a file belongs together: nothing missing, every place in range.
/// Throws Failure (65) that names the first fault; `name` is what the message calls the file.
void check_results(const Results& results, const std::string& name);

/// The same of a posterior with its labels.
void check_posterior(const Results& results, const std::string& name);

/// The same of how a what-if differs from its base.
void check_paired(const Results& results, const std::string& name);

}  // namespace hustings
