#pragma once

#include "hustings/decide/diff.hpp"

namespace hustings {

/// Adds what is not compared, once; of what one file alone holds, which.
void leave_out(std::string what, const char* only, RunDifference& difference);

/// Adds every number that one world of two runs has in both, with its test; none is called
/// different yet. Source: docs/ci.md, "Two results files".
void compare_world(const NamedView& a, const NamedView& b, RunDifference& difference);

}  // namespace hustings
