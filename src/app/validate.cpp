#include "app/validate.hpp"

#include <memory>
#include <string>
#include <vector>

#include "app/terminal.hpp"
#include "hustings/decide/vary.hpp"
#include "hustings/language/read_scenario.hpp"
#include "hustings/model/model.hpp"
#include "hustings/results/json.hpp"
#include "hustings/tally/draws.hpp"

namespace hustings {
namespace {

constexpr const char* kExamples = R"(Examples:
  hustings validate scenarios/first_steps.yaml
  hustings validate scenarios/*.yaml
  hustings validate my.yaml --set effects.polling.sd=0.3
  hustings validate my.yaml --json | jq '.[] | select(.severity == "error")'

Reads scenarios and their tables and reports everything wrong with them, without simulating.
Exit code: 0 good (warnings included), 65 errors, 66 a scenario is missing.
)";

struct ValidateOptions {
  std::vector<std::string> scenarios;
  std::vector<std::string> overrides;
  bool json = false;
};

struct Validated {
  std::vector<Problem> problems;
  std::string summary;
  ExitCode code = ExitCode::ok;
};

std::string counted(std::size_t n, const std::string& what) {
  return std::to_string(n) + " " + what + (n == 1 ? "" : "s");
}

std::string summary_of(const scenario::Scenario& scenario) {
  return counted(scenario.contests.size(), "contest") + ", " +
         counted(scenario.districts.size(), "district") + ", " +
         counted(scenario.universes.size(), "universe") + ", " +
         counted(scenario.effects.size(), "effect") + ", " +
         counted(scenario.events.size(), "event");
}

/// Checks every point of the variation, where there is one and the rest has no error.
void check_variation(const scenario::Scenario& scenario, Problems& problems) {
  if (!scenario.vary || problems.has_errors()) return;
  Problems of_base;  // told already
  const WorldBuilder worlds(scenario, of_base);
  check_vary(worlds, *scenario.vary, design_points(*scenario.vary, scenario.seed), problems);
}

Validated validated(const std::string& path, const std::vector<std::string>& overrides) {
  Validated result;
  try {
    Problems problems;
    const scenario::Scenario scenario = read_scenario(path, overrides, problems);
    const Worlds worlds = build_worlds(scenario, problems);
    check_draws(worlds.base, scenario.source, problems);
    check_variation(scenario, problems);
    result.problems = problems.sorted();
    if (problems.has_errors()) result.code = ExitCode::bad_data;
    result.summary = summary_of(scenario);
  } catch (const Failure& failure) {
    result.code = failure.code();
    result.problems.push_back({Severity::error, {path, 0, 0}, "", failure.what(), ""});
  }
  return result;
}

ExitCode validate(const ValidateOptions& options) {
  std::vector<Problem> problems;
  std::string good;
  ExitCode code = ExitCode::ok;
  for (const std::string& path : options.scenarios) {
    const Validated result = validated(path, options.overrides);
    problems.insert(problems.end(), result.problems.begin(), result.problems.end());
    if (result.code == ExitCode::ok) {
      good += path + ": good (" + result.summary + ")\n";
    } else if (code != ExitCode::no_input) {
      code = result.code;
    }
  }
  if (options.json) {
    print_out(problems_json(problems));
    return code;
  }
  print_problems(problems);
  print_out(good);
  return code;
}

}  // namespace

void add_validate(CLI::App& app, Command& command) {
  const auto options = std::make_shared<ValidateOptions>();
  CLI::App* const sub = app.add_subcommand("validate", "Check scenarios without simulating");
  sub->footer(kExamples);
  sub->add_option("SCENARIO", options->scenarios, "Scenario files, .yaml")->required();
  sub->add_option("--set", options->overrides, "Change one value: path=value; may be repeated")
      ->type_name("PATH=VALUE")
      ->expected(1)
      ->take_all();
  sub->add_flag("--json", options->json, "Write the problems as a JSON list");
  sub->callback([options, &command] { command = [options] { return validate(*options); }; });
}

}  // namespace hustings
