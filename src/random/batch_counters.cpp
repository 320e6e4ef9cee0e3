#include "random/batch_counters.hpp"

#include <algorithm>
#include <bit>

#include "random/threefry.hpp"

namespace hustings {

/// Does the first round of the cipher for the calls 64 batch + q, q = 0..63, of a batch.
///
/// Law: c = call_high + k1, x0 = call_low + k0 + c, x1 = rotl(c, 10) ^ x0 [salmon2011]. No name is
/// in it, so all draws of a batch begin here and have eleven of the twelve rounds before them.
void fill_counters(const DrawKey& key, std::uint64_t batch, BatchCounters& counters) {
  for (std::uint64_t q = 0; q < kCalls; ++q) {
    const std::uint64_t call = batch * kCalls + q;
    const std::uint32_t c1 = static_cast<std::uint32_t>(call >> 32) + key.schedule[1];
    const std::uint32_t x0 = static_cast<std::uint32_t>(call) + key.schedule[0] + c1;
    counters.x0[q] = x0;
    counters.x1[q] = std::rotl(c1, detail::kThreefryRotations[0][0]) ^ x0;
    counters.x1_turned[q] = std::rotl(counters.x1[q], detail::kThreefryRotations[1][1]);
  }
}

/// Lays out the injections: the s-th, after round 4 s, adds word (s + i) mod 5 of the key schedule
/// to x_i, and s to x_3 as well [salmon2011].
Injections::Injections(const DrawKey& key) {
  for (std::uint32_t s = 1; s <= 3; ++s) {
    for (std::uint32_t i = 0; i < 4; ++i) {
      std::fill_n(word[s - 1][i], kLanes, key.schedule[(s + i) % 5] + (i == 3 ? s : 0));
    }
  }
}

}  // namespace hustings
