#pragma once

#include <cstdint>

#include "core/fixed.hpp"
#include "hustings/model/night_plan.hpp"
#include "hustings/scenario/campaign.hpp"
#include "random/batch_counters.hpp"

namespace hustings {

/// What the night's kernels work on: one batch, its shared rows and its random numbers.
struct BatchContext {
  const Injections* key = nullptr;
  const BatchCounters* counters = nullptr;
  float* rows = nullptr;                 ///< row r stands at rows + r x kBatch
  const std::uint32_t* valid = nullptr;  ///< all ones where the election counts, else 0
  const OddTable* odd_tables = nullptr;  ///< of groups that multiply
  const float* handed = nullptr;         ///< draws from memory, row by row; null = all are drawn
};

/// Running sums of one universe's fixed-point turnout over a batch, lane by lane.
struct UniverseSums {
  alignas(64) std::uint32_t sum[16];
  alignas(64) std::uint64_t squares[8];
};

/// One group of universes of one contest.
struct GroupTask {
  const UniverseGroup* group = nullptr;
  const UniverseTurnout* turnouts = nullptr;  ///< of the group
  const UniverseSupport* supports = nullptr;  ///< n_universes x n_candidates
  const UniverseRolloff* rolloffs = nullptr;  ///< of the group; null = nobody leaves it blank
  const DrawAddress* own_draws = nullptr;     ///< of the group, and one more
  const RowIndex* own_handed = nullptr;  ///< of the group, where the batch has draws from memory
  std::uint32_t n_candidates = 0;
  float* votes = nullptr;             ///< n_candidates rows of the group's part
  float* district_ballots = nullptr;  ///< row of the group's district: all who came
  bool begins_part = true;            ///< votes are written; else added
  bool begins_district = true;        ///< ballots are written; else added
  float* universe_ballots =
      nullptr;  ///< row per universe of the model, kept for others; null = not kept
  UniverseSums* sums = nullptr;  ///< per universe of the group, added to; null = not wanted
  const UniverseTouches* touched = nullptr;  ///< of the group; null = no programme touches it
  const ContestPlan* contest = nullptr;      ///< the lists that `touched` reads
  float* gains = nullptr;                    ///< rows of ballots gained, written and read
  float repeat = 1;
  float* universe_votes = nullptr;  ///< universe x candidate: rows, written; null = not kept
};

/// The night's vector code for one instruction set.
struct NightKernels {
  /// Fills the rows of a program: scales, factors, then sums.
  void (*run_rows)(const BatchContext& batch, const RowProgram& program);
  /// Draws turnout, support and roll-off of every universe of a group and sums its first choices,
  /// by candidate for its part, and those who came, for its district.
  void (*first_choices)(const BatchContext& batch, const GroupTask& task);
};

/// The kernels of the instruction set in use.
const NightKernels& night_kernels();

}  // namespace hustings
