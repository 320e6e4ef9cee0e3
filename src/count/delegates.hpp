#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/aligned.hpp"
#include "count/lots.hpp"
#include "count/outcome.hpp"
#include "hustings/model/count_plan.hpp"

namespace hustings {

/// One pool with the votes that it goes by: a row of kBatch per candidate.
struct PoolVotes {
  const float* votes = nullptr;
  double seats = 0;
};

/// What the vector code of delegates reads and writes.
struct AwardTask {
  const DelegatesPlan* plan = nullptr;
  std::span<const PoolVotes> pools;
  std::int32_t* won = nullptr;  ///< row per candidate, added to
  BatchBits* tied = nullptr;  ///< per pool: set where nobody of it is counted in `won`, the last of
                              ///< its delegates falling to equal remainders
};

/// The vector code of delegates for one instruction set.
struct DelegateKernels {
  void (*award)(const AwardTask& task);
  void (*award_rounded)(const AwardTask& task);  ///< with percentages of three decimals
  /// Fills shares of delegates, margin and winner; marks the elections in which somebody equals
  /// the winner in delegates and votes.
  void (*compare)(const float* votes, std::size_t n, Outcome& outcome, BatchBits& tied);
};

/// Counts batches by delegates: pool by pool, who has the threshold shares it by largest remainder.
///
/// In 64-bit arithmetic, exact for votes in 32 bits as long as a pool's votes lie within a factor
/// of 2^18 of each other, so that equal remainders are equal on any instruction set. Equal
/// remainders go to more votes, then to the id that comes first. The winner has most delegates,
/// among equals most votes, then the highest lot; the margin is its delegates less the most of
/// another, as a share of the contest's. One per thread and contest. Source: docs/method.md,
/// "Counting".
class DelegatesCounter {
 public:
  DelegatesCounter(const DelegatesPlan& plan, const Lots& lots);

  /// votes: row per candidate, part by part. Only the first `n_valid` elections of batch `index`
  /// count.
  void operator()(std::span<const float> votes, std::uint64_t index, std::size_t n_valid,
                  Outcome& outcome);

 private:
  void add_up(std::span<const float> votes);
  void award(std::span<const float> votes, DelegatesWon& delegates);
  void settle_ties(DelegatesWon& delegates);
  void decide(std::uint64_t index, std::size_t n_valid, Outcome& outcome) const;

  const DelegatesPlan& plan_;
  Lots lots_;
  const DelegateKernels& kernels_;
  void (*award_)(const AwardTask&);
  Aligned<float> totals_;  ///< of the whole contest
  std::vector<PoolVotes> pools_;
  std::vector<BatchBits> tied_;  ///< per pool
};

}  // namespace hustings
