#include "app/run.hpp"

#include <fmt/format.h>
#include <tbb/info.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/simulating.hpp"
#include "app/terminal.hpp"
#include "hustings/core/version.hpp"
#include "hustings/engine/simulate.hpp"
#include "hustings/language/read_scenario.hpp"
#include "hustings/model/swing_plan.hpp"
#include "hustings/night/isa.hpp"
#include "hustings/results/json.hpp"
#include "hustings/results/results_file.hpp"
#include "hustings/summary/summary.hpp"
#include "report/results_text.hpp"

namespace hustings {
namespace {

constexpr const char* kExamples = R"(Examples:
  hustings run scenarios/first_steps.yaml
  hustings run scenarios/ny_house_2026.yaml -o ny.h5 --elections 10_000_000
  hustings run my.yaml --set effects.polling.sd=0.3 --seed 7 --json | jq .slates

Simulates a scenario, prints the summary and writes the results file. The same scenario and seed give
the same bytes on any number of threads and any x86-64 machine.
Exit code: 65 the scenario is wrong; 66 it is missing; 73 the output exists (--force replaces it).
)";

struct RunOptions : SimulationOptions {
  std::string output;
  std::vector<std::string> what_ifs;
  bool json = false;
  bool force = false;
  bool profile = false;
  bool swing = false;
};

/// Measures one step after the other.
class Stopwatch {
 public:
  double lap() {
    const Clock::time_point now = Clock::now();
    return std::chrono::duration<double>(now - std::exchange(last_, now)).count();
  }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point last_ = Clock::now();
};

RunResult simulate_watched(const Worlds& worlds, const RunPlan& plan, bool quiet) {
  std::vector<const Model*> changed;
  for (const World& world : worlds.what_ifs) changed.push_back(&world.model);
  return watched(quiet, [&](const Observer& observer) {
    return simulate(worlds.base, changed, plan, observer);
  });
}

/// Adds what the what-ifs came to.
void add_what_ifs(const Worlds& worlds, std::vector<WorldResult> runs, Results& results) {
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const World& world = worlds.what_ifs[i];
    results.what_if_names.push_back(world.name);
    results.what_ifs.push_back({.labels = labels_of(world.model),
                                .tally = std::move(runs[i].tally),
                                .paired = std::move(runs[i].paired)});
  }
}

void print_profile(const Profile& profile) {
  const double total =
      profile.shared_effects + profile.first_choices + profile.count + profile.tally;
  const auto row = [total](const char* verb, double seconds) {
    fmt::print(stderr, "  {:<24} {:5.1f} %\n", verb, 100 * seconds / total);
  };
  fmt::print(stderr, "where the time of simulate goes, over all threads:\n");
  row("draw shared effects", profile.shared_effects);
  row("draw turnout and support", profile.first_choices);
  row("count", profile.count);
  row("tally", profile.tally);
}

/// Says so where a run ended at its last election before it was as precise as asked for.
void tell_precision(const Model& model, const RunResult& run) {
  if (!model.until || run.precise) return;
  fmt::print(stderr,
             "the standard error of '{}' is still above {:g} after {} elections (at_most)\n",
             model.until->text, model.until->standard_error, run.tally.elections);
}

ExitCode run(const RunOptions& options) {
  choose_isa();
  const std::filesystem::path output =
      options.output.empty() ? std::filesystem::path(options.scenario).stem().concat(".h5")
                             : std::filesystem::path(options.output);
  const Existing existing = options.force ? Existing::replace : Existing::refuse;
  Timing timing;
  timing.isa = isa_name();
  timing.threads = options.threads > 0 ? options.threads : tbb::info::default_concurrency();
  Stopwatch watch;

  Problems problems;
  scenario::Scenario scenario = read_scenario(options.scenario, all_overrides(options), problems);
  for (const std::string& file : options.what_ifs) read_what_if_file(file, scenario, problems);
  timing.read = watch.lap();
  const Worlds worlds = build_worlds(scenario, problems);
  const Model& model = worlds.base;
  check_draws(model, scenario.source, problems);
  problems.throw_if_errors();
  if (!options.quiet) print_problems(problems.sorted());
  check_no_input(output, options.scenario, scenario, options.what_ifs);
  check_output(output, existing);
  timing.build = watch.lap();

  RunPlan plan{.elections = model.elections,
               .n_draws = model.n_draws,
               .threads = options.threads,
               .profile = options.profile};
  if (options.swing) plan.options.swing = std::make_shared<SwingPlan>(plan_swing(model));
  RunResult run = simulate_watched(worlds, plan, options.quiet);
  timing.simulate = watch.lap();
  if (!options.quiet) tell_precision(model, run);
  Results results{.labels = labels_of(model),
                  .tally = std::move(run.tally),
                  .draws = std::move(run.draws),
                  .files = scenario.files,
                  .overrides = scenario.overrides};
  add_what_ifs(worlds, std::move(run.worlds), results);
  const Summary summary = summarise(results.labels, results.tally);
  timing.summarise = watch.lap();
  write_results(output, results, existing);
  timing.write = watch.lap();

  if (options.json) {
    print_out(results_json(results, summary, digest_of(results), timing));
  } else if (!options.quiet) {
    print_out(results_text(results, summary, terminal_style()));
  }
  if (options.profile && !options.quiet) print_profile(run.profile);
  if (!options.quiet) fmt::print(stderr, "wrote {}\n", output.string());
  return ExitCode::ok;
}

}  // namespace

void add_run(CLI::App& app, Command& command) {
  const auto options = std::make_shared<RunOptions>();
  CLI::App* const sub = app.add_subcommand("run", "Simulate a scenario and write its results");
  sub->footer(kExamples);
  add_simulation_options(*sub, *options);
  sub->add_option("-o,--output", options->output,
                  "Results file (default: the scenario's name with .h5, in this folder)")
      ->check(some_value());
  sub->add_option("--what-if", options->what_ifs,
                  "File with a what_if map: worlds to compare beside the scenario's own")
      ->type_name("FILE")
      ->expected(1)
      ->take_all();
  sub->add_flag("--swing", options->swing,
                "Tally which universes' turnout swings each race: hustings swing FILE");
  sub->add_flag("--json", options->json, "Print the summary as JSON");
  sub->add_flag("--quiet", options->quiet, "Print nothing but errors (and JSON, if asked for)");
  sub->add_flag("--force", options->force, "Replace the results file if it is there");
  sub->add_flag("--profile", options->profile, "Show where the time of the simulation goes");
  sub->callback([options, &command] { command = [options] { return run(*options); }; });
}

}  // namespace hustings
