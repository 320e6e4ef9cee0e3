#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "count/outcome.hpp"
#include "hustings/model/model.hpp"
#include "hustings/tally/tally.hpp"
#include "night/night.hpp"
#include "tally/delegates.hpp"
#include "tally/events.hpp"
#include "tally/kernels.hpp"
#include "tally/rounds.hpp"
#include "tally/swing.hpp"

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

  /// Adds one counted contest: wins, shares, margin, turnout, and the terms of events about it.
  void add(ContestId contest, const Outcome& outcome, std::size_t n_valid);

  /// Adds how turnout swings a contest that was just added, where that is tallied; the night has
  /// just drawn it and keeps the votes of its universes.
  void add_swing(ContestId contest, const CountedBatch& batch, const Outcome& outcome,
                 const Night& night);

  /// Adds what joins contests, once all are counted: pairs, slates, events; and the batch itself.
  /// Universes are read by events alone.
  void add_joint(std::size_t n_valid, const UniverseBallots& universes);

  /// Closes a block of elections.
  void close_block();

  const Tally& tally() const { return tally_; }
  /// Elections of the last batch that each candidate wins; those that do not count left out.
  const std::vector<BatchBits>& wins() const { return wins_; }
  /// Elections of the last batch in which each event happened; one more at the end for a stop rule.
  const std::vector<BatchBits>& events() const { return *happened_; }

  /// What the totals came to in the last batch.
  const TotalsCounter& totals() const { return totals_; }

  /// Hands over what was added since the last time.
  Tally take();
  /// Elections since the last time in which the event of the stop rule happened.
  std::uint64_t take_stops() { return std::exchange(stops_, 0); }

 private:
  void add_turnout(ContestId contest, const Outcome& outcome, std::size_t n_valid);
  void add_recounts(ContestId contest, const Outcome& outcome, std::size_t n_valid);
  void add_slate(SlateId slate, const BatchBits& valid);

  const Model& model_;
  const TallyKernels& kernels_;
  TallyOptions options_;
  Tally tally_;
  EventJudge judge_;
  std::optional<SwingCounter> swing_;
  RoundsCounter rounds_;
  TotalsCounter totals_;
  std::vector<BatchBits> wins_;
  std::uint64_t stops_ = 0;
  const std::vector<BatchBits>* happened_ = nullptr;
  std::vector<FixedMoments> universe_moments_;
  std::vector<std::uint32_t> pair_members_;
};

/// Elections of a batch whose contest is so close that it is counted again.
BatchBits recounted(const scenario::Recount& recount, const Outcome& outcome);

}  // namespace hustings
