#pragma once

#include <vector>

#include "count/outcome.hpp"
#include "hustings/model/model.hpp"
#include "hustings/tally/paired_tally.hpp"
#include "night/night.hpp"
#include "random/batch_bits.hpp"
#include "tally/batch_tally.hpp"
#include "tally/kernels.hpp"

namespace hustings {

/// Compares batches of a changed world with the same batches of the base. One per thread.
///
/// What is not handed over counts as unchanged.
class PairedCounter {
 public:
  PairedCounter(const Model& base, const Model& world);

  /// Adds a contest of the world with its counterpart in the base.
  void add(ContestId contest, const Outcome& before, const Outcome& after, std::size_t n_valid);
  /// Adds what joins contests (slates, events) and the batch itself.
  void add_joint(const BatchTally& before, const BatchTally& after, std::size_t n_valid);
  /// Adds the turnout of the universes that this contest of the world draws; both nights keep them.
  void add_universes(ContestId contest, const Night& before, const Night& after);

  const WorldLinks& links() const { return links_; }
  /// Hands over what was added since the last time.
  PairedTally take();

 private:
  void add_candidates(ContestId contest, const Outcome& before, const Outcome& after,
                      std::size_t n_valid);
  void add_rounds(ContestId contest, const Outcome& before, const Outcome& after,
                  std::size_t n_valid);
  void add_totals(const TotalsCounter& before, const TotalsCounter& after, std::size_t n_valid);
  void add_row(const float* before, float before_unit, const float* after, float after_unit,
               std::size_t n_valid, DifferenceSums& to) const;

  const Model& base_;
  const Model& world_;
  const TallyKernels& kernels_;
  WorldLinks links_;
  PairedTally tally_;
  std::uint32_t n_rounds_ = 0;
  std::vector<std::size_t> first_pair_;  ///< per contest of the world, into RoundsTally::final_pair
  Aligned<float> zeros_;
  Aligned<float> votes_;
};

}  // namespace hustings
