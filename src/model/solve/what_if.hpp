#pragma once

#include "hustings/core/problem.hpp"
#include "hustings/scenario/scenario.hpp"
#include "model/solve/solution.hpp"

namespace hustings {

/// A what-if made ready to be built: what the scenario says then, with centres and noise already
/// solved.
struct ChangedWorld {
  scenario::Scenario scenario;  ///< without the texts of its files
  Solution solution;
};

/// Makes the changes of a what-if, one after the other.
///
/// `base` is the solution of the scenario as it stands: its centres and noise stay but for what is
/// changed. Turnout: the mean is moved and the centre solved anew under the base's noise. Support:
/// expected shares are moved and the centres solved anew under the base's noise, or the centre
/// itself is moved. Faults (names that do not exist, a turnout over 1, an empty electorate) go to
/// `problems`, with their place. Source: docs/method.md, "What-ifs".
ChangedWorld change_world(const scenario::Scenario& scenario, const Solution& base,
                          const scenario::WhatIf& what_if, Problems& problems);

}  // namespace hustings
