#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/aligned.hpp"
#include "count/lots.hpp"
#include "count/outcome.hpp"
#include "count/subsets.hpp"
#include "hustings/model/count_plan.hpp"
#include "hustings/model/night_plan.hpp"

namespace hustings {

/// Where the draws of a ranked-choice count stand among its rows of kBatch.
struct RankedRows {
  static constexpr std::size_t kAlpha = 1;
  static constexpr std::size_t kAppeal = 2;                        ///< n rows
  static std::size_t noise(std::size_t n) { return kAppeal + n; }  ///< n x n rows
  static std::size_t n_rows(std::size_t n) { return noise(n) + n * n; }
};

/// What the vector code of a ranked-choice count reads and writes.
struct RankedTask {
  const RankedChoicePlan* plan = nullptr;
  const SubsetTable* subsets = nullptr;  ///< null: the integral is used instead
  const float* votes = nullptr;          ///< rows: transfer group x candidate
  const float* rows = nullptr;           ///< draws, as RankedRows says; zero where there is none
  const float* written = nullptr;        ///< plan->written / e^slate; null = none
  float* scratch = nullptr;
  const Lots* lots = nullptr;
  std::uint64_t first_election = 0;
  std::size_t n_valid = 0;
  BatchBits* by_lot = nullptr;  ///< elections in which a lot decided; added to
  Outcome* outcome = nullptr;
  std::size_t n_columns = kBatch;         ///< the first so many are counted
  const std::int32_t* swap_at = nullptr;  ///< row: which decision goes the other way; null = none
  /// Rows, transfer group x candidate, written: what a first choice adds to that decision's margin.
  float* weights = nullptr;
};

/// An election of a batch in which one decision is to go the other way: the m-th elimination, from
/// 0, or the last round, which comes after them.
struct RankedSwap {
  std::uint32_t lane = 0;
  std::uint32_t at = 0;
};

/// Counts batches by ranked choice, exactly: no ballots are sampled. One per thread and contest.
///
/// The last is eliminated until two are left. Of the ballots whose first choice c is eliminated,
/// the share that ranks on only eliminated candidates is a sum over subsets of them, and the rest
/// goes to those continuing in proportion to their weights. Above 13 candidates (or so many ranks
/// that subsets would be slower) the same share is an integral by 16 Gauss-Legendre nodes. Every
/// lane is one election and works on positions in its own order of elimination. Exact ties go by
/// lot. Source: docs/method.md, "Counting".
class RankedChoiceCounter {
 public:
  RankedChoiceCounter(const RankedChoicePlan& plan, const Lots& lots);

  /// votes: row per candidate, transfer group by transfer group. Only the first `n_valid` elections
  /// of batch `index` count.
  void operator()(std::span<const float> votes, std::uint64_t index, std::size_t n_valid,
                  Outcome& outcome);

  /// Draws what the count of batch `index` needs beside votes.
  void draw(std::uint64_t index);
  /// Counts elections of the batch last drawn again, at most kBatch of them, with the last two
  /// swapped where the swap says; each becomes the column of its place in `swaps`. Exact ties go by
  /// the lots of other elections.
  ///
  /// weights: rows, transfer group x candidate; slope of that decision's margin [votes] in first
  /// choices. Transfer weights follow the votes of their group, lists of names stay as long as
  /// they reach.
  void recount(std::span<const float> votes, std::span<const RankedSwap> swaps, Outcome& outcome,
               float* weights);

 private:
  const RankedChoicePlan& plan_;
  Lots lots_;
  bool uses_subsets_;
  SubsetTable subsets_;
  RowProgram draws_;
  std::vector<float> written_;
  Aligned<float> rows_;
  Aligned<float> scratch_;
  Aligned<float> swapped_votes_;
  Aligned<float> swapped_rows_;
  Aligned<std::int32_t> swap_at_;
};

}  // namespace hustings
