#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/given_tally.hpp"
#include "engine/nights.hpp"
#include "hustings/engine/simulate.hpp"
#include "tally/batch_tally.hpp"
#include "tally/paired.hpp"

namespace hustings {

/// Which contests of a world differ from their counterpart in the base: in what is drawn, in how it
/// is counted, or in the turnout that an earlier contest leaves them. True also where there is
/// none.
std::vector<bool> changed_contests(const Model& base, const Model& world, const Links& links);

/// Simulates a changed world batch by batch after the base, on the same draws: contests that are as
/// in the base are taken from there. One per thread.
class WorldRunner {
 public:
  /// With a condition on the base's elections, which has seen each batch before, only those that
  /// meet it are tallied: `given` must outlive the runner.
  WorldRunner(const Model& base, const Model& world, const TallyOptions& options,
              const GivenTally* given = nullptr);

  /// Runs the batch that the base has just run; `base` keeps all outcomes.
  void simulate_batch(Nights& base, const BatchTally& base_tally);

  /// Hands over what was added since the last time.
  WorldResult take() { return {chosen_ ? chosen_->take() : tally_.take(), paired_.take()}; }

 private:
  void begin(Nights& base, FixedMoments* moments);
  void simulate_given(Nights& base);
  void take_contest(ContestId contest, const Nights& base, const BatchTally& base_tally,
                    FixedMoments* moments);

  const Model& world_;
  const GivenTally* given_;
  Nights nights_;
  BatchTally tally_;
  std::optional<ChosenTally> chosen_;  ///< of the elections that meet a condition
  PairedCounter paired_;
  bool shares_effects_;
  std::vector<bool> changed_;
};

}  // namespace hustings
