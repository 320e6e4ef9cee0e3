#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "count/outcome.hpp"
#include "hustings/model/model.hpp"
#include "random/batch_bits.hpp"

namespace hustings {

/// Sums the delegates of counted contests into totals.
///
/// Every contest of a batch is added once, then the batch is closed; what the totals came to can be
/// asked for until the next one begins.
class TotalsCounter {
 public:
  explicit TotalsCounter(const Model& model);

  /// Adds one contest that awards delegates.
  void add(ContestId contest, const Outcome& outcome);
  /// Closes the batch: all its contests have been added.
  void close();

  /// Delegates of a name in the closed batch: a row of kBatch.
  std::span<const std::int32_t> won(TotalNameId name) const {
    return {won_.data() + name.index() * kBatch, kBatch};
  }
  /// Elections of the closed batch in which a name has its total's majority, or leads it alone.
  const BatchBits& majority(TotalNameId name) const { return majority_[name.index()]; }
  const BatchBits& leads(TotalNameId name) const { return leads_[name.index()]; }
  /// Elections of the closed batch in which nobody has the majority of a total.
  const BatchBits& nobody(TotalId total) const { return nobody_[total.index()]; }

 private:
  void close_total(const ModelTotal& total);

  const Model& model_;
  std::vector<std::vector<TotalNameId>> names_of_;  ///< candidate: whom its delegates are added to
  bool is_closed_ = true;
  std::vector<std::int32_t> won_;  ///< name: rows of kBatch
  std::vector<BatchBits> majority_;
  std::vector<BatchBits> leads_;
  std::vector<BatchBits> nobody_;  ///< per total
};

}  // namespace hustings
