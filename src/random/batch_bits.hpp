#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "hustings/random/address.hpp"

namespace hustings {

/// A yes or no for every election of a batch.
struct BatchBits {
  static constexpr std::size_t kWords = kBatch / 64;
  std::array<std::uint64_t, kWords> words{};

  bool operator[](std::size_t election) const {
    return (words[election / 64] >> (election % 64) & 1U) != 0;
  }
  void set(std::size_t election, bool value) {
    const std::uint64_t bit = std::uint64_t{1} << (election % 64);
    words[election / 64] = value ? words[election / 64] | bit : words[election / 64] & ~bit;
  }
  /// In plain operations: where the compiler may not assume a CPU's instruction for it,
  /// std::popcount is a call of its library. Pairs, fours and bytes of bits are added side by side.
  std::uint64_t count() const {
    constexpr std::uint64_t kPairs = 0x5555555555555555U;
    constexpr std::uint64_t kFours = 0x3333333333333333U;
    constexpr std::uint64_t kBytes = 0x0F0F0F0F0F0F0F0FU;
    std::uint64_t bytes = 0;  // of four words: at most 32 each
    for (std::uint64_t word : words) {
      word -= word >> 1 & kPairs;
      word = (word & kFours) + (word >> 2 & kFours);
      bytes += (word + (word >> 4)) & kBytes;
    }
    constexpr std::uint64_t kEvenBytes = 0x00FF00FF00FF00FFU;
    const std::uint64_t halves = (bytes & kEvenBytes) + (bytes >> 8 & kEvenBytes);
    return halves * 0x0001000100010001U >> 48;
  }
  BatchBits& operator&=(const BatchBits& other) {
    for (std::size_t i = 0; i < kWords; ++i) words[i] &= other.words[i];
    return *this;
  }
  BatchBits& operator|=(const BatchBits& other) {
    for (std::size_t i = 0; i < kWords; ++i) words[i] |= other.words[i];
    return *this;
  }
  friend BatchBits operator&(BatchBits a, const BatchBits& b) { return a &= b; }
  friend BatchBits operator|(BatchBits a, const BatchBits& b) { return a |= b; }
  friend BatchBits operator~(BatchBits a) {
    for (std::uint64_t& word : a.words) word = ~word;
    return a;
  }

  /// The first n elections yes, the others no.
  static BatchBits first(std::size_t n) {
    BatchBits bits;
    for (std::size_t i = 0; i < kWords && n > i * 64; ++i) {
      const std::size_t in_word = n - i * 64;
      bits.words[i] = in_word < 64 ? (std::uint64_t{1} << in_word) - 1 : ~std::uint64_t{0};
    }
    return bits;
  }
};

}  // namespace hustings
