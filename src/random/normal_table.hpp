#pragma once

#include "hustings/random/odd_table.hpp"

namespace hustings {

inline constexpr int kNormalDegree = 6;

/// Coefficient of m^degree of -Phi^-1(p) in the octave p = m x 2^(row-33), m in [1, 2), at index
/// (row + 127) mod 32: the low five bits of the biased exponent of m x 2^row.
///
/// Octaves, since -Phi^-1 grows like sqrt(-2 log p) towards 0: in log p it is smooth, so a
/// polynomial of one degree serves every octave alike, down to p = 2^-33. Related: [marsaglia1994],
/// [giles2023].
alignas(64) extern const float kNormalTable[kNormalDegree + 1][kNormalRows];

}  // namespace hustings
