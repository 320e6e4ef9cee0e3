#pragma once

#include <vector>

#include "count/outcome.hpp"
#include "hustings/tally/draws.hpp"
#include "night/night.hpp"
#include "tally/delegates.hpp"
#include "tally/factor_rows.hpp"

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

  void record(ContestId contest, const Outcome& outcome, const Night& night);
  void record_joint(const std::vector<BatchBits>& events, const TotalsCounter& totals,
                    const Night& night);

 private:
  void record_row(const float* row, float unit, std::size_t item, std::vector<float>& table,
                  const Night& night) const;

  void record_numbers(const std::int32_t* row, std::size_t item, std::vector<std::int16_t>& table,
                      const Night& night) const;

  std::uint64_t column_of(std::uint64_t batch) const { return batch * kBatch - shift_; }

  const Model& model_;
  Draws& draws_;
  std::uint64_t shift_ = 0;  ///< number of an election less its column
  FactorRows factors_;
};

}  // namespace hustings
