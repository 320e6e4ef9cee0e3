#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/aligned.hpp"
#include "count/lots.hpp"
#include "count/outcome.hpp"
#include "hustings/model/count_plan.hpp"
#include "hustings/model/night_plan.hpp"

namespace hustings {

/// Where the draws of a runoff stand among its rows of kBatch.
struct RunoffRows {
  static constexpr std::size_t kAlpha = 1;
  static constexpr std::size_t kRatio = 2;
  static constexpr std::size_t kAppeal = 3;                             ///< n rows
  static std::size_t noise(std::size_t n) { return kAppeal + n; }       ///< n rows
  static std::size_t transfers(std::size_t n) { return noise(n) + n; }  ///< n x n rows
  static std::size_t districts(std::size_t n) { return transfers(n) + n * n; }
};

/// What the vector code of a runoff reads and writes.
struct RunoffTask {
  const RunoffPlan* plan = nullptr;
  const float* votes = nullptr;             ///< rows: universe x candidate
  const float* rows = nullptr;              ///< draws, as RunoffRows says; zero where there is none
  const std::int32_t* finalists = nullptr;  ///< two rows: slots of the first and second
  float* scratch = nullptr;
  float* second_round = nullptr;  ///< two rows, written: votes of the finalists
  float* lead_by_universe =
      nullptr;  ///< rows, written: the first's less the second's; null = not kept
};

/// Counts batches by a first round and, where nobody reaches the threshold, a runoff of the first
/// two.
///
/// The second electorate is the first one's voters, universe by universe: times one ratio for the
/// contest, noise of the universe and its district; supporters of the eliminated come at
/// `eliminated_stay` of that, and vote by the ranking model's weights of the two; then fresh noise
/// moves everybody's log-odds between them. One per thread and contest. Source: docs/method.md,
/// "Counting".
class RunoffCounter {
 public:
  RunoffCounter(const RunoffPlan& plan, const Lots& lots);

  /// votes: row per candidate, universe by universe. Only the first `n_valid` elections of batch
  /// `index` count.
  void operator()(std::span<const float> votes, std::uint64_t index, std::size_t n_valid,
                  Outcome& outcome);

  /// Draws what the second rounds of batch `index` need beside votes.
  void draw(std::uint64_t index);
  /// Counts a second round of two finalists in every election of the batch last drawn; arguments as
  /// in RunoffTask.
  void count_second_rounds(std::span<const float> votes, const std::int32_t* finalists,
                           float* second_round, float* lead_by_universe);

 private:
  void add_up(std::span<const float> votes);
  void count_first_round(std::uint64_t index, std::size_t n_valid, Outcome& outcome);
  void decide(std::uint64_t index, Outcome& outcome);

  const RunoffPlan& plan_;
  Lots lots_;
  RowProgram draws_;
  Aligned<float> totals_;
  Aligned<std::int32_t> finalists_;
  Aligned<float> rows_;
  Aligned<float> scratch_;
  Aligned<float> second_round_;
  BatchBits needed_;  ///< elections that need a second round
  BatchBits by_lot_;  ///< elections in which a lot decided
};

}  // namespace hustings
