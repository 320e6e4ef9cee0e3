#include <set>
#include <string>
#include <vector>

#include "app/commands.hpp"
#include "app/costs.hpp"
#include "app/progress_bar.hpp"
#include "app/shared_options.hpp"
#include "app/terminal.hpp"
#include "core/thousands.hpp"
#include "hustings/decide/vary.hpp"
#include "hustings/language/read_scenario.hpp"
#include "hustings/model/labels.hpp"
#include "hustings/night/isa.hpp"
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
hustings validate my.yaml --costs
hustings validate my.yaml --json | jq '.[] | select(.severity == "error")')",
    .about =
        "Reads scenarios and their tables and reports everything wrong with them, without "
        "simulating; and lists of those that are good what they assume.",
    .exit_codes = "0 good (warnings included); 65 errors; 66 a scenario is missing."};

struct ValidateOptions {
  std::vector<std::string> scenarios;
  std::vector<std::string> overrides;
  bool json = false;
  bool costs = false;
};

Options options_of(ValidateOptions& values) {
  return {
      arguments("SCENARIO", values.scenarios, "Scenario files, .yaml").required(),
      set_option(values.overrides), json_option(values.json),
      flag("--costs", values.costs, "Tell memory, time and file size of a run, after a trial of it")
          .excludes("--json")};
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

/// What a run of these would cost.
std::string costs_line(const Worlds& worlds, const scenario::Scenario& scenario) {
  const RunPlan plan{.elections = worlds.base.elections, .n_draws = worlds.base.n_draws};
  std::vector<const Model*> changed;
  for (const World& world : worlds.what_ifs) changed.push_back(&world.model);
  const Trial trial = [&](const RunPlan& few, const Observer& observer) {
    RunResult run = simulate(worlds.base, changed, few, observer);
    Results results{
        .labels = labels_of(worlds.base), .tally = std::move(run.tally), .files = scenario.files};
    for (std::size_t i = 0; i < changed.size(); ++i) {
      results.what_if_names.push_back(worlds.what_ifs[i].name);
      results.what_ifs.push_back({.labels = labels_of(*changed[i]),
                                  .tally = std::move(run.worlds[i].tally),
                                  .paired = std::move(run.worlds[i].paired)});
    }
    return results;
  };
  return "  a run: " + costs_text(costs_of({worlds.base, plan, trial}), plan) + "\n";
}

/// Lists every default that was used, a line each.
std::string assumed_text(const Labels& labels) {
  std::string text;
  for (const std::string& one : all_assumptions(labels)) text += "  - " + one + "\n";
  return text.empty() ? "" : "  assumed:\n" + text;
}

Validated validated(const std::string& path, const ValidateOptions& options) {
  Validated result;
  ProgressBar bar(true);
  try {
    Problems problems;
    const scenario::Scenario scenario = read_scenario(path, options.overrides, problems);
    const Worlds worlds = build_worlds(scenario, problems, bar.observer());
    check_draws(worlds.base, scenario.source, problems);
    check_variation(scenario, problems, bar.observer());
    result.problems = problems.sorted();
    if (problems.has_errors()) result.code = ExitCode::bad_data;
    result.summary = summary_of(scenario);
    if (problems.has_errors()) return result;
    result.assumed = assumed_text(labels_of(worlds.base));
    if (options.costs) result.assumed += costs_line(worlds, scenario);
  } catch (const Failure& failure) {
    result.code = failure.code();
    Problem& problem = result.problems.emplace_back();
    problem.place.file = path;
    problem.problem = failure.what();
  }
  return result;
}

ExitCode validate(const ValidateOptions& options) {
  choose_isa();
  std::vector<Problem> problems;
  std::string good;
  ExitCode code = ExitCode::ok;
  for (const std::string& path : options.scenarios) {
    const Validated result = validated(path, options);
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
