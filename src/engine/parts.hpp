#pragma once

#include <cstdint>
#include <vector>

#include "hustings/model/night_plan.hpp"

namespace hustings {

/// Makes the nights of a plan sum a contest's first choices by parts of its districts, in place of
/// those of its count: `part` has one for every district of the plan, below `n_parts`.
inline void sum_by(ContestPlan& contest, const std::vector<std::uint32_t>& part,
                   std::uint32_t n_parts) {
  contest.n_parts = n_parts;
  for (UniverseGroup& group : contest.groups) group.part = part[group.district];
}

}  // namespace hustings
