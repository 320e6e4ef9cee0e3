#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hustings/core/progress.hpp"
#include "hustings/infer/error_sizes.hpp"
#include "hustings/infer/posterior.hpp"
#include "hustings/model/model.hpp"
#include "hustings/scenario/scenario.hpp"

namespace hustings::infer {

/// Chain c walks elections c, c + kChains, ..
inline constexpr std::uint64_t kChains = 16;
/// Fewest elections that chains can be judged by.
inline constexpr std::uint64_t kFewestMoved = 64 * kChains;
/// Most draws of several districts, whose matrix is dense.
inline constexpr std::size_t kMostWide = 3000;

struct CalibrationPlan {
  std::uint64_t elections = 0;  ///< a multiple of kChains, kFewestMoved at least
  int threads = 0;              ///< 0 = all the machine has
  double trust = kSizeTrust;    ///< n0 of sizes
  int most_size_steps = kMostSizeSteps;
};

/// What calibrating comes to.
struct Calibration {
  Posterior posterior;
  bool complete = true;  ///< false: the observer stopped the work, the rest is not to be used
};

/// Finds a model's law given counted returns: the mode, t scales by Laplace evidence (families in
/// turn, two sweeps), sizes, and elections moved and weighed, walked by independence chains.
///
/// Deterministic by (model, returns, plan.elections). returns: each contest and district at most
/// once, one at least. The observer is told of elections. Source: docs/method.md, "Calibration".
Calibration calibrate(const Model& model, std::vector<DistrictReturn> returns,
                      const CalibrationPlan& plan, const Observer& observer = {});

/// Puts learnt sizes into the units of the scenario that was calibrated: `before` is the sd as
/// written, of several loads the largest, and `kind` says what it moves.
void name_sizes(const scenario::Scenario& scenario, std::vector<LearntSize>& sizes);

/// Says which gate of so many moved elections fails and what to do, a line each; empty = all hold.
/// Where only chains are too short it says about how many elections are enough.
std::vector<std::string> failed_gates(const Gates& gates, std::uint64_t elections);

/// Says that sizes of effects are not found and those learnt not to be used, as elections keep the
/// sizes as written; empty = they are.
std::string unfound_sizes(const Posterior& posterior);

/// How many draws of several districts returns would move: above kMostWide nothing is calibrated.
std::size_t n_wide_draws(const Model& model, const std::vector<DistrictReturn>& returns);

/// About how much memory it takes to calibrate so many elections, beside the model [bytes].
double bytes_to_calibrate(std::size_t n_wide, std::uint64_t elections);

}  // namespace hustings::infer
