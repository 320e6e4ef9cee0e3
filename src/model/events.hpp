#pragma once

#include "hustings/model/event_program.hpp"
#include "model/index.hpp"

namespace hustings {

/// Compiles an event whose names have been checked; named events are put in place.
EventProgram compile_event(const ScenarioIndex& index, const scenario::Event& event,
                           const std::vector<std::vector<UniverseId>>& universes_of_contest);

}  // namespace hustings
