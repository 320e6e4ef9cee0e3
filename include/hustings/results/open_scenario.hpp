#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "hustings/core/failure.hpp"
#include "hustings/core/problem.hpp"
#include "hustings/core/progress.hpp"
#include "hustings/engine/draw_source.hpp"
#include "hustings/model/model.hpp"
#include "hustings/results/results_file.hpp"
#include "hustings/scenario/scenario.hpp"

namespace hustings {

/// A scenario and its model, from wherever it stands.
struct OpenedScenario {
  std::string file;
  std::optional<Results> results;  ///< where it stands in a results file
  scenario::Scenario scenario;
  Model model;                  ///< of a run as it was: without the stop rule
  std::uint64_t elections = 0;  ///< as many as the run has, or as the scenario asks for
  DrawSource source = {};       ///< of the run's elections, where they agree with counted returns
};

/// Opens a scenario file, or the scenario in a results file, with further overrides. Faults of the
/// scenario go to `problems`. Throws Failure as read_scenario and read_results do, and where a
/// results file holds no scenario, or overrides change what is drawn of elections that agree with
/// counted returns.
OpenedScenario open_scenario(const std::filesystem::path& file,
                             const std::vector<std::string>& overrides, const Trust& trust,
                             Problems& problems);

/// Opens the run in a results file, to simulate its elections again. Throws Failure as
/// open_scenario does, and ScenarioError where this version refuses the scenario.
OpenedScenario open_run(const std::filesystem::path& file, const Trust& trust = {});

/// Takes a what-if in the place of the scenario as it is; results stay those of the run. Throws
/// Failure (65) where there is no such what-if, ScenarioError where this version refuses it.
void enter_world(OpenedScenario& run, const std::string& name);

/// What a run recorded of a what-if, as results of a run: the files are those of the run. Throws
/// Failure (65) where there is no such what-if.
Results results_of_world(Results results, const std::string& name);

/// Elections compared before long work begins: one batch.
inline constexpr std::uint64_t kCompared = 256;

/// Checks that this program draws the elections that stand in a results file, no world entered:
/// compares the first `most` of its stored draws, as far as there are any. Throws Failure (65)
/// where another version drew others.
void check_same_draws(const OpenedScenario& run, std::uint64_t most = kCompared,
                      const Observer& observer = {});

/// Checks that all elections simulated again came to what the results file says. Throws Failure
/// (65).
void check_same_tally(const OpenedScenario& run, Tally again);

/// Says so where a results file has no draws to check and another version wrote it; else empty.
std::string version_note(const OpenedScenario& run);

/// What the scenario in a results file says it is made from; nothing where it holds none.
std::vector<std::string> sources_of(const Results& results);

/// Whether the scenario in a results file has effects; true where it holds none to look at.
bool has_effects(const Results& results);

}  // namespace hustings
