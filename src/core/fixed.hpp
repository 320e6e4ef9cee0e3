#pragma once

#include <cstdint>

namespace hustings {

/// Shares, margins and turnouts are tallied in fixed point: integers add exactly, in any order.
inline constexpr int kFixedBits = 20;
inline constexpr float kFixedOne = 1 << kFixedBits;

/// Sum and sum of squares of fixed-point values over the elections of a batch.
struct FixedMoments {
  std::uint64_t sum = 0;
  std::uint64_t squares = 0;
};

}  // namespace hustings
