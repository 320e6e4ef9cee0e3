#pragma once

#include <cstddef>

#include "core/aligned.hpp"

namespace hustings::infer {

inline constexpr std::size_t kLanes = 4;

/// One number in four elections. Operations are those of each lane alone, none of them fused, so
/// that bits are the same on every instruction set.
using Lanes = double __attribute__((vector_size(kLanes * sizeof(double))));
using LaneArray = Aligned<Lanes>;

inline void set_all(Lanes& lanes, double x) {
  for (std::size_t i = 0; i < kLanes; ++i) lanes[i] = x;
}

}  // namespace hustings::infer
