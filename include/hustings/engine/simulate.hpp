#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "hustings/core/progress.hpp"
#include "hustings/engine/draw_source.hpp"
#include "hustings/model/model.hpp"
#include "hustings/tally/draws.hpp"
#include "hustings/tally/paired_tally.hpp"
#include "hustings/tally/tally.hpp"

namespace hustings {

/// Elections are scheduled, and progress is told, in blocks of this many.
inline constexpr std::uint64_t kBlock = 4096;

/// A run that stops at a precision looks at its counts whenever this many more blocks are done.
inline constexpr std::uint64_t kLookBlocks = 8;
/// ... and not before this many.
inline constexpr std::uint64_t kFewestBlocks = 16;

/// Blocks first .. end-1.
struct BlockRange {
  std::uint64_t first = 0;
  std::uint64_t end = 0;
  friend bool operator==(const BlockRange&, const BlockRange&) = default;
};

/// What a stop rule goes by: elections, and those of them in which its event happened.
struct LookedAt {
  std::uint64_t elections = 0;
  std::uint64_t stops = 0;
};

/// What to simulate: elections 0 .. elections-1 of the model, or those of them that lie in
/// `blocks`; fewer, where the model says until which precision (Model::until).
struct RunPlan {
  std::uint64_t elections = 0;
  std::uint64_t n_draws = 0;  ///< first elections recorded whole
  int threads = 0;            ///< 0 = all the machine has
  TallyOptions options;
  TallyOptions world_options;  ///< of changed worlds
  bool profile = false;        ///< time the verbs
  /// Tally the elections in which it happens once more, and changed worlds in these alone.
  std::optional<EventProgram> given = {};
  /// Which blocks: sorted, disjoint, none of them empty or beyond the last election; none = all.
  /// The results of two parts of a run add up to those of both, the stop rule apart: it looks at
  /// the elections of these blocks alone. Draws hold the recorded elections of these blocks, in
  /// their order.
  std::vector<BlockRange> blocks = {};
  /// Draws that come from elsewhere than the generator, which it must have for all elections.
  DrawSource source = {};
  /// What Model::until counts as done: the plan's blocks follow on whole looks.
  LookedAt before = {};
  /// A block that takes longer is left unfinished where the run is to stop [s].
  double longest_stop = 0.5;
};

/// Where the time of a run goes, over all threads [s].
struct Profile {
  double shared_effects = 0;
  double first_choices = 0;  ///< turnout and support: one kernel
  double count = 0;
  double tally = 0;  ///< with the record of the first elections

  Profile& operator+=(const Profile& other);
};

/// A changed world: what it came to, and how that differs from the base.
struct WorldResult {
  Tally tally;
  PairedTally paired;

  WorldResult& operator+=(const WorldResult& other) {
    tally += other.tally;
    paired += other.paired;
    return *this;
  }
};

struct RunResult {
  Tally tally;
  std::vector<WorldResult> worlds;  ///< in the order they were given
  std::optional<Tally> given;       ///< the base's elections that meet RunPlan::given
  Draws draws;
  bool precise = true;   ///< false: Model::until was not reached within the plan's elections
  bool complete = true;  ///< false: the observer stopped the run
  /// Those that the numbers are of, sorted and disjoint; with Model::until whole looks.
  std::vector<BlockRange> blocks;
  std::uint64_t stops = 0;  ///< elections of these in which the event of Model::until happened
  Profile profile;          ///< only where the plan asks for it
};

/// Simulates whole primary nights in parallel.
///
/// The same model and plan give the same result, bit for bit, on any number of threads, in any
/// order of blocks and on any instruction set: draws are addressed by (seed, election, name) and
/// tallies are integers. Memory does not grow with the number of elections.
///
/// With Model::until the run stops after the first look, in the order of elections, at which the
/// event's standard error is at most the stated one; what was simulated beyond is thrown away, so
/// that this too depends on nothing but model and plan. Source: docs/method.md, "Precision".
///
/// The observer is told after every block, with the standard error of the headline, and asked after
/// every 256 elections of a block that takes long. A run that it stops has the blocks that were
/// done by then.
RunResult simulate(const Model& model, const RunPlan& plan, const Observer& observer = {});

/// The same with changed worlds beside it, in one pass and on the same draws; with RunPlan::given
/// in the elections in which that happens in the base. A contest that is as
/// in the base costs its tally alone, effects that are the same are drawn once. The models must
/// outlive the call. Source: docs/method.md, "What-ifs".
RunResult simulate(const Model& base, const std::vector<const Model*>& worlds, const RunPlan& plan,
                   const Observer& observer = {});

/// Whether Model::until is reached, and not before kFewestBlocks.
bool is_precise(const Model& model, const LookedAt& seen);

/// The count a person watches: a sweep of the first slate, else a win of the first candidate.
std::uint64_t headline_count(const Model& model, const Tally& tally);

}  // namespace hustings
