#pragma once

#include <cstdint>

namespace hustings {

/// Lowest of the eight octaves, by biased exponent of 2 w + 1, that hold all but 1 of 256 words.
inline constexpr std::uint32_t kFirstNearRow = 151;

/// Constants of the AVX2 normal in all lanes of a vector: as operands in memory they take no
/// register and no instruction, where the compiler would spend both on them in every call.
struct Patterns {
  alignas(64) std::uint32_t sign[16];
  alignas(64) std::uint32_t mantissa[16];
  alignas(64) std::uint32_t one[16];               ///< 1.0
  alignas(64) std::uint32_t two_to_23[16];         ///< 2^23 as a float
  alignas(64) std::uint32_t minus_first_near[16];  ///< takes the first near octave to exponent 0
  alignas(64) std::uint32_t not_near[16];          ///< set in exponents of 8 and more
};

extern const Patterns kPatterns;

}  // namespace hustings
