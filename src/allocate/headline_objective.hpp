#pragma once

#include <optional>

#include "hustings/allocate/allocation.hpp"

namespace hustings::allocate {

/// What a search is for where a scenario does not say it: the chance that people hear first of a
/// run of so many elections. A majority of delegates, which no plan can be looked for by, and
/// faults of the scenario go to `problems`.
std::optional<scenario::Objective> headline_objective(const scenario::Scenario& scenario,
                                                      const AllocationSearch& search,
                                                      Problems& problems);

}  // namespace hustings::allocate
