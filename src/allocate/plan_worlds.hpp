#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "allocate/plan_terms.hpp"
#include "hustings/allocate/allocation.hpp"
#include "hustings/model/model.hpp"

namespace hustings::allocate {

/// How much there is of resources, of what is written; of all that the owner has, or of one kind.
struct Supplies {
  double times = 1;
  std::optional<scenario::ResourceKind> kind = {};
};

/// The what-if that sets the amounts of an owner's programmes; those at 0 are off. Resources are
/// multiplied.
scenario::WhatIf plan_change(const scenario::Scenario& scenario, const std::string& owner,
                             const std::vector<PlannedProgramme>& programmes,
                             const std::vector<double>& amounts, const Supplies& supplies = {});

/// The worlds of plans: what-ifs of one scenario, simulated by the engine on the same draws.
class PlanWorlds {
 public:
  /// The scenario must outlive it. Its seed is that of the training draws.
  PlanWorlds(const scenario::Scenario& scenario, std::string owner,
             std::vector<PlannedProgramme> programmes, Problems& problems);

  const Model& base() const { return builder_.base(); }
  const std::vector<PlannedProgramme>& programmes() const { return programmes_; }
  /// The scenario as a plan leaves it.
  scenario::Scenario changed(const std::vector<double>& amounts, const Supplies& supplies) const;
  /// The model of a plan. Throws the builder's faults as a Failure: plans lie inside the limits.
  Model model_of(const std::vector<double>& amounts, const Supplies& supplies = {}) const;
  /// Terms [term x election] of the first elections of a plan's world; empty where stopped.
  std::vector<float> terms_of(const PlanTerms& terms, const std::vector<double>& amounts,
                              const AllocationSearch& search, const Supplies& supplies = {}) const;

 private:
  const scenario::Scenario& scenario_;
  std::string owner_;
  std::vector<PlannedProgramme> programmes_;
  WorldBuilder builder_;
};

}  // namespace hustings::allocate
