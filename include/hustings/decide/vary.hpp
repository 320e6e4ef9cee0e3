#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hustings/core/failure.hpp"
#include "hustings/engine/simulate.hpp"
#include "hustings/model/model.hpp"
#include "hustings/scenario/scenario.hpp"

namespace hustings {

/// What a scenario comes to at every point of its variation, beside its base: integers only.
///
/// Columns are those of the quantities that are varied, point after point, by the ids of the base,
/// whose candidates, slates and events all points share: counts and moments, no histograms, seats
/// by number, other whole numbers by their moments in units of 1. Pairs are against the base on the
/// same draws.
struct VaryTally {
  std::uint64_t elections = 0;
  std::vector<std::string> inputs;
  std::vector<std::string> changes;  ///< of each input: `turnout plus`, see change_and_over
  std::vector<double> amounts;       ///< point x input
  std::vector<Column> columns = std::vector<Column>(quantities().size());
  std::vector<PairedColumn> paired = std::vector<PairedColumn>(quantities().size());

  /// What one point comes to, as a what-if does; what is not varied is empty.
  WorldResult point(std::size_t point) const;
  std::size_t n_points() const { return inputs.empty() ? 0 : amounts.size() / inputs.size(); }
  friend bool operator==(const VaryTally&, const VaryTally&) = default;
};

/// Adds the counts of other elections, which may be of a foreign file. Throws Failure (65) as
/// add_checked of tallies does, and where points are not the same.
void add_checked(VaryTally& to, const VaryTally& from);

struct VaryResult {
  RunResult base;
  VaryTally tally;
};

/// The what-if of one point: every input's change with its amount.
scenario::WhatIf what_if_at(const scenario::Vary& vary, const std::vector<double>& amounts);

/// Lays out the points at which inputs are tried: point x input, amounts.
///
/// Grid: every combination, the last input running fastest. Latin hypercube: each input's range is
/// cut into as many equal parts as there are points, each part used once, at a place in it and in
/// an order drawn by the seed. Sobol: the points of Sobol's sequence after the origin (direction
/// numbers of Joe and Kuo). Source: docs/method.md, "Variations".
std::vector<std::vector<double>> design_points(const scenario::Vary& vary, std::uint64_t seed);

/// Checks that a scenario varies something.
void check_varies(const scenario::Scenario& scenario, Problems& problems);

/// Checks every point of a variation, of which the observer is told; faults of the first that has
/// any go to `problems`.
void check_vary(const WorldBuilder& worlds, const scenario::Vary& vary,
                const std::vector<std::vector<double>>& points, Problems& problems,
                const Observer& observer = {});

/// Checks every point of a scenario's variation, where it has one and `problems` hold no error yet.
void check_variation(const scenario::Scenario& scenario, Problems& problems,
                     const Observer& observer = {});

/// Simulates a scenario at every point of its variation, a few points at a time beside the base, on
/// the same draws. The observer is told of elections over all points; a run it stops is not
/// complete, and has blocks where all points have the same.
///
/// Source: docs/method.md, "Variations".
VaryResult simulate_variation(const WorldBuilder& worlds, const scenario::Vary& vary,
                              const std::vector<std::vector<double>>& points, const RunPlan& plan,
                              const Observer& observer = {});

}  // namespace hustings
