#include "hustings/model/check.hpp"

#include "model/check_parts.hpp"

namespace hustings {

void check_scenario(const scenario::Scenario& scenario, Problems& problems) {
  const Names names(scenario);
  const Checking checking{scenario, names, problems};
  check_places(checking);
  check_contests(checking);
  check_effects(checking);
  check_events(checking);
}

}  // namespace hustings
