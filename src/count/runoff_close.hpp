#pragma once

#include <array>
#include <vector>

#include "count/close_calls.hpp"
#include "count/runoff.hpp"

namespace hustings {

/// Finds the elections in which it was close who enters the second round, whether it is needed, or
/// who wins it. Second rounds that were not held are counted as they would have been.
class RunoffCloseFinder {
 public:
  RunoffCloseFinder(const RunoffPlan& plan, const Lots& lots, std::vector<float> half_widths);
  RunoffCloseFinder(const RunoffCloseFinder&) = delete;
  RunoffCloseFinder& operator=(const RunoffCloseFinder&) = delete;

  void operator()(const CountedBatch& batch, const Outcome& fell, CloseCalls& calls);

 private:
  /// A second round of every election.
  struct SecondRounds {
    Aligned<std::int32_t> finalists;  ///< two rows
    Aligned<float> votes;             ///< two rows
    Aligned<float> lead_by_universe;  ///< rows: votes of the first less those of the second
  };
  enum Decision : std::uint32_t { entry, threshold, last };

  void place(const CountedBatch& batch, const Outcome& fell);
  void add_entries(const Outcome& fell, CloseCalls& calls) const;
  void add_thresholds(const Outcome& fell, CloseCalls& calls) const;
  void add_last_rounds(const CountedBatch& batch, const Outcome& fell, CloseCalls& calls) const;
  /// Adds a call and what its election would come to; weights are to follow.
  void add(const CloseCalls::Call& call, const SecondRounds* held, const Outcome& fell,
           CloseCalls& calls) const;
  /// Adds weights that are the same in every universe.
  template <class Weight>
  void add_weights(Weight weight, CloseCalls& calls) const;

  const RunoffPlan& plan_;
  Lots lots_;
  RunoffCounter counter_;
  std::vector<float> half_widths_;
  std::size_t n_;
  std::size_t n_valid_ = 0;
  std::vector<std::array<std::size_t, 3>> places_;  ///< per election: slots of the first three
  SecondRounds held_;                               ///< of the first two
  SecondRounds with_third_;                         ///< of the first and the third
};

}  // namespace hustings
