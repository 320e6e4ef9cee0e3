#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "hustings/random/address.hpp"

namespace hustings {

/// Where the lots of a contest come from: one word per (election, contest, candidate), so that the
/// lots of one election are one order of its candidates. Who has the higher lot is placed before
/// the other.
struct Lots {
  const DrawKey* key = nullptr;
  std::span<const std::uint64_t> names;  ///< per candidate

  std::uint32_t draw(std::size_t slot, std::uint64_t election) const {
    return draw_word(*key, names[slot], election);
  }
};

}  // namespace hustings
