#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "hustings/summary/labels.hpp"
#include "hustings/tally/tally.hpp"

namespace hustings {

/// How often two candidates both win: a square matrix over the candidates of the counted pairs.
struct PairWins {
  std::vector<std::uint32_t> candidates;
  std::vector<double> both_win;  ///< row by row; [i][i] = i wins; NaN where a pair is not counted

  double at(std::size_t i, std::size_t j) const { return both_win[i * candidates.size() + j]; }
};

PairWins pair_wins(const Labels& labels, const Tally& tally);

/// Says whether every pair of candidates was counted, not only those within slates.
bool counts_all_pairs(const Labels& labels, const Tally& tally);

}  // namespace hustings
