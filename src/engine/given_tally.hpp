#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/aligned.hpp"
#include "count/outcome.hpp"
#include "hustings/model/event_program.hpp"
#include "tally/batch_tally.hpp"
#include "tally/reading.hpp"

namespace hustings {

/// Tallies only some elections of each batch: they are moved to the front of it and given to the
/// ordinary tally. One per thread.
class ChosenTally {
 public:
  ChosenTally(const Model& model, const TallyOptions& options);

  /// Begins a batch, of whose first `n_valid` elections those chosen count.
  void begin(const BatchBits& chosen, std::size_t n_valid);
  std::span<const std::uint16_t> elections() const { return elections_; }
  /// Adds a contest of the batch, in the model's order.
  void add(ContestId contest, const Outcome& outcome);
  void close(const NightFacts& night);
  /// The chosen elections of the batch that was closed.
  CountedNights counted() const {
    return tally_.counted(outcomes_, {universes_, shocks_}, elections_.size());
  }

  /// Hands over what was added since the last time.
  Tally take() { return tally_.take(); }

 private:
  void add_universes(const NightFacts& night);

  const Model& model_;
  const TallyKernels& kernels_;
  BatchTally tally_;
  std::vector<std::uint16_t> elections_;  ///< of the batch, that are chosen
  std::vector<Outcome> outcomes_;         ///< per contest
  Aligned<float> universes_;
  std::vector<BatchBits> shocks_;  ///< elections in which each happened
};

/// Tallies only those elections of a run in which an event happens. One per thread.
class GivenTally {
 public:
  /// `event` must outlive it.
  GivenTally(const Model& model, const EventProgram& event, const TallyOptions& options)
      : judge_(model, {&event}), tally_(model, options) {}

  void add_batch(const CountedNights& nights) { add(nights, decide(nights)); }

  /// The elections of a batch in which the event happens.
  BatchBits decide(const CountedNights& nights);
  /// Adds the elections of a batch that are chosen.
  void add(const CountedNights& nights, const BatchBits& chosen);
  /// Which elections of the last batch they were, and what these came to.
  const BatchBits& chosen() const { return chosen_; }
  CountedNights counted() const { return tally_.counted(); }

  /// Hands over what was added since the last time.
  Tally take() { return tally_.take(); }

 private:
  EventJudge judge_;
  ChosenTally tally_;
  BatchBits chosen_;
};

}  // namespace hustings
