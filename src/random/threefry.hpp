#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace hustings {

using ThreefryWords = std::array<std::uint32_t, 4>;

namespace detail {
inline constexpr int kThreefryRotations[8][2] = {{10, 26}, {11, 21}, {13, 27}, {23, 5},
                                                 {6, 20},  {17, 11}, {25, 10}, {18, 20}};
}  // namespace detail

/// Returns the five words of the key schedule: the key and its parity word.
constexpr std::array<std::uint32_t, 5> threefry_schedule(const ThreefryWords& key) {
  return {key[0], key[1], key[2], key[3], 0x1BD11BDAU ^ key[0] ^ key[1] ^ key[2] ^ key[3]};
}

/// Enciphers a counter: Threefry4x32 with the given number of rounds, 1..20.
///
/// Law: every output word is uniform on 0..2^32-1, distinct (key, counter) pairs independent for
/// all practical purposes. Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as
/// 1, 2, 3" (docs/references.bib, salmon2011).
template <int kRounds = 12>
constexpr ThreefryWords threefry4x32(const ThreefryWords& counter, const ThreefryWords& key) {
  const auto schedule = threefry_schedule(key);
  ThreefryWords x{};
  for (std::size_t i = 0; i < 4; ++i) x[i] = counter[i] + schedule[i];
  for (int round = 0; round < kRounds; ++round) {
    const auto& rotation = detail::kThreefryRotations[round % 8];
    const std::size_t first = round % 2 == 0 ? 1 : 3;
    const std::size_t second = 4 - first;
    x[0] += x[first];
    x[first] = std::rotl(x[first], rotation[0]) ^ x[0];
    x[2] += x[second];
    x[second] = std::rotl(x[second], rotation[1]) ^ x[2];
    if (round % 4 == 3) {
      const auto injection = static_cast<std::uint32_t>(round / 4 + 1);
      for (std::size_t i = 0; i < 4; ++i) x[i] += schedule[(injection + i) % 5];
      x[3] += injection;
    }
  }
  return x;
}

}  // namespace hustings
