#pragma once

#include "hustings/decide/resilience.hpp"
#include "results/json_values.hpp"

namespace hustings {

/// What losing channels costs: `plan --json`, "resilience".
Json resilience_json(const Resilience& losses);

}  // namespace hustings
