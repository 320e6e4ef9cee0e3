#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/aligned.hpp"
#include "hustings/model/night_plan.hpp"
#include "night/kernels.hpp"
#include "random/batch_bits.hpp"

namespace hustings {

/// What the night hands on beside first choices.
struct NightOutputs {
  FixedMoments* universe_moments = nullptr;  ///< per universe of the model
  bool keep_universes = false;       ///< ballots of every universe are kept, also without need
  bool keep_universe_votes = false;  ///< first choices of every universe, until the next contest
};

/// What is known of every election of a batch beside what contests came to.
struct NightFacts {
  std::span<const float> universes;   ///< ballots of every universe of the model: rows of kBatch;
                                      ///< none where they are not kept
  std::span<const BatchBits> shocks;  ///< elections in which each shock happened

  const float* ballots(UniverseId universe) const {
    return universes.data() + universe.index() * kBatch;
  }
};

/// One batch of elections up to first choices: what the voters do, not yet what is counted.
///
/// Per universe: ballots = registered x expit(centre + shared effects + own noise), votes_k =
/// ballots x (1 - roll-off) x softmax_k(centres + shared effects + own noise). Units: ballots. The
/// same batch always gives the same bits, on any instruction set. One per thread. Source:
/// docs/method.md, "The model".
class Night {
 public:
  explicit Night(const NightPlan& plan);

  /// Draws the effects that universes share in batch `index`, of which the first `n_valid`
  /// elections count. `handed`: rows of the draws that NightPlan::handed names, which the caller
  /// keeps until the batch is done; null where it names none.
  void draw_shared_effects(std::uint64_t index, std::size_t n_valid, const NightOutputs& outputs,
                           const float* handed = nullptr);

  /// The same for a batch that another night, whose plan shares the same effects, has drawn
  /// already: uses its rows, which it must not need any more.
  void take_shared_effects(Night& other, const NightOutputs& outputs);

  /// Draws turnout, support and roll-off of every universe of a contest; contests must come in the
  /// model's order.
  ///
  /// Returns one row of votes per candidate, part by part. Those who came, per district, are in
  /// district_ballots().
  std::span<const float> draw_first_choices(ContestId contest);

  /// Who came, per district of the contest last drawn, in the order of its plan, blank or not: rows
  /// of kBatch.
  std::span<const float> district_ballots() const;

  /// Ballots of a universe in the batch; only where they are kept, once its contest was drawn.
  std::span<const float> universe_ballots(UniverseId universe) const;
  /// The ballots of all universes, once all contests were drawn, and shocks.
  NightFacts facts() const { return {universe_ballots_, shocks_}; }

  /// First choices by universe of the contest last drawn: rows, universe of its plan x candidate;
  /// only where they are kept.
  const float* universe_votes() const { return universe_votes_.data(); }

  /// Takes the ballots of a contest's universes from a night that has drawn the same contest.
  void take_universes(ContestId contest, const Night& other);

  /// Fills rows of the caller's with other named draws of the same batch.
  void run_rows(const RowProgram& program, float* rows) const;

  const float* handed() const { return handed_; }
  std::size_t n_valid() const { return n_valid_; }
  std::uint64_t batch() const { return batch_; }

 private:
  void note_shocks();
  void begin(std::uint64_t index, std::size_t n_valid, const NightOutputs& outputs,
             const float* handed);
  BatchContext context(float* rows) const;
  void add_moments(const ContestPlan& contest, const UniverseGroup& group);

  const NightPlan& plan_;
  const NightKernels& kernels_;
  std::uint64_t batch_ = 0;
  std::size_t n_valid_ = 0;
  std::size_t n_districts_ = 0;
  std::vector<BatchBits> shocks_;  ///< elections in which each happened
  std::vector<bool> is_begun_;     ///< per part of the contest being drawn
  NightOutputs outputs_;
  Injections key_;
  BatchCounters counters_;
  Aligned<std::uint32_t> valid_;
  Aligned<float> own_rows_;
  const float* handed_ = nullptr;
  float* rows_ = nullptr;  ///< own_rows_, or those of the night whose effects are used
  std::size_t n_rows_ = 0;
  Aligned<float> votes_;
  Aligned<float> district_ballots_;
  Aligned<float> gains_;
  Aligned<float> universe_ballots_;
  Aligned<float> universe_votes_;
  Aligned<UniverseSums> sums_;
};

}  // namespace hustings
