#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "count/counter.hpp"
#include "count/outcome.hpp"

namespace hustings {

/// Decisions of one contest that were close in elections of a batch: what each election would have
/// come to had the decision gone the other way, and what moves its margin.
///
/// A margin is ahead minus behind, positive as it fell, as a share of the valid votes of the first
/// round; that of a runoff's second round as a share of its own votes.
struct CloseCalls {
  struct Call {
    std::uint32_t decision = 0;  ///< in the order of the rule, as the half-widths
    std::uint32_t lane = 0;      ///< election of the batch
    float margin = 0;
    std::uint32_t in = 0;   ///< slot of who wins as it fell ...
    std::uint32_t out = 0;  ///< ... and would not, but for this one; both alike: no change
  };

  std::vector<Call> calls;     ///< by decision
  std::vector<float> weights;  ///< call x part x candidate: what a first choice adds to it [votes]
  std::vector<float> otherwise;  ///< call x candidate: deciding shares, had it gone the other way

  void clear() {
    calls.clear();
    weights.clear();
    otherwise.clear();
  }
};

/// Finds the close calls of the batch of one contest that was last counted; appends them in the
/// order of decisions.
using CloseFinder = std::function<void(const CountedBatch&, const Outcome&, CloseCalls&)>;

/// Makes the finder of a contest; the model must outlive it. One per thread.
///
/// half_widths: per decision, how small a margin is close. The seat line; every elimination and the
/// last round; or who enters the second round, the threshold, the second round.
CloseFinder make_close_finder(const Model& model, ContestId contest,
                              const std::vector<float>& half_widths);

}  // namespace hustings
