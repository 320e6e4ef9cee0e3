#pragma once

#include "hustings/scenario/scenario.hpp"

namespace hustings::test {

/// Workload W of scripts/make_w.py, from the same integer arithmetic: 30 contests, each of one
/// district with 12 universes and 3 candidates.
scenario::Scenario workload_w();

}  // namespace hustings::test
