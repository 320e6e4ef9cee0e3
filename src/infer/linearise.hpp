#pragma once

#include "infer/move_kernels.hpp"

namespace hustings::infer {

/// Throws Failure (65) where returns are so far out that numbers end.
[[noreturn]] void refuse_far_returns();

/// Makes h linear where it was evaluated (the first lane), z in units of its sd: J is the
/// derivative by value x multiplier.
LinearReturns linearise(const ReturnsPlan& plan, const Evaluation& at,
                        const std::vector<double>& multiplier);

/// Adds what moving elections needs beside: along and alike of every block. Local draws'
/// multipliers must be 1.
void take_apart(const ReturnsPlan& plan, LinearReturns& linear);

}  // namespace hustings::infer
