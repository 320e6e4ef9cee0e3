#pragma once

#include <array>
#include <cstdint>

#include "hustings/random/name.hpp"

namespace hustings {

/// The generator's key: (seed, purpose, word group 0), with its parity word.
struct DrawKey {
  std::array<std::uint32_t, 5> schedule{};

  friend bool operator==(const DrawKey&, const DrawKey&) = default;
};

DrawKey draw_key(std::uint64_t seed, Purpose purpose);

/// The address of one named draw: the name half of the counter after the first round of the cipher,
/// which depends on the key and the name alone and so is done once, when the model is built.
struct DrawAddress {
  std::uint32_t x2 = 0;
  std::uint32_t x3 = 0;
  friend auto operator<=>(const DrawAddress&, const DrawAddress&) = default;
};

DrawAddress draw_address(const DrawKey& key, std::uint64_t name);

/// Elections are drawn in batches of kBatch. One call of the generator serves four elections of a
/// batch: word w of call q (q < kBatch / 4) belongs to election w * kBatch / 4 + q, and the call's
/// index in the counter is batch * kBatch / 4 + q. So a draw takes a quarter call, on any vector
/// width.
inline constexpr std::uint64_t kBatch = 256;
inline constexpr std::uint64_t kCalls = kBatch / 4;

/// Returns the word of the named draw in one election: the plain definition of what the vector
/// kernels compute.
std::uint32_t draw_word(const DrawKey& key, std::uint64_t name, std::uint64_t election);

}  // namespace hustings
