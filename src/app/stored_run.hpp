#pragma once

#include <string>

#include "hustings/model/model.hpp"
#include "hustings/results/results_file.hpp"
#include "hustings/scenario/scenario.hpp"

namespace hustings {

/// A results file and the scenario in it, made ready to simulate its elections again.
struct StoredRun {
  std::string file;
  Results results;
  scenario::Scenario scenario;
  Model model;  ///< without the stop rule: the run's elections are as many as it has
};

/// Reads a results file and builds the model of the scenario in it. Throws Failure as read_results
/// does, and where the file holds no scenario; ScenarioError where this version refuses it.
StoredRun read_stored_run(const std::string& file, Changed changed);

/// Checks that this program draws the elections that stand in the file: compares its first stored
/// draws, as far as there are any. Throws Failure (65) where another version drew others.
void check_same_draws(const StoredRun& run);

/// Says so on stderr where the file has no draws to check and another version wrote it.
void tell_versions(const StoredRun& run);

/// Checks that all elections simulated again came to what the file says. Throws Failure (65).
void check_same_tally(const StoredRun& run, Tally again);

}  // namespace hustings
