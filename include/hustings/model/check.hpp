#pragma once

#include "hustings/core/problem.hpp"
#include "hustings/scenario/scenario.hpp"

namespace hustings {

void check_scenario(const scenario::Scenario& scenario, Problems& problems);

}  // namespace hustings
