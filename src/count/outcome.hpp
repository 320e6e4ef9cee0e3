#pragma once

#include <cstdint>
#include <vector>

#include "core/aligned.hpp"
#include "random/batch_bits.hpp"

namespace hustings {

/// What one contest came to in every election of a batch: rows of kBatch.
struct Outcome {
  Aligned<float> shares;         ///< first choices / valid votes, row per candidate
  Aligned<float> ballots;        ///< valid votes
  Aligned<float> margin;         ///< share of the last in minus the first out, >= 0
  Aligned<std::int32_t> winner;  ///< slot of the winner
  std::vector<BatchBits> wins;   ///< per candidate
  std::uint64_t n_lots = 0;      ///< elections (of those that count) decided by lot

  void resize(std::size_t n_candidates);
  const float* share(std::size_t slot) const { return shares.data() + slot * kBatch; }
};

}  // namespace hustings
