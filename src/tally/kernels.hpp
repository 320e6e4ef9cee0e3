#pragma once

#include <cstddef>
#include <cstdint>

#include "core/fixed.hpp"
#include "random/batch_bits.hpp"

namespace hustings {

/// Sum and sum of squares of the differences of two fixed-point rows.
struct FixedDifference {
  std::int64_t sum = 0;
  std::uint64_t squares = 0;
};

/// Vector code of the tally for one instruction set.
struct TallyKernels {
  /// Moments in fixed point of row x unit over the first n_valid elections; their histogram bins
  /// are counted into `histogram` where that is not null.
  FixedMoments (*tally_row)(const float* row, float unit, std::size_t n_valid, std::uint32_t bins,
                            std::uint64_t* histogram);
  /// Differences after - before of two rows, each times its unit and rounded, over the first
  /// n_valid elections.
  FixedDifference (*compare_rows)(const float* before, float before_unit, const float* after,
                                  float after_unit, std::size_t n_valid);
  /// counts[i] += number of elections in bits[i].
  void (*tally_bits)(const BatchBits* bits, std::size_t n, std::uint64_t* counts);
  /// both_win[p] += number of elections that a[p] and b[p] both win.
  void (*tally_pairs)(const BatchBits* wins, const std::uint32_t* a_and_b, std::size_t n_pairs,
                      std::uint64_t* both_win);
};

const TallyKernels& tally_kernels();

}  // namespace hustings
