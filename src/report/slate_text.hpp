#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "hustings/summary/view.hpp"

namespace hustings {

/// Says how a slate does: `sweeps 18.5%, wins 1.03 of 2 on average (90%: 0-2)`, of as many as can
/// win together.
std::string slate_heading(const View& view, std::size_t slate);

/// How often a slate wins how many seats: `3: 12.1%`. What cannot be is left out. Of more than six
/// counts those are told one by one that hold 98 % of the elections or more; the tails, each 1 % at
/// most, as sums: `2 or fewer: 0.3%`.
std::vector<std::string> seat_parts(const View& view, std::size_t slate);

}  // namespace hustings
