#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "engine/given_tally.hpp"
#include "engine/nights.hpp"
#include "engine/world_runner.hpp"
#include "hustings/engine/simulate.hpp"
#include "tally/batch_tally.hpp"
#include "tally/recorder.hpp"
#include "tally/swing.hpp"

namespace hustings {

/// What a measure needs kept of a batch.
struct Needs {
  bool outcomes = false;        ///< of all contests, until the batch is closed
  bool universes = false;       ///< ballots by universe, until then
  bool universe_votes = false;  ///< first choices by universe, while its contest is seen

  Needs& operator|=(const Needs& other) {
    outcomes |= other.outcomes;
    universes |= other.universes;
    universe_votes |= other.universe_votes;
    return *this;
  }
};

/// A batch as measures see it: the nights, and the tally, which has seen it first.
struct SeenBatch {
  Nights& nights;
  BatchTally& tally;

  std::size_t n_valid() const { return nights.night().n_valid(); }
  CountedNights counted() const {
    return tally.counted(nights.outcomes(), nights.night().facts(), n_valid());
  }
};

/// Records the first elections whole.
class RecordMeasure {
 public:
  RecordMeasure(const Model& model, Draws& draws) : recorder_(model, draws) {}

  Needs begin(std::uint64_t batch) {
    is_recording_ = recorder_.n_recorded(batch) > 0;
    return {false, is_recording_, false};
  }
  void begin_block(std::uint64_t election, std::uint64_t column) {
    recorder_.begin_block(election, column);
  }
  void see(ContestId contest, const SeenBatch& seen) {
    if (is_recording_) recorder_.record(contest, seen.counted(), seen.nights.night().batch());
  }
  void close(const SeenBatch& seen) {
    if (is_recording_) recorder_.record_joint(seen.counted(), seen.nights.night());
  }

 private:
  Recorder recorder_;
  bool is_recording_ = false;
};

/// Adds up how turnout moves close decisions, in one batch of kSwingEvery.
class SwingMeasure {
 public:
  SwingMeasure(const Model& model, const SwingPlan& plan) : counter_(model, plan) {}

  Needs begin(std::uint64_t batch) {
    is_open_ = batch % kSwingEvery == 0;
    return {false, false, is_open_};
  }
  void see(ContestId contest, const SeenBatch& seen) {
    if (!is_open_) return;
    counter_.add(contest, seen.nights.drawn(), seen.nights.outcome(contest), seen.tally.judge(),
                 seen.nights.night());
  }
  void close(const SeenBatch& seen) {
    if (!is_open_) return;
    counter_.add_joint(seen.tally.wins(), seen.tally.judge(), seen.n_valid(),
                       seen.nights.night().facts());
  }
  void close_block(BatchTally& tally) { counter_.close_block(tally.swing()); }

 private:
  SwingCounter counter_;
  bool is_open_ = false;
};

/// Tallies the elections that meet a condition once more.
class GivenMeasure {
 public:
  GivenMeasure(const Model& model, const EventProgram& event, const TallyOptions& options)
      : given_(std::make_unique<GivenTally>(model, event, options)) {}

  Needs begin(std::uint64_t) { return {true, true, false}; }
  void close(const SeenBatch& seen) { given_->add_batch(seen.counted()); }
  void take(struct Taken& to);
  const GivenTally& given() const { return *given_; }

 private:
  std::unique_ptr<GivenTally> given_;  ///< which worlds refer to
};

/// Simulates a changed world beside the base, on the same draws; under a condition, which sees
/// batches first, in the elections that meet it.
class WorldMeasure {
 public:
  WorldMeasure(const Model& base, const Model& world, const TallyOptions& options,
               const GivenTally* given)
      : runner_(std::make_unique<WorldRunner>(base, world, options, given)) {}

  Needs begin(std::uint64_t) { return {true, true, false}; }
  void close(const SeenBatch& seen) { runner_->simulate_batch(seen.nights, seen.tally); }
  void take(struct Taken& to);

 private:
  std::unique_ptr<WorldRunner> runner_;
};

/// What a thread's measures have come to since they were last asked.
struct Taken {
  Tally tally;
  std::vector<WorldResult> worlds;
  std::optional<Tally> given;
  std::uint64_t stops = 0;  ///< elections in which the event of the stop rule happened
};

/// All that looks at the batches of a run, in order: the tally, then what the plan asks for. Each
/// says at the beginning of a batch what it needs kept, sees every contest as it is counted, and
/// the whole batch at its close. One per thread.
class Measures {
 public:
  Measures(const Model& model, const std::vector<const Model*>& worlds, const RunPlan& plan,
           Draws& draws);

  /// Whether the nights have to keep the outcomes of all contests of a batch.
  bool keep_outcomes() const { return keep_outcomes_; }
  void begin_block(std::uint64_t election, std::uint64_t column);
  /// Begins a batch; returns what the night is to leave behind.
  NightOutputs begin(std::uint64_t batch);
  void see(ContestId contest, Nights& nights);
  void close(Nights& nights);
  void close_block();
  Taken take();

  const Tally& tally() const { return tally_.tally(); }

 private:
  using Measure = std::variant<SwingMeasure, RecordMeasure, GivenMeasure, WorldMeasure>;

  BatchTally tally_;
  std::vector<Measure> measures_;
  bool keep_outcomes_ = false;
};

}  // namespace hustings
