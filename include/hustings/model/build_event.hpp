#pragma once

#include "hustings/core/problem.hpp"
#include "hustings/model/event_program.hpp"
#include "hustings/scenario/scenario.hpp"

namespace hustings {

/// Compiles an event that is asked of a scenario's nights without standing in it.
///
/// Its names are checked as those of the scenario's own events. The program is for the model of
/// that scenario, and only to be used when `problems` holds no error afterwards.
EventProgram build_event(const scenario::Scenario& scenario, const scenario::EventDefinition& event,
                         Problems& problems);

}  // namespace hustings
