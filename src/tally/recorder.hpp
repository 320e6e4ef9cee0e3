#pragma once

#include <vector>

#include "hustings/tally/draws.hpp"
#include "night/night.hpp"
#include "tally/factor_rows.hpp"
#include "tally/reading.hpp"

namespace hustings {

/// Writes the batches it is shown into the Draws of the run; batches write to different places, so
/// that threads share one Draws. One recorder per thread.
class Recorder {
 public:
  Recorder(const Model& model, Draws& draws);

  /// Begins a block whose first election, if it is recorded, stands at this column of the draws.
  void begin_block(std::uint64_t election, std::uint64_t column) { shift_ = election - column; }
  /// How many elections of this batch are recorded.
  std::size_t n_recorded(std::uint64_t batch) const;

  /// Records what a contest brings, which has just been counted.
  void record(ContestId contest, const CountedNights& nights, std::uint64_t batch);
  /// Records what joins contests, once all are counted, and the draws of the effects.
  void record_joint(const CountedNights& nights, const Night& night);

 private:
  void record_item(const Quantity& quantity, const Item& item, const CountedNights& nights,
                   std::uint64_t batch, DrawColumn& column);
  std::uint64_t column_of(std::uint64_t batch) const { return batch * kBatch - shift_; }

  const Model& model_;
  FirstItems first_items_;
  Draws& draws_;
  std::uint64_t shift_ = 0;  ///< number of an election less its column
  Extents extents_;
  FactorRows factors_;
  Scratch scratch_;
};

}  // namespace hustings
