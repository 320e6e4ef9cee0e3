#pragma once

#include <vector>

#include "count/outcome.hpp"
#include "hustings/model/model.hpp"
#include "hustings/tally/tally.hpp"
#include "tally/kernels.hpp"

namespace hustings {

/// Adds the rounds of counted batches to a tally.
class RoundsCounter {
 public:
  explicit RoundsCounter(const Model& model);

  void add(ContestId contest, const Outcome& outcome, std::size_t n_valid, RoundsTally& tally);

 private:
  void add_eliminations(ContestId contest, const Outcome& outcome, std::size_t n_valid,
                        RoundsTally& tally) const;
  void add_last_round(ContestId contest, const Outcome& outcome, std::size_t n_valid,
                      RoundsTally& tally) const;

  const Model& model_;
  const TallyKernels& kernels_;
  std::vector<std::size_t> first_pair_;  ///< per contest, into RoundsTally::final_pairs
};

}  // namespace hustings
