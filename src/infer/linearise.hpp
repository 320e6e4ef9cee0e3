#pragma once

#include "infer/move_kernels.hpp"

namespace hustings::infer {

/// Makes h linear where it was evaluated (the first lane), z in units of its sd: J is the
/// derivative by value x multiplier.
LinearReturns linearise(const ReturnsPlan& plan, const Evaluation& at,
                        const std::vector<double>& multiplier);

}  // namespace hustings::infer
