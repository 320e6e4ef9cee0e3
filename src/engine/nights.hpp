#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "count/counter.hpp"
#include "hustings/model/model.hpp"
#include "night/night.hpp"

namespace hustings {

/// Whether every contest's outcome stays until the next batch, or only the last one's.
enum class Keep { last, all };

/// Whole primary nights of one model, batch by batch: drawn and counted contest by contest, in the
/// model's order. One per thread.
class Nights {
 public:
  explicit Nights(const Model& model, Keep keep = Keep::last);

  /// Begins batch `index`, of which the first `n_valid` elections count; `handed` as of Night.
  void begin(std::uint64_t index, std::size_t n_valid, const NightOutputs& outputs,
             const float* handed = nullptr);
  /// The same for a batch that the nights of another world have run, which shares all effects.
  void begin_beside(Nights& other, const NightOutputs& outputs) {
    night_.take_shared_effects(other.night_, outputs);
  }
  void draw_first_choices(ContestId contest);
  /// Takes the turnout of a contest's universes from the nights of a world in which it is the same.
  void take_universes(ContestId contest, const Nights& other) {
    night_.take_universes(contest, other.night_);
  }
  /// The first choices of the contest last drawn.
  CountedBatch drawn() const { return {first_choices_, night_.batch(), night_.n_valid()}; }
  /// Counts the contest last drawn.
  const Outcome& count(ContestId contest);

  /// What a contest of this batch came to; with Keep::last only the one last counted.
  const Outcome& outcome(ContestId contest) const {
    return outcomes_[outcomes_.size() == 1 ? 0 : contest.index()];
  }
  /// Those of all contests; only with Keep::all.
  std::span<const Outcome> outcomes() const { return outcomes_; }
  const Night& night() const { return night_; }

 private:
  Outcome& place_of(ContestId contest) {
    return outcomes_[outcomes_.size() == 1 ? 0 : contest.index()];
  }

  Night night_;
  std::vector<Counter> counters_;  ///< per contest, by its rule
  std::vector<Outcome> outcomes_;
  std::span<const float> first_choices_;
};

}  // namespace hustings
