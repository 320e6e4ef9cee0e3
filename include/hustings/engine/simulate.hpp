#pragma once

#include <cstdint>
#include <functional>

#include "hustings/model/model.hpp"
#include "hustings/tally/draws.hpp"
#include "hustings/tally/tally.hpp"

namespace hustings {

/// Elections are scheduled, and progress is told, in blocks of this many.
inline constexpr std::uint64_t kBlock = 4096;

/// What to simulate: elections 0 .. elections-1 of the model.
struct RunPlan {
  std::uint64_t elections = 0;
  std::uint64_t n_draws = 0;  ///< first elections recorded whole
  int threads = 0;            ///< 0 = all the machine has
  TallyOptions options;
};

/// How far a run has come.
struct Progress {
  std::uint64_t elections = 0;
  std::uint64_t of = 0;
  std::uint64_t headline = 0;  ///< elections in which the headline happened
};

/// Told after every block, from any thread, one at a time; returns false to stop the run.
using Observer = std::function<bool(const Progress&)>;

struct RunResult {
  Tally tally;
  Draws draws;
  bool complete = true;  ///< false: the observer stopped the run, the rest is not to be used
};

/// Simulates whole primary nights in parallel.
///
/// The same model and plan give the same result, bit for bit, on any number of threads, in any order of
/// blocks and on any instruction set: draws are addressed by (seed, election, name) and tallies are
/// integers. Memory does not grow with the number of elections.
RunResult simulate(const Model& model, const RunPlan& plan, const Observer& observer = {});

/// The count a person watches: a sweep of the first slate, else a win of the first candidate.
std::uint64_t headline_count(const Tally& tally);

}  // namespace hustings
