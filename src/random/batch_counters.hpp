#pragma once

#include <cstdint>

#include "hustings/random/address.hpp"

namespace hustings {

/// The election half of the counters of one batch, after the first round of the cipher: the part
/// that all draws of the batch share.
struct BatchCounters {
  alignas(64) std::uint32_t x0[kCalls];
  alignas(64) std::uint32_t x1[kCalls];
};

void fill_counters(const DrawKey& key, std::uint64_t batch, BatchCounters& counters);

/// The key schedule as what is added to the four words after rounds 4, 8 and 12.
struct Injections {
  std::uint32_t word[3][4] = {};

  Injections() = default;
  explicit Injections(const DrawKey& key);
};

}  // namespace hustings
