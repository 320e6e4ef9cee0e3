#pragma once

#include <optional>
#include <string>

#include "hustings/core/failure.hpp"
#include "hustings/core/problem.hpp"
#include "hustings/core/progress.hpp"
#include "hustings/results/results_file.hpp"
#include "hustings/summary/view.hpp"

namespace hustings {

/// What is asked of a results file under a condition.
struct GivenQuestion {
  std::string file;
  std::string event;    ///< a sentence, or the name of an event of the scenario
  bool stored = false;  ///< look at the stored draws only
  int threads = 0;      ///< 0 = all the machine has
  Changed changed = Changed::refuse;
  Place place{"--given", 1, 1};  ///< where its faults are told to be
};

/// What the elections of a run that meet a condition came to.
struct GivenResults {
  Results results;  ///< without draws and what-ifs
  Given given;      ///< which elections
};

/// Answers from the run's own elections, simulated again, or from the stored draws; nothing where
/// the observer stopped that. Throws Failure (65) where fewer than kFewestGiven meet the condition
/// or the elections come out differently, ScenarioError where it is no event of this scenario.
std::optional<GivenResults> results_given(const GivenQuestion& question,
                                          const Observer& observer = {});

}  // namespace hustings
