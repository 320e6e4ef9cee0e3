#include <set>
#include <string>
#include <vector>

#include "app/commands.hpp"
#include "app/progress_bar.hpp"
#include "app/shared_options.hpp"
#include "app/terminal.hpp"
#include "core/thousands.hpp"
#include "hustings/decide/vary.hpp"
#include "hustings/language/read_scenario.hpp"
#include "hustings/model/labels.hpp"
#include "hustings/results/json.hpp"
#include "hustings/scenario/used_keys.hpp"
#include "hustings/tally/draws.hpp"

namespace hustings {
namespace {

constexpr CommandText kText{
    .name = "validate",
    .group = Group::begin,
    .line = "Check scenarios without simulating",
    .examples = R"(hustings validate scenarios/first_steps.yaml
hustings validate scenarios/*.yaml
hustings validate my.yaml --set effects.polling.sd=0.3
hustings validate my.yaml --json | jq '.[] | select(.severity == "error")')",
    .about =
        "Reads scenarios and their tables and reports everything wrong with them, without "
        "simulating; and lists of those that are good what they assume.",
    .exit_codes = "0 good (warnings included); 65 errors; 66 a scenario is missing."};

struct ValidateOptions {
  std::vector<std::string> scenarios;
  std::vector<std::string> overrides;
  bool json = false;
};

Options options_of(ValidateOptions& values) {
  return {arguments("SCENARIO", values.scenarios, "Scenario files, .yaml").required(),
          set_option(values.overrides), json_option(values.json)};
}

struct Validated {
  std::vector<Problem> problems;
  std::string summary;
  std::string assumed;
  ExitCode code = ExitCode::ok;
};

/// Lists the tags, those that nothing uses apart: a misspelt key is one of them.
std::string tags_of(const scenario::Scenario& scenario) {
  const std::set<std::string> used = used_keys(scenario);
  std::vector<std::string> tags;
  std::vector<std::string> idle;
  for (const std::string& tag : tag_names(scenario)) {
    (used.contains(tag) || tag == "incumbent" ? tags : idle).push_back(tag);
  }
  return (tags.empty() ? "" : "; tags: " + listed(tags)) +
         (idle.empty() ? "" : "; tags that nothing uses: " + listed(idle));
}

std::string summary_of(const scenario::Scenario& scenario) {
  return counted(scenario.contests.size(), "contest") + ", " +
         counted(scenario.districts.size(), "district") + ", " +
         counted(scenario.universes.size(), "universe") + ", " +
         counted(scenario.effects.size(), "effect") + ", " +
         counted(scenario.events.size(), "event") + tags_of(scenario);
}

/// Lists every default that was used, a line each.
std::string assumed_text(const Labels& labels) {
  std::string text;
  for (const std::string& one : all_assumptions(labels)) text += "  - " + one + "\n";
  return text.empty() ? "" : "  assumed:\n" + text;
}

Validated validated(const std::string& path, const std::vector<std::string>& overrides) {
  Validated result;
  ProgressBar bar(true);
  try {
    Problems problems;
    const scenario::Scenario scenario = read_scenario(path, overrides, problems);
    const Worlds worlds = build_worlds(scenario, problems, bar.observer());
    check_draws(worlds.base, scenario.source, problems);
    check_variation(scenario, problems, bar.observer());
    result.problems = problems.sorted();
    if (problems.has_errors()) result.code = ExitCode::bad_data;
    result.summary = summary_of(scenario);
    if (!problems.has_errors()) result.assumed = assumed_text(labels_of(worlds.base));
  } catch (const Failure& failure) {
    result.code = failure.code();
    Problem& problem = result.problems.emplace_back();
    problem.place.file = path;
    problem.problem = failure.what();
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
      good += path + ": good (" + result.summary + ")\n" + result.assumed;
    } else if (code != ExitCode::no_input) {
      code = result.code;
    }
  }
  if (options.json) {
    print_out(problems_json(problems));
  } else {
    print_problems(problems);
    print_text(good);
  }
  return code;
}

}  // namespace

Command validate_command() {
  return make_command(kText, options_of, validate);
}

}  // namespace hustings
