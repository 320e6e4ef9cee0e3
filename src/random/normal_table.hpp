#pragma once

namespace hustings {

inline constexpr int kNormalDegree = 6;
inline constexpr int kNormalRows = 32;

/// Coefficient of m^degree of -Phi^-1(p) in the octave p = m x 2^(row-33), m in [1, 2), at index
/// (row + 127) mod 32: the low five bits of the biased exponent of m x 2^row.
alignas(64) extern const float kNormalTable[kNormalDegree + 1][kNormalRows];

}  // namespace hustings
