#pragma once

#include <cstdint>
#include <functional>
#include <future>
#include <string>

#include "hustings/core/progress.hpp"
#include "hustings/engine/simulate.hpp"
#include "hustings/results/results_file.hpp"
#include "results/checkpoint_folder.hpp"

namespace hustings {

/// What simulating some blocks came to.
struct Round {
  Results results;
  std::vector<BlockRange> blocks;  ///< those that were done; none = the results are not to be used
  std::uint64_t stops = 0;         ///< as of RunResult
  bool precise = true;             ///< the same
  bool complete = true;            ///< false: the observer stopped it
};

/// The round of a run, but for its results.
Round round_of(const RunResult& run);

/// Simulates what a plan says.
using SimulateRound = std::function<Round(const RunPlan& plan, const Observer& observer)>;

/// The time of the machine's clock that never goes back [s].
double seconds_now();

/// How a run is cut into rounds.
struct RoundsAsked {
  RunPart run;        ///< `blocks`: those that are to be simulated
  RunPlan plan;       ///< of all rounds, but for blocks and what is before them
  double every = 60;  ///< between one part that is kept and the next [s]
  /// Whether the stop rule is met; empty where there is none.
  std::function<bool(const LookedAt&)> is_precise;
  /// A clock that never goes back [s].
  std::function<double()> now = seconds_now;
  /// Whether parts are written in a thread beside the next round, or once the next one is done.
  std::launch writing = std::launch::async;
  /// Told in a line, from one thread at a time, that a part cannot be kept: once, until one can.
  std::function<void(const std::string&)> tell;
};

/// Simulates in rounds what a folder does not yet have of a run, and keeps every round there: a
/// part after 2 seconds, then one every so often, written by a thread beside the next round. Where
/// the observer stops it, what was done by then is kept; the last round of a complete run is left
/// to whoever writes the results. These say of what they are a part.
///
/// What cannot be kept is told, held in memory and tried again with the next round. Throws Failure
/// (73, 74) where the last round of a run that was stopped cannot be kept.
Round simulate_in_rounds(CheckpointFolder& folder, const RoundsAsked& asked,
                         const SimulateRound& simulate, const Observer& observer);

}  // namespace hustings
