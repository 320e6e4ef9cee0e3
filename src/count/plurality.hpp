#pragma once

#include <cstdint>
#include <span>

#include "count/outcome.hpp"
#include "hustings/random/address.hpp"

namespace hustings {

/// Where the lots of a contest come from.
struct Lots {
  const DrawKey* key = nullptr;
  std::span<const std::uint64_t> names;  ///< per candidate
};

/// Counts a batch by plurality: most first choices wins one seat.
///
/// votes: row per candidate. An exact tie goes to the tied candidate with the highest lot, a word
/// drawn for (election, contest, candidate). Only the first `n_valid` elections of batch `index`
/// count.
void count_plurality(std::span<const float> votes, const Lots& lots, std::uint64_t index,
                     std::size_t n_valid, Outcome& outcome);

}  // namespace hustings
