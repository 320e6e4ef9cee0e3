#pragma once

namespace hustings {

/// Octaves of a 32-bit word's probability.
inline constexpr int kNormalRows = 32;

inline constexpr int kOddDegree = 5;

/// T(z) = tanh(sd z / 2) of a word's normal z, by octaves as kNormalTable has z itself:
/// coefficients of m^degree at the same indices.
///
/// T is odd in z, so a word's top bit is its sign as it is the normal's, and e^(sd z) = (1 + T) /
/// (1 - T): own noise without an exponential, whose denominators go into a division that is made
/// anyway. Relative error of e^(sd z) below 1.1e-6 at sd .2, 4.4e-6 at kMostOddSd. Source:
/// docs/method.md, "Own noise".
struct OddTable {
  alignas(64) float coefficients[kOddDegree + 1][kNormalRows] = {};

  friend bool operator==(const OddTable&, const OddTable&) = default;
};

/// Largest sd that a table is made for.
inline constexpr double kMostOddSd = 0.5;

/// Fits the table of an sd in (0, kMostOddSd]: per octave least squares at 64 Chebyshev points,
/// each coefficient rounded to float from the highest down and the lower ones fitted to what it
/// leaves, as make_normal_table.py does. The bits do not depend on the machine.
OddTable odd_table(double sd);

}  // namespace hustings
