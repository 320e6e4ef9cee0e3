#pragma once

#include <span>
#include <utility>
#include <vector>

#include "count/outcome.hpp"
#include "hustings/model/model.hpp"
#include "hustings/tally/tally.hpp"
#include "tally/column_counter.hpp"
#include "tally/events.hpp"
#include "tally/kernels.hpp"
#include "tally/reading.hpp"

namespace hustings {

/// Adds batches of elections to a Tally. One per thread.
class BatchTally {
 public:
  BatchTally(const Model& model, const TallyOptions& options);

  /// Begins a batch; returns where the night is to leave the turnout of universes, null where it is
  /// not wanted.
  FixedMoments* begin();
  /// Turnout of universes in this batch.
  std::span<const FixedMoments> universe_moments() const { return universe_moments_; }

  /// Adds one counted contest: its quantities, and the terms of events about it.
  void add(ContestId contest, const Outcome& outcome, std::size_t n_valid);

  /// Adds what joins contests, once all are counted: pairs, slates, events; and the batch itself.
  /// Universes are read by events alone.
  void add_joint(std::size_t n_valid, const NightFacts& night);

  const Tally& tally() const { return tally_; }
  /// Where the swing of the run is added up.
  SwingTally& swing() { return tally_.swing; }
  /// Decides the events of the batch at hand.
  const EventJudge& judge() const { return judge_; }
  /// Elections of the last batch that each candidate wins; those that do not count left out.
  const std::vector<BatchBits>& wins() const { return wins_; }
  /// Elections of the last batch in which each event happened; one more at the end for a stop rule.
  const std::vector<BatchBits>& events() const { return *happened_; }

  /// What the totals came to in the last batch.
  const TotalsCounter& totals() const { return totals_; }
  /// The batch at hand as quantities are read from it: whole once it is closed.
  CountedNights counted(std::span<const Outcome> outcomes, const NightFacts& night,
                        std::size_t n_valid) const {
    return {model_, outcomes, wins_, totals_, happened_, night, n_valid};
  }

  /// Hands over what was added since the last time.
  Tally take();
  /// Elections since the last time in which the event of the stop rule happened.
  std::uint64_t take_stops() { return std::exchange(stops_, 0); }

 private:
  const Model& model_;
  const TallyKernels& kernels_;
  TallyOptions options_;
  Tally tally_;
  EventJudge judge_;
  ColumnCounter columns_;
  TotalsCounter totals_;
  std::vector<BatchBits> wins_;
  std::uint64_t stops_ = 0;
  const std::vector<BatchBits>* happened_ = nullptr;
  std::vector<FixedMoments> universe_moments_;
  std::vector<std::uint32_t> pair_members_;
};

}  // namespace hustings
