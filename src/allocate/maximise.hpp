#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "allocate/limits.hpp"
#include "hustings/core/progress.hpp"

namespace hustings::allocate {

/// Computes a number of a plan and its gradient by the amounts; h is the width at which what
/// happens or not is smoothed. `gradient` is empty where it is not asked for.
using PlanFunction =
    std::function<double(std::span<const double> amounts, double h, std::span<double> gradient)>;

/// One objective, and how much of it those after it may cost.
struct Goal {
  PlanFunction value;
  double within = 0;
};

/// What is looked for: the plan inside the limits at which the first goal is largest, of those
/// within reach of it that at which the second is, and so on.
struct PlanProblem {
  Limits limits;
  std::vector<Goal> goals;
  std::vector<PlanFunction> floors = {};       ///< of these none may be below 0
  std::vector<double> widths = {0.03, 0.01};   ///< of smoothing, one after the other
  std::uint64_t seed = 1;                      ///< of the starts
  std::vector<std::vector<double>> warm = {};  ///< further plans to start from
  std::size_t n_starts = 16;                   ///< of each set, besides
  double floor_slack = 1e-6;                   ///< what rounding may leave below a floor
};

/// A plan, and what each goal comes to there, at the last width.
struct PlanFound {
  std::vector<double> amounts;
  std::vector<double> values;
};

/// What a search found.
struct PlanSearch {
  std::vector<PlanFound> best;  ///< the best plan, or none where no plan meets the floors
  /// Where else searches by the last goal ended, the best first: plans 1 % of a programme's most
  /// apart.
  std::vector<PlanFound> others;
  std::size_t n_sets = 1;  ///< sets of programmes that were tried
  bool all_sets = true;    ///< else there were too many: it is not proven that none is better
};

/// Most programmes with a least or a fixed cost of which all sets are tried.
inline constexpr std::size_t kMostSwitched = 12;
/// Sets that are tried where there are more, before they are varied one programme at a time.
inline constexpr std::size_t kRandomSets = 64;

/// Looks for the best plan: for every set of programmes that may be on, from many starts, by
/// sequential quadratic programming (NLopt's SLSQP, Kraft 1994) with the limits and floors as
/// constraints, at one width after the other; ends are projected on the limits.
///
/// Starts, as parts of every limit: equal ones; each programme alone; pairs; and Dirichlet, as
/// spacings of sorted uniforms of the named stream `allocate starts`; `warm` first. Where there are
/// several sets, all are tried from few starts and the best of them from all. The result is at
/// least as good as every warm plan. Nothing where the observer stopped it. Source:
/// docs/campaign.md, "Allocation".
PlanSearch maximise(const PlanProblem& problem, const Observer& observer = {});

/// The plan in which every programme has an equal part of every limit; programmes that could not
/// have their least of it are off.
std::vector<double> equal_plan(const Limits& limits);

}  // namespace hustings::allocate
