#pragma once

#include <algorithm>
#include <cstddef>

#include "core/aligned.hpp"

namespace hustings::infer {

/// Numbers of several elections side by side, number after number. How many elections is what a
/// vector of the kernels holds (MoveKernels::lanes). Operations are those of each lane alone, so
/// bits are the same on every instruction set.
using LaneArray = Aligned<double>;

inline constexpr std::size_t kMostLanes = 8;

/// Sets number i of all lanes.
inline void set_all(LaneArray& numbers, std::size_t i, std::size_t lanes, double x) {
  std::fill_n(numbers.begin() + static_cast<std::ptrdiff_t>(i * lanes), lanes, x);
}

}  // namespace hustings::infer
