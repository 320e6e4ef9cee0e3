#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "hustings/engine/simulate.hpp"
#include "hustings/scenario/scenario.hpp"

namespace hustings {

/// What every command that simulates a scenario can be told.
struct SimulationOptions {
  std::string scenario;
  std::string elections;
  std::string seed;
  int threads = 0;
  std::vector<std::string> overrides;
  bool quiet = false;
};

/// Refuses an option without a value.
CLI::Validator some_value();

void add_simulation_options(CLI::App& command, SimulationOptions& options);

/// The overrides with --elections and --seed, in the order they are made.
std::vector<std::string> all_overrides(const SimulationOptions& options);

/// Simulates under a progress bar and until a signal; `simulate` gets the observer. Throws Failure
/// where a signal came.
RunResult watched(bool quiet, const std::function<RunResult(const Observer&)>& simulate);

/// Refuses to put results where the scenario, one of its tables or another input stands.
void check_no_input(const std::filesystem::path& output, const std::filesystem::path& scenario_path,
                    const scenario::Scenario& scenario, const std::vector<std::string>& more = {});

}  // namespace hustings
