#include "count/ranked_close.hpp"

#include <algorithm>
#include <utility>

namespace hustings {
namespace {

/// Makes the same rule without batches: the same who are left with the same votes, and each
/// elimination a decision between two.
RankedChoicePlan one_at_a_time(RankedChoicePlan plan) {
  plan.batch = false;
  return plan;
}

/// Returns the difference between the last two that stand when the m-th elimination is decided, as
/// a share of the first round's valid votes; with m = n - 2 that of the last round.
float gap(const Outcome& fell, std::size_t m, std::size_t e) {
  const Rounds& rounds = fell.rounds;
  const std::size_t n = fell.wins.size();
  float least = 2;
  float second = 2;
  for (std::size_t k = 0; k < n; ++k) {
    const auto gone = static_cast<std::size_t>(rounds.eliminated[k * kBatch + e]);
    if (gone > 0 && gone <= m) continue;
    const float x = rounds.standing[(m * n + k) * kBatch + e];
    second = std::min(second, std::max(least, x));
    least = std::min(least, x);
  }
  return second - least;
}

}  // namespace

RankedCloseFinder::RankedCloseFinder(const RankedChoicePlan& plan, const Lots& lots,
                                     std::vector<float> half_widths)
    : plan_(one_at_a_time(plan)),
      counts_again_(plan.batch),
      counter_(plan_, lots),
      half_widths_(std::move(half_widths)),
      weights_(std::size_t{plan.n_groups} * plan.n_candidates * kBatch) {}

/// Lists every (decision, election) whose margin is below the decision's half-width, by decision.
/// One election may have several close decisions; each is swapped alone.
void RankedCloseFinder::find_swaps(std::size_t n_valid, const Outcome& fell) {
  swaps_.clear();
  margins_.clear();
  for (std::uint32_t m = 0; m < half_widths_.size(); ++m) {
    for (std::uint32_t e = 0; e < n_valid; ++e) {
      const float margin = gap(fell, m, e);
      if (margin >= half_widths_[m]) continue;
      swaps_.push_back({e, m});
      margins_.push_back(margin);
    }
  }
}

void RankedCloseFinder::operator()(const CountedBatch& batch, const Outcome& fell,
                                   CloseCalls& calls) {
  if (counts_again_) counter_(batch.votes, batch.index, batch.n_valid, one_at_a_time_);
  find_swaps(batch.n_valid, counts_again_ ? one_at_a_time_ : fell);
  if (swaps_.empty()) return;
  counter_.draw(batch.index);
  for (std::size_t first = 0; first < swaps_.size(); first += kBatch) {
    recount(batch, fell, first, calls);
  }
}

/// Counts up to 256 of the swaps again, each in a column of its own. Swapping an early elimination
/// changes what follows, so the count goes on to the end: the winner may be a third.
void RankedCloseFinder::recount(const CountedBatch& batch, const Outcome& fell, std::size_t first,
                                CloseCalls& calls) {
  const std::size_t n = plan_.n_candidates;
  const std::size_t n_swaps = std::min(kBatch, swaps_.size() - first);
  counter_.recount(batch.votes, {&swaps_[first], n_swaps}, swapped_, weights_.data());
  for (std::size_t i = 0; i < n_swaps; ++i) {
    const RankedSwap& swap = swaps_[first + i];
    calls.calls.push_back({swap.at, swap.lane, margins_[first + i],
                           static_cast<std::uint32_t>(fell.winner[swap.lane]),
                           static_cast<std::uint32_t>(swapped_.winner[i])});
    for (std::size_t at = 0; at < plan_.n_groups * n; ++at) {
      calls.weights.push_back(weights_[at * kBatch + i]);
    }
    for (std::size_t k = 0; k < n; ++k) {
      calls.otherwise.push_back(swapped_.deciding_share(k)[i]);
    }
    if (swap.at + 2 < n) continue;
    // In the last round nobody's votes change, but who has them.
    float* shares = calls.otherwise.data() + calls.otherwise.size() - n;
    std::swap(shares[swapped_.winner[i]], shares[swapped_.rounds.runner_up[i]]);
  }
}

}  // namespace hustings
