#pragma once

#include <vector>

#include "hustings/model/night_plan.hpp"

namespace hustings {

/// Makes a plan for nights whose draws come from memory: row i is that of draws[i], as far as the
/// plan has it; the generator draws the others. Weights are exponentials of sums everywhere, as no
/// odd table is known for a draw that is no word.
NightPlan with_handed_draws(NightPlan plan, const std::vector<DrawAddress>& draws);

}  // namespace hustings
