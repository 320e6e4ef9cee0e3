#pragma once

#include "hustings/decide/diff.hpp"

namespace hustings {

/// The word for one item of an axis: `contest`, `candidate`, ...
std::string_view axis_word(Axis axis);

/// Compares what follows from the scenarios of two runs alone, which has no Monte Carlo error:
/// what there is, how it is defined, and how many are registered, to be elected, awarded or needed.
void compare_labels(const Labels& a, const Labels& b, RunDifference& difference);

/// The same of a world beside the run: candidates that one side alone has, and numbers; but for
/// what is told of the run already.
void compare_world_labels(const std::string& world, const Labels& a, const Labels& b,
                          RunDifference& difference);

}  // namespace hustings
