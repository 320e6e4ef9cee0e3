#pragma once

#include <string>
#include <vector>

#include "hustings/core/problem.hpp"
#include "hustings/scenario/scenario.hpp"
#include "hustings/summary/view.hpp"

namespace hustings {

/// How an expectation turned out.
struct Checked {
  std::string name;  ///< what is expected, in the scenario's words
  Place place;       ///< in the scenario
  bool passed = false;
  Probability got;
  double low = 0;  ///< what was allowed
  double high = 1;
};

/// Checks that a scenario expects something.
void check_expects(const scenario::Scenario& scenario, Problems& problems);

/// Makes an event of each expectation, after the scenario's own, so that a run counts them. Names
/// cannot meet those of the scenario: they hold a line break.
scenario::Scenario with_expected_events(scenario::Scenario scenario);

/// Holds the counts of a run of such a scenario against what it expects.
///
/// `between` holds at its ends too. `equals` p: within k standard errors sqrt(p (1 - p) / n) of a
/// run in which p is true, or within an absolute distance. Source: docs/ci.md.
std::vector<Checked> check_expectations(const scenario::Scenario& scenario, const Tally& tally);

bool all_passed(const std::vector<Checked>& checked);

}  // namespace hustings
