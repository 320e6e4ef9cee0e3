#pragma once

#include <algorithm>
#include <cstddef>

#include "count/subsets.hpp"
#include "hustings/model/count_plan.hpp"

namespace hustings {

/// Vectors that one pile (the ballots of one transfer group with one eliminated first choice)
/// keeps.
struct PileLayout {
  std::size_t row = 0;      ///< n: weights by candidate
  std::size_t others = 0;   ///< weights of those eliminated beside it, in order
  std::size_t single = 0;   ///< kBallots.. below
  std::size_t sums = 0;     ///< per number of further ranks, L - 1 of them
  std::size_t chances = 0;  ///< per numbered subset: f / (W - w)
  std::size_t n_vectors = 0;

  static constexpr std::size_t kBallots = 0, kAll = 1, kRest = 2, kChances = 3, kSingles = 4;

  PileLayout(const RankedChoicePlan& plan, const SubsetTable* subsets) {
    const std::size_t n = plan.n_candidates;
    others = row + n;
    single = others + n;
    sums = single + kSingles;
    chances = sums + plan.n_ranks;
    n_vectors = chances + (subsets == nullptr ? 0 : subsets->n_kept);
  }
};

/// Vectors of scratch space that one ranked-choice count needs.
inline std::size_t scratch_vectors(const RankedChoicePlan& plan, const SubsetTable* subsets) {
  const std::size_t n = plan.n_candidates;
  const std::size_t n_eliminations = n > 2 ? n - 2 : 0;
  const std::size_t shared =
      6 * n + n * n + plan.n_groups * n + n_eliminations * plan.n_ranks + plan.n_ranks;
  return shared + plan.n_groups * n_eliminations * PileLayout(plan, subsets).n_vectors;
}

}  // namespace hustings
