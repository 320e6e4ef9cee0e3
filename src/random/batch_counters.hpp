#pragma once

#include <cstdint>

#include "hustings/random/address.hpp"

namespace hustings {

/// The election half of the counters of one batch, after the first round of the cipher: the part
/// that all draws of the batch share.
struct BatchCounters {
  alignas(64) std::uint32_t x0[kCalls];
  alignas(64) std::uint32_t x1[kCalls];
  alignas(64) std::uint32_t x1_turned[kCalls];  ///< x1 as the second round rotates it
};

void fill_counters(const DrawKey& key, std::uint64_t batch, BatchCounters& counters);

/// The key schedule as what is added to the four words after rounds 4, 8 and 12, each in all lanes
/// of the widest vector: as operands in memory they cost the kernels no instruction.
struct Injections {
  static constexpr std::size_t kLanes = 16;
  alignas(64) std::uint32_t word[3][4][kLanes] = {};

  Injections() = default;
  explicit Injections(const DrawKey& key);
};

}  // namespace hustings
