#include "hustings/decide/vary.hpp"

#include <filesystem>
#include <string>
#include <utility>

#include "app/checkpoint.hpp"
#include "app/commands.hpp"
#include "app/costs.hpp"
#include "app/output_file.hpp"
#include "app/part_options.hpp"
#include "app/posterior.hpp"
#include "app/progress_bar.hpp"
#include "app/shared_options.hpp"
#include "app/terminal.hpp"
#include "hustings/language/read_scenario.hpp"
#include "hustings/night/isa.hpp"
#include "hustings/results/json.hpp"
#include "hustings/results/posterior_file.hpp"
#include "hustings/results/results_file.hpp"
#include "report/vary_table.hpp"

namespace hustings {
namespace {

constexpr CommandText kText{
    .name = "vary",
    .group = Group::simulate,
    .line = "Simulate a scenario at every point of its variation",
    .examples = R"(hustings vary my.yaml
hustings vary my.yaml -o response.h5 --json | jq '.points[].candidates'
hustings vary my.yaml -o response.h5 \
  --set 'vary=[{change: turnout, over: times, values: [0.8, 1.2]}]')",
    .about =
        "Simulates a scenario at every point of its `vary` block, all on the same draws, and "
        "writes one results file: the run as it is, and what every point comes to (group "
        "/vary). Draw it: scripts/plot.py response.h5",
    .exit_codes =
        "65 the scenario is wrong or varies nothing; 73 the output exists (--force "
        "replaces it)."};

struct VaryOptions {
  std::string scenario;
  SimulationOptions simulation;
  OutputOptions output{.ending = "_vary.h5"};
  PartOptions part;
  CheckpointOptions checkpoint;
  std::string posterior;
  std::string max_memory;
  bool json = false;
};

Options options_of(VaryOptions& values) {
  return joined({{scenario_argument(values.scenario)},
                 simulation_options(values.simulation),
                 output_options(values.output),
                 part_options(values.part),
                 checkpoint_options(values.checkpoint),
                 {posterior_option(values.posterior), max_memory_option(values.max_memory),
                  json_option(values.json)}});
}

/// What the bytes of the results hang on, beside the scenario.
RunAsked asked_of(const RunPlan& plan, const OpenedPosterior& posterior) {
  return {.command = "vary",
          .elections = plan.elections,
          .n_draws = plan.n_draws,
          .posterior = digest_of(posterior)};
}

void print(const VaryOptions& options, const Results& results) {
  const View view(results.labels, results.tally);
  if (options.json) {
    print_out(vary_json(view, results.vary, digest_of(results)));
  } else if (!options.simulation.quiet) {
    print_text(vary_tables(view, results.vary, terminal_style()));
  }
}

ExitCode vary(const VaryOptions& options) {
  choose_isa();
  expect_signals(options.checkpoint);
  const bool quiet = options.simulation.quiet;
  const std::filesystem::path output = options.part.file_of(options.output, options.scenario);
  Problems problems;
  const scenario::Scenario scenario =
      read_scenario(options.scenario, options.simulation.all_overrides(), problems);
  check_varies(scenario, problems);
  const WorldBuilder worlds(scenario, problems);
  check_draws(worlds.base(), scenario.source, problems);
  problems.throw_if_errors();
  const auto points = design_points(*scenario.vary, scenario.seed);
  check_vary(worlds, *scenario.vary, points, problems, ProgressBar(!quiet).observer());
  problems.throw_if_errors();
  if (!quiet) print_problems(problems.sorted());
  check_output_file(output, options.output.existing(), scenario);

  OpenedPosterior posterior = open_posterior(options.posterior, scenario, worlds.base());
  check_sizes_stay(what_if_at(*scenario.vary, points.front()), posterior.source, scenario,
                   worlds.base(), problems);
  problems.throw_if_errors();
  if (!quiet) tell_elections(posterior, worlds.base());
  const RunPlan plan{.elections = posterior.elections,
                     .n_draws = worlds.base().n_draws,
                     .threads = options.simulation.threads,
                     .source = posterior.source};
  const auto results_of = [&](VaryResult&& run) {
    return Results{.labels = labels_of(worlds.base()),
                   .tally = std::move(run.base.tally),
                   .draws = std::move(run.base.draws),
                   .vary = std::move(run.tally),
                   .posterior = posterior.kept,
                   .files = scenario.files,
                   .overrides = scenario.overrides};
  };
  const Trial trial = [&](const RunPlan& few, const Observer& observer) {
    return results_of(simulate_variation(worlds, *scenario.vary, points, few, observer));
  };
  check_memory(options.max_memory, {worlds.base(), plan, trial});
  Checkpoint checkpoint(options.checkpoint, quiet);
  checkpoint.open(scenario, asked_of(plan, posterior),
                  options.part.blocks_of(worlds.base(), posterior.elections));
  const Round all =
      checkpoint.simulate(worlds.base(), plan, [&](const RunPlan& part, const Observer& observer) {
        VaryResult run = simulate_variation(worlds, *scenario.vary, points, part, observer);
        Round round = round_of(run.base);
        round.results = results_of(std::move(run));
        return round;
      });
  const Results& results = all.results;
  checkpoint.conclude(results, [&] { write_results(output, results, options.output.existing()); });
  if (results.part) {
    if (!quiet) tell_part(*results.part, output.string());
    return ExitCode::ok;
  }
  print(options, results);
  if (!quiet) print_note("wrote " + output.string());
  return ExitCode::ok;
}

}  // namespace

Command vary_command() {
  return make_command(kText, options_of, vary);
}

}  // namespace hustings
