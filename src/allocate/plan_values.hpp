#pragma once

#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

#include "allocate/plan_terms.hpp"
#include "allocate/plan_worlds.hpp"
#include "hustings/allocate/allocation.hpp"

namespace hustings::allocate {

/// Smoothing by which plans are compared.
inline constexpr double kWidth = 0.01;

/// Thrown where the observer ends a search.
struct Stopped {};

/// A plan of whole amounts and its terms on the training draws.
struct Valued {
  std::vector<double> amounts;
  std::vector<float> terms;
  std::vector<double> smoothed;  ///< objective
};

/// What plans are worth, by simulating their worlds on the training draws, each plan once.
///
/// References must outlive it. Throws Stopped where the observer ends it.
class PlanValues {
 public:
  PlanValues(const PlanWorlds& worlds, const scenario::Allocate& asked,
             const AllocationSearch& search, const Observer& observer);

  const PlanTerms& terms() const { return terms_; }
  /// Terms [term x election] of a plan, whole or not.
  std::vector<float> simulate(const std::vector<double>& amounts, const Supplies& supplies = {});
  /// Values a plan of whole attempts, captains and impressions: what is less than one is left out.
  const Valued& operator()(const std::vector<double>& amounts, const Supplies& supplies = {});
  std::vector<double> whole(std::vector<double> amounts) const;

  std::vector<double> of_each(const Aim& aim, const Valued& plan, double width) const;
  AllocatedPlan told(const Valued& plan) const;
  /// Whether a plan serves the objectives better: the first in which they are further apart than it
  /// allows decides.
  bool is_better(const Valued& a, const Valued& b) const;

  /// Tells the observer that the work goes on.
  void go_on() const;

 private:
  const PlanWorlds& worlds_;
  const scenario::Allocate& asked_;
  const AllocationSearch& search_;
  const Observer& observer_;
  PlanTerms terms_;
  std::map<std::tuple<double, int, std::vector<double>>, Valued> known_;
  std::uint64_t n_simulated_ = 0;
};

}  // namespace hustings::allocate
