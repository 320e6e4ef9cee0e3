#include "hustings/model/build_event.hpp"

#include "model/check/checking.hpp"
#include "model/events.hpp"
#include "model/solve/effects.hpp"

namespace hustings {

EventProgram build_event(const scenario::Scenario& scenario, const scenario::EventDefinition& event,
                         Problems& problems) {
  const std::size_t n_errors = problems.n_errors();
  const ScenarioIndex index(scenario);
  check_event(event, {scenario, index, problems});
  if (problems.n_errors() > n_errors) return {};
  return compile_event(index, event.event, contest_universes(index));
}

}  // namespace hustings
