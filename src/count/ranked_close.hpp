#pragma once

#include <vector>

#include "count/close_calls.hpp"
#include "count/ranked_choice.hpp"

namespace hustings {

/// Finds the close eliminations and last rounds of a ranked-choice count, and counts those
/// elections again with the last two swapped. Eliminations in batches are decided as those one at a
/// time: who goes together goes in any order.
class RankedCloseFinder {
 public:
  RankedCloseFinder(const RankedChoicePlan& plan, const Lots& lots, std::vector<float> half_widths);
  RankedCloseFinder(const RankedCloseFinder&) = delete;
  RankedCloseFinder& operator=(const RankedCloseFinder&) = delete;

  void operator()(const CountedBatch& batch, const Outcome& fell, CloseCalls& calls);

 private:
  void find_swaps(std::size_t n_valid, const Outcome& fell);
  void recount(const CountedBatch& batch, const Outcome& fell, std::size_t first,
               CloseCalls& calls);

  RankedChoicePlan plan_;
  bool counts_again_;  ///< the rule eliminates in batches
  RankedChoiceCounter counter_;
  std::vector<float> half_widths_;
  std::vector<RankedSwap> swaps_;
  std::vector<float> margins_;  ///< per swap
  Outcome one_at_a_time_;
  Outcome swapped_;
  Aligned<float> weights_;
};

}  // namespace hustings
