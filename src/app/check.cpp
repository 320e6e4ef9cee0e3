#include <string>
#include <utility>
#include <vector>

#include "app/checkpoint.hpp"
#include "app/commands.hpp"
#include "app/costs.hpp"
#include "app/interrupt.hpp"
#include "app/output_file.hpp"
#include "app/posterior.hpp"
#include "app/progress_bar.hpp"
#include "app/shared_options.hpp"
#include "app/terminal.hpp"
#include "app/title_notices.hpp"
#include "hustings/decide/expect.hpp"
#include "hustings/decide/world.hpp"
#include "hustings/engine/simulate.hpp"
#include "hustings/language/read_scenario.hpp"
#include "hustings/night/isa.hpp"
#include "hustings/results/json.hpp"
#include "hustings/text/write_file.hpp"
#include "report/check_report.hpp"

namespace hustings {
namespace {

constexpr CommandText kText{
    .name = "check",
    .group = Group::trust,
    .line = "Simulate a scenario and hold it against what it expects",
    .examples = R"(hustings check scenarios/first_steps.yaml
hustings check my.yaml --junit report.xml --format github
hustings check my.yaml --elections 10_000_000 --json
hustings check my.yaml --what-if storm.yaml)",
    .about =
        "Simulates a scenario and holds it against what it expects (hustings explain expect); "
        "writes no results. With --world: holds that what-if against it. The report of a "
        "scenario with errors has these.",
    .exit_codes =
        "0 all as expected; 1 an expectation failed; 65 the scenario is wrong, or "
        "expects nothing."};

struct CheckOptions {
  std::string scenario;
  SimulationOptions simulation;
  WorldOptions world;
  CheckpointOptions checkpoint;
  std::string posterior;
  std::string max_memory;
  std::string junit;
  std::string format = "text";
  bool json = false;

  bool is_for_github() const { return format == "github"; }
};

Options options_of(CheckOptions& values) {
  return joined({{scenario_argument(values.scenario)},
                 simulation_options(values.simulation),
                 world_options(values.world),
                 checkpoint_options(values.checkpoint),
                 {posterior_option(values.posterior), max_memory_option(values.max_memory),
                  text("--junit FILE", values.junit, "Write a JUnit report as well").not_empty(),
                  choice("--format FORMAT", values.format, {"text", "github"},
                         "text, or github: annotations of GitHub Actions")
                      .otherwise("text"),
                  json_option(values.json)}});
}

void print(const CheckOptions& options, const std::vector<Checked>& checked) {
  if (options.json) {
    print_out(check_json(checked));
  } else if (!options.simulation.quiet && options.is_for_github()) {
    print_out(check_github(checked));
  } else if (!options.simulation.quiet) {
    print_text(check_table(checked, terminal_style()));
  }
}

const Model& model_called(const Worlds& worlds, const scenario::Scenario& scenario,
                          const std::string& world) {
  const scenario::WhatIf& what_if = find_what_if(scenario, world);
  return worlds.what_ifs[static_cast<std::size_t>(&what_if - scenario.what_ifs.data())].model;
}

/// What reports call the scenario: its title, else its file.
std::string suite_of(const scenario::Scenario& scenario, const std::string& title) {
  return title.empty() ? scenario.files.front().name : title;
}

Round simulate_checked(const CheckOptions& options, const Model& model,
                       const OpenedPosterior& posterior, const scenario::Scenario& scenario,
                       Checkpoint& checkpoint) {
  const RunPlan all{.elections = posterior.elections,
                    .threads = options.simulation.threads,
                    .source = posterior.source};
  const auto simulate_round = [&](const RunPlan& plan, const Observer& observer) {
    RunResult run = simulate(model, plan, observer);
    Round round = round_of(run);
    round.results = {.labels = labels_of(model),
                     .tally = std::move(run.tally),
                     .draws = std::move(run.draws),
                     .files = scenario.files,
                     .overrides = scenario.overrides};
    return round;
  };
  return checkpoint.simulate(model, all, simulate_round);
}

ExitCode check(const CheckOptions& options) {
  choose_isa();
  expect_signals(options.checkpoint);
  const bool quiet = options.simulation.quiet;
  Problems problems;
  scenario::Scenario scenario = with_expected_events(
      read_scenario(options.scenario, options.simulation.all_overrides(), problems));
  const std::string world = options.world.add_to(scenario, problems);
  check_expects(scenario, problems);
  // A fault in a what-if counts as well.
  const Worlds worlds = build_worlds(scenario, problems, ProgressBar(!quiet).observer());
  if (options.is_for_github()) print_out(github_problems(problems.sorted()));
  if (!options.junit.empty()) check_output_file(options.junit, Existing::replace, scenario);
  if (!options.junit.empty() && problems.has_errors()) {
    remember_signals();
    write_file(options.junit, problems_junit(suite_of(scenario, scenario.title), problems.sorted()),
               Existing::replace);
  }
  problems.throw_if_errors();
  if (!quiet) print_problems(problems.sorted());
  const Model& model = world.empty() ? worlds.base : model_called(worlds, scenario, world);
  const OpenedPosterior posterior = open_posterior(options.posterior, scenario, worlds.base);
  if (!quiet) tell_elections(posterior, worlds.base);
  const RunPlan plan{.elections = posterior.elections,
                     .threads = options.simulation.threads,
                     .source = posterior.source};
  const Trial trial = [&model](const RunPlan& few, const Observer& observer) {
    return Results{.labels = labels_of(model), .tally = simulate(model, few, observer).tally};
  };
  check_memory(options.max_memory, {model, plan, trial, false});
  Checkpoint checkpoint(options.checkpoint, quiet);
  checkpoint.open(scenario, {.command = world.empty() ? "check" : "check --world " + world,
                             .elections = posterior.elections,
                             .posterior = digest_of(posterior)});
  const Round all = simulate_checked(options, model, posterior, scenario, checkpoint);
  const std::vector<Checked> checked = check_expectations(scenario, all.results.tally);
  checkpoint.conclude(all.results, [&] {
    if (options.junit.empty()) return;
    write_file(options.junit, check_junit(suite_of(scenario, model.title), checked),
               Existing::replace);
  });
  if (!quiet) tell_title_notices(model.title, !options.json);
  print(options, checked);
  return all_passed(checked) ? ExitCode::ok : ExitCode::different;
}

}  // namespace

Command check_command() {
  return make_command(kText, options_of, check);
}

}  // namespace hustings
