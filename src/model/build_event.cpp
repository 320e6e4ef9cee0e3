#include "hustings/model/build_event.hpp"

#include "model/check_parts.hpp"
#include "model/effects.hpp"
#include "model/events.hpp"

namespace hustings {

EventProgram build_event(const scenario::Scenario& scenario, const scenario::EventDefinition& event,
                         Problems& problems) {
  const std::size_t n_errors = problems.n_errors();
  const Names names(scenario);
  check_event(event, {scenario, names, problems});
  if (problems.n_errors() > n_errors) return {};
  const ScenarioIndex index(scenario);
  return compile_event(index, event.event, contest_universes(index));
}

}  // namespace hustings
