#pragma once

#include <string>
#include <vector>

#include "allocate/limits.hpp"
#include "hustings/allocate/allocation.hpp"
#include "hustings/scenario/scenario.hpp"

namespace hustings::allocate {

/// A resource of the owner, with what comes in of it in all weeks on the mean.
struct OwnedResource {
  scenario::ResourceKind kind = scenario::ResourceKind::money;
  double has = 0;
};

/// The limits of an owner's plans, of programmes in the order of `programmes`.
struct PlanLimits {
  Limits limits;
  std::vector<OwnedResource> resources;  ///< Limit::resource
};

/// The programmes of an owner whose amounts may be planned: all but endorsers.
std::vector<PlannedProgramme> planned_programmes(const scenario::Scenario& scenario,
                                                 const std::string& owner);

/// Derives limits from supply and rates: what is kept (money, captains) by what came in up to each
/// week; hours by that of each week, with a stock by every set of weeks that may draw on it; rates
/// of a mode by week. Programmes that nothing limits have an infinite `most`.
PlanLimits plan_limits(const scenario::Scenario& scenario, const scenario::Allocate& asked,
                       const std::vector<PlannedProgramme>& programmes);

/// What a plan uses of a resource in all weeks.
double used_of(const scenario::Scenario& scenario, const std::vector<PlannedProgramme>& programmes,
               scenario::ResourceKind kind, const std::vector<double>& amounts);

}  // namespace hustings::allocate
