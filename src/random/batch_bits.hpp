#pragma once

#include <array>
#include <bit>
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
  std::uint64_t count() const {
    std::uint64_t n = 0;
    for (const std::uint64_t word : words) n += static_cast<std::uint64_t>(std::popcount(word));
    return n;
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
