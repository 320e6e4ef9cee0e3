#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hustings/core/failure.hpp"
#include "hustings/core/problem.hpp"
#include "hustings/core/progress.hpp"
#include "hustings/engine/before_simulating.hpp"
#include "hustings/results/open_scenario.hpp"
#include "hustings/results/results_file.hpp"
#include "hustings/summary/view.hpp"

namespace hustings {

/// What is asked of a results file under a condition.
struct GivenQuestion {
  std::string file;
  std::string event;    ///< a sentence, or the name of an event of the scenario
  std::string world;    ///< a what-if in the place of the scenario as it is; empty = none
  bool stored = false;  ///< look at the stored draws only
  std::uint64_t fewest = kFewestGiven;  ///< elections that must meet it
  int threads = 0;                      ///< 0 = all the machine has
  Trust trust = {};
  Place place{"--given", 1, 1};  ///< where its faults are told to be
  BeforeSimulating before = {};
};

/// What the elections of a run that meet a condition came to.
struct GivenResults {
  /// Without draws; what-ifs are of the elections that meet the condition in the base, or left out
  /// where stored draws or a world are asked.
  Results results;
  Given given;  ///< which elections
};

/// Answers from the run's own elections, simulated again with its what-ifs, or from the stored
/// draws; nothing where the observer stopped that. Throws Failure (65) where too few meet the
/// condition or the elections come out differently, ScenarioError where it is no event of this
/// scenario.
std::optional<GivenResults> results_given(const GivenQuestion& question,
                                          const Observer& observer = {});

/// Tells in which stored elections of a run an event happens: a sentence, or the name of an event
/// of the scenario. They are simulated again where draws do not hold it. Throws Failure (65) where
/// they come out differently, ScenarioError where it is no event of this scenario.
std::vector<std::uint8_t> stored_happenings(const OpenedScenario& run, const std::string& event,
                                            const Place& place);

}  // namespace hustings
