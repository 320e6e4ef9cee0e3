#pragma once

#include <string>

#include "hustings/summary/comparison.hpp"

namespace hustings {

/// Writes how a changed world differs from its base: chances before and after, the move with its
/// error, votes that move. What does not move at all is left out.
std::string what_if_text(const TwoWorlds& worlds, bool colour);

}  // namespace hustings
