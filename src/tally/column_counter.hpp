#pragma once

#include <vector>

#include "hustings/tally/tally.hpp"
#include "tally/kernels.hpp"
#include "tally/reading.hpp"

namespace hustings {

/// Moments of a batch as those of a run are kept.
inline MomentSums as_sums(const FixedMoments& moments) {
  return {moments.sum, moments.squares};
}

/// Reads every quantity of counted batches and adds it to the columns of a tally. One per thread.
///
/// A row becomes: bits, the number of elections; values x in fixed point round(2^20 x), their sum,
/// sum of squares and bins of [0, 1], of votes the sums of whole votes; whole numbers, elections by
/// number. All are integers.
class ColumnCounter {
 public:
  /// Adds those that `shape` has columns for.
  ColumnCounter(const Model& model, const Tally& shape);

  /// Adds what a contest brings, which has just been counted.
  void add_contest(ContestId contest, const CountedNights& nights, Tally& tally);
  /// Adds what joins contests, once all are counted.
  void add_joint(const CountedNights& nights, Tally& tally);

 private:
  struct Read {
    QuantityId id;
    const Quantity* quantity = nullptr;
  };

  void add(const Read& read, const Item& item, std::size_t width, const CountedNights& nights,
           Column& column);

  const Model& model_;
  const TallyKernels& kernels_;
  Extents extents_;
  std::vector<Read> of_contests_;
  std::vector<Read> joint_;
  FirstItems first_items_;
  Scratch scratch_;
};

}  // namespace hustings
