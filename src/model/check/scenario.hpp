#pragma once

#include "hustings/core/problem.hpp"
#include "hustings/scenario/scenario.hpp"

namespace hustings {

/// Checks a scenario's parts against each other: names that do not exist or stand twice, support
/// that is incomplete or does not add up, effects that cannot matter, universes too small to hide a
/// person, events that name themselves.
///
/// One cause is reported once, with the number of places and the first five. Works on what was read
/// after errors, too: what they left open is passed over. Moments are checked by build_model.
void check_scenario(const scenario::Scenario& scenario, Problems& problems);

}  // namespace hustings
