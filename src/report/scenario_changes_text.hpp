#pragma once

#include <string>
#include <vector>

#include "hustings/language/scenario_changes.hpp"

namespace hustings {

/// Tells what changed in a scenario, a line each, at most 20, then how many more; of a column of a
/// table the rows that moved farthest. Empty where nothing did.
std::string scenario_changes_text(const std::vector<ScenarioChange>& changes);

}  // namespace hustings
