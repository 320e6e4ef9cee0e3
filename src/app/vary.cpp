#include "app/vary.hpp"

#include <fmt/format.h>

#include <memory>

#include "app/simulating.hpp"
#include "app/terminal.hpp"
#include "hustings/decide/vary.hpp"
#include "hustings/language/read_scenario.hpp"
#include "hustings/night/isa.hpp"
#include "hustings/results/json.hpp"
#include "hustings/results/results_file.hpp"
#include "report/vary_table.hpp"

namespace hustings {
namespace {

constexpr const char* kExamples = R"(Examples:
  hustings vary my.yaml -o response.h5
  hustings vary my.yaml -o response.h5 --set 'vary=[{change: turnout, over: times, values: [0.8, 1.2]}]'
  hustings vary my.yaml -o response.h5 --json | jq '.points[].candidates'

Simulates a scenario at every point of its `vary` block, all on the same draws, and writes one results
file: the run as it is, and what every point comes to (group /vary). Draw it: scripts/plot.py response.h5
Exit code: 65 the scenario is wrong or varies nothing; 73 the output exists (--force replaces it).
)";

struct VaryOptions : SimulationOptions {
  std::string output;
  bool json = false;
  bool force = false;
};

ExitCode vary(const VaryOptions& options) {
  choose_isa();
  const Existing existing = options.force ? Existing::replace : Existing::refuse;
  Problems problems;
  const scenario::Scenario scenario =
      read_scenario(options.scenario, all_overrides(options), problems);
  check_varies(scenario, problems);
  const WorldBuilder worlds(scenario, problems);
  check_draws(worlds.base(), scenario.source, problems);
  problems.throw_if_errors();
  const auto points = design_points(*scenario.vary, scenario.seed);
  check_vary(worlds, *scenario.vary, points, problems);
  problems.throw_if_errors();
  if (!options.quiet) print_problems(problems.sorted());
  check_no_input(options.output, options.scenario, scenario);
  check_output(options.output, existing);

  const RunPlan plan{.elections = worlds.base().elections,
                     .n_draws = worlds.base().n_draws,
                     .threads = options.threads};
  VaryTally tally;
  RunResult run = watched(options.quiet, [&](const Observer& observer) {
    VaryResult result = simulate_variation(worlds, *scenario.vary, points, plan, observer);
    tally = std::move(result.tally);
    return std::move(result.base);
  });
  const Results results{.labels = labels_of(worlds.base()),
                        .tally = std::move(run.tally),
                        .draws = std::move(run.draws),
                        .vary = std::move(tally),
                        .files = scenario.files,
                        .overrides = scenario.overrides};
  write_results(options.output, results, existing);
  if (options.json) {
    print_out(vary_json(results.labels, results.tally, results.vary, digest_of(results)));
  } else if (!options.quiet) {
    print_out(vary_tables(results.labels, results.tally, results.vary, terminal_style()));
  }
  if (!options.quiet) fmt::print(stderr, "wrote {}\n", options.output);
  return ExitCode::ok;
}

}  // namespace

void add_vary(CLI::App& app, Command& command) {
  const auto options = std::make_shared<VaryOptions>();
  CLI::App* const sub =
      app.add_subcommand("vary", "Simulate a scenario at every point of its variation");
  sub->footer(kExamples);
  add_simulation_options(*sub, *options);
  sub->add_option("-o,--output", options->output, "Results file")->required()->check(some_value());
  sub->add_flag("--json", options->json, "Print the points as JSON");
  sub->add_flag("--quiet", options->quiet, "Print nothing but errors (and JSON, if asked for)");
  sub->add_flag("--force", options->force, "Replace the results file if it is there");
  sub->callback([options, &command] { command = [options] { return vary(*options); }; });
}

}  // namespace hustings
