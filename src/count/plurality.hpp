#pragma once

#include <cstdint>
#include <span>

#include "count/lots.hpp"
#include "count/outcome.hpp"

namespace hustings {

/// Counts a batch by plurality: most first choices wins one seat.
///
/// votes: row per candidate. An exact tie goes to the tied candidate with the highest lot, a word
/// drawn for (election, contest, candidate). Only the first `n_valid` elections of batch `index`
/// count.
void count_plurality(std::span<const float> votes, const Lots& lots, std::uint64_t index,
                     std::size_t n_valid, Outcome& outcome);

}  // namespace hustings
