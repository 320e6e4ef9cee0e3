#pragma once

#include <cstdint>
#include <span>

#include "count/lots.hpp"
#include "count/outcome.hpp"

namespace hustings {

/// Counts a batch by plurality with several seats: the `seats` candidates with most first choices
/// win.
///
/// votes: row per candidate. A tie at the line goes to the higher lots. The winner of an outcome is
/// who has most votes; its margin is the last in minus the first out, as a share of valid votes.
void count_seats(std::span<const float> votes, std::size_t seats, const Lots& lots,
                 std::uint64_t index, std::size_t n_valid, Outcome& outcome);

}  // namespace hustings
