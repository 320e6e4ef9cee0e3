#pragma once

#include <vector>

#include "core/aligned.hpp"
#include "count/outcome.hpp"
#include "hustings/model/event_program.hpp"
#include "tally/batch_tally.hpp"
#include "tally/reading.hpp"

namespace hustings {

/// Tallies only those elections of a run in which an event happens: they are moved to the front of
/// their batch and given to the ordinary tally. One per thread.
class GivenTally {
 public:
  /// `event` must outlive it.
  GivenTally(const Model& model, const EventProgram& event, const TallyOptions& options);

  void add_batch(const CountedNights& nights) { add(nights, decide(nights)); }

  /// The elections of a batch in which the event happens.
  BatchBits decide(const CountedNights& nights);
  /// Adds the elections of a batch that are chosen.
  void add(const CountedNights& nights, const BatchBits& chosen);

  /// Hands over what was added since the last time.
  Tally take() { return tally_.take(); }

 private:
  void add_universes(const UniverseBallots& universes);

  const Model& model_;
  const TallyKernels& kernels_;
  EventJudge judge_;
  BatchTally tally_;
  std::vector<std::uint16_t> elections_;  ///< of the batch, that are chosen
  Outcome outcome_;
  Aligned<float> universes_;
};

}  // namespace hustings
