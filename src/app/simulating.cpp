#include "app/simulating.hpp"

#include <system_error>

#include "app/interrupt.hpp"
#include "app/progress_bar.hpp"
#include "hustings/core/failure.hpp"

namespace hustings {

CLI::Validator some_value() {
  return CLI::Validator(
      [](const std::string& value) { return value.empty() ? "needs a value" : ""; }, "",
      "not empty");
}

void add_simulation_options(CLI::App& command, SimulationOptions& options) {
  command.add_option("SCENARIO", options.scenario, "Scenario file, .yaml")->required();
  command.add_option("--elections", options.elections, "Elections to simulate, e.g. 1_000_000")
      ->check(some_value());
  command.add_option("--seed", options.seed, "Seed of the random numbers")->check(some_value());
  command.add_option("--threads", options.threads, "Threads (default: all the machine has)")
      ->check(CLI::Range(1, 4096));
  command.add_option("--set", options.overrides, "Change one value: path=value; may be repeated")
      ->type_name("PATH=VALUE")
      ->expected(1)
      ->take_all();
}

std::vector<std::string> all_overrides(const SimulationOptions& options) {
  std::vector<std::string> overrides = options.overrides;
  if (!options.elections.empty()) overrides.push_back("elections=" + options.elections);
  if (!options.seed.empty()) overrides.push_back("seed=" + options.seed);
  return overrides;
}

RunResult watched(bool quiet, const std::function<RunResult(const Observer&)>& simulate) {
  const InterruptGuard guard;
  ProgressBar bar(!quiet);
  RunResult result = simulate([&bar](const Progress& progress) {
    bar.show(progress);
    return !InterruptGuard::interrupted();
  });
  if (!result.complete) throw InterruptGuard::failure();
  return result;
}

void check_no_input(const std::filesystem::path& output, const std::filesystem::path& scenario_path,
                    const scenario::Scenario& scenario, const std::vector<std::string>& more) {
  std::vector<std::filesystem::path> inputs{scenario_path};
  inputs.insert(inputs.end(), more.begin(), more.end());
  for (const scenario::SourceFile& file : scenario.files) {
    inputs.push_back(scenario_path.parent_path() / file.name);
  }
  for (const std::filesystem::path& input : inputs) {
    std::error_code none;
    if (std::filesystem::equivalent(input, output, none)) {
      throw Failure(ExitCode::cannot_create,
                    "cannot write " + output.string() + ": the scenario is read from it");
    }
  }
}

}  // namespace hustings
