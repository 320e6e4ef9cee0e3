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
};

/// How a district's count stands to what the model makes of all others, by Laplace.
struct ReturnFit {
  ContestId contest;
  DistrictId district;
  double turnout_z = 0;    ///< of its votes
  double share_z = 0;      ///< of the candidate whose share is farthest out
  std::uint32_t slot = 0;  ///< that candidate

  friend bool operator==(const ReturnFit&, const ReturnFit&) = default;
};

/// A district whose |z| is above this is listed.
inline constexpr double kStrangeReturn = 3.5;

/// Two shared draws that returns do not tell apart.
struct TiedDraws {
  std::string a;  ///< `effect: level`
  std::string b;
  double correlation = 0;

  friend bool operator==(const TiedDraws&, const TiedDraws&) = default;
};

/// Correlations below this are listed.
inline constexpr double kTiedCorrelation = -.6;
inline constexpr std::size_t kMostTied = 10;

/// What calibrating comes to.
struct Calibration {
  Posterior posterior;
  double log_evidence = 0;        ///< by weights: log of the probability density of the returns
  std::vector<double> sd_ratios;  ///< per size: sd of its draws after and before, root mean square
  std::vector<ReturnFit> fits;    ///< per return
  std::vector<TiedDraws> tied;    ///< farthest first, at most kMostTied
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

/// Says which gate fails and what to do, a line each; empty = all hold.
std::vector<std::string> failed_gates(const Gates& gates);

/// How many draws of several districts returns would move: above kMostWide nothing is calibrated.
std::size_t n_wide_draws(const Model& model, const std::vector<DistrictReturn>& returns);

}  // namespace hustings::infer
