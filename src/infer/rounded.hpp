#pragma once

#include <cstdint>

namespace hustings::infer {

/// Rounds a number of at least 0, halves up, without the machine's C library.
inline std::int64_t rounded(double number) {
  return static_cast<std::int64_t>(number + .5);
}

}  // namespace hustings::infer
