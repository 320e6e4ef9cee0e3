#pragma once

#include <string>
#include <vector>

#include "hustings/scenario/scenario.hpp"

namespace hustings::campaign {

/// Lists what shocks take where they say nothing, in words, with how that is known and for which
/// shocks.
std::vector<std::string> assumptions_of_shocks(const scenario::Scenario& scenario);

}  // namespace hustings::campaign
