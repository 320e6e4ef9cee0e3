#include <fmt/format.h>
#include <tbb/info.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/checkpoint.hpp"
#include "app/commands.hpp"
#include "app/costs.hpp"
#include "app/output_file.hpp"
#include "app/part_options.hpp"
#include "app/posterior.hpp"
#include "app/progress_bar.hpp"
#include "app/shared_options.hpp"
#include "app/terminal.hpp"
#include "hustings/engine/simulate.hpp"
#include "hustings/language/read_scenario.hpp"
#include "hustings/model/swing_plan.hpp"
#include "hustings/night/isa.hpp"
#include "hustings/results/json.hpp"
#include "hustings/results/parts.hpp"
#include "hustings/results/results_file.hpp"
#include "hustings/summary/view.hpp"
#include "report/results_text.hpp"

namespace hustings {
namespace {

constexpr CommandText kText{
    .name = "run",
    .group = Group::simulate,
    .line = "Simulate a scenario and write its results",
    .examples = R"(hustings run scenarios/first_steps.yaml
hustings run scenarios/ny_house_2026.yaml -o ny.h5 --elections 10_000_000
hustings run my.yaml --set effects.polling.sd=0.3 --seed 7 --json | jq .slates
hustings run my.yaml --posterior posterior.h5 -o after.h5
hustings run my.yaml --shard 3/8 -o part3.h5
hustings run my.yaml --elections 1e9 --checkpoint night --resume)",
    .about =
        "Simulates a scenario, prints the summary and writes the results file. The same "
        "scenario and seed give the same bytes on any number of threads and any x86-64 "
        "machine.",
    .exit_codes =
        "65 the scenario is wrong, or --checkpoint holds another run; 66 it is missing; 73 the "
        "output "
        "exists (--force replaces it), or --checkpoint is in use; 129, 130, 143 a signal ended "
        "it."};

struct RunOptions {
  std::string scenario;
  SimulationOptions simulation;
  OutputOptions output;
  PartOptions part;
  CheckpointOptions checkpoint;
  std::vector<std::string> what_ifs;
  std::string posterior;
  std::string max_memory;
  bool json = false;
  bool profile = false;
  bool swing = false;
  bool programmes = false;

  /// What is read beside the scenario and its tables.
  std::vector<std::string> inputs() const {
    std::vector<std::string> files = what_ifs;
    if (!posterior.empty()) files.push_back(posterior);
    return files;
  }
  std::filesystem::path output_file() const { return part.file_of(output, scenario); }
};

Options options_of(RunOptions& values) {
  return joined(
      {{scenario_argument(values.scenario)},
       simulation_options(values.simulation),
       output_options(values.output),
       part_options(values.part),
       checkpoint_options(values.checkpoint),
       {what_if_option(values.what_ifs), posterior_option(values.posterior),
        max_memory_option(values.max_memory),
        flag("--swing", values.swing,
             "Tally which universes' turnout swings each race: hustings swing FILE"),
        flag("--programmes", values.programmes,
             "Tell what each programme is worth: a what-if without it beside the run"),
        json_option(values.json),
        flag("--profile", values.profile, "Show where the time of the simulation goes")}});
}

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

/// The programmes that what-ifs of --programmes are without, one each; nothing where there are
/// none.
std::vector<std::string> left_out_of(const scenario::Scenario& scenario) {
  std::vector<std::string> left_out;
  for (const scenario::WhatIf& what_if : scenario.what_ifs) {
    const bool tells_worth = what_if.source.place.file == kProgrammeWorlds;
    left_out.push_back(tells_worth ? programme_left_out(what_if) : "");
  }
  const bool is_any = std::ranges::any_of(left_out, [](const auto& id) { return !id.empty(); });
  return is_any ? left_out : std::vector<std::string>();
}

void tell_profile(const Profile& profile) {
  const double total =
      profile.shared_effects + profile.first_choices + profile.count + profile.tally;
  const auto row = [total](const char* verb, double seconds) {
    return fmt::format("\n  {:<24} {:5.1f} %", verb, 100 * seconds / total);
  };
  print_note("where the time of simulate goes, over all threads:" +
             row("draw shared effects", profile.shared_effects) +
             row("draw turnout and support", profile.first_choices) + row("count", profile.count) +
             row("tally", profile.tally));
}

/// Says so where a run ended at its last election before it was as precise as asked for.
void tell_precision(const Model& model, const Round& run) {
  if (!model.until || run.precise) return;
  print_note(
      fmt::format("the standard error of '{}' is still above {:g} after {} elections (at_most)",
                  model.until->text, model.until->standard_error, run.results.tally.elections));
}

/// All that a run needs, read and built.
struct Prepared {
  scenario::Scenario scenario;
  Worlds worlds;
  OpenedPosterior posterior;
  RunPlan plan;
};

/// Reads and builds what is to be simulated, and checks that its results can be written. `watch`
/// measures both.
Prepared prepare(const RunOptions& options, Stopwatch& watch, Timing& timing) {
  const bool quiet = options.simulation.quiet;
  Prepared made;
  Problems problems;
  scenario::Scenario& scenario = made.scenario;
  scenario = read_scenario(options.scenario, options.simulation.all_overrides(), problems);
  for (const std::string& file : options.what_ifs) read_what_if_file(file, scenario, problems);
  if (options.programmes && !problems.has_errors()) add_programme_worlds(scenario, problems);
  timing.read = watch.lap();
  made.worlds = build_worlds(scenario, problems, ProgressBar(!quiet).observer());
  const Model& model = made.worlds.base;
  check_draws(model, scenario.source, problems);
  problems.throw_if_errors();
  if (!quiet) print_problems(problems.sorted());
  check_output_file(options.output_file(), options.output.existing(), scenario, options.inputs());
  made.posterior = open_posterior(options.posterior, scenario, model);
  if (!quiet) tell_elections(made.posterior, model);
  made.plan = {.elections = made.posterior.elections,
               .n_draws = model.n_draws,
               .threads = options.simulation.threads,
               .profile = options.profile,
               .source = made.posterior.source};
  if (options.swing) made.plan.options.swing = std::make_shared<SwingPlan>(plan_swing(model));
  timing.build = watch.lap();
  return made;
}

/// What a run came to, as it goes to its file.
Results results_of(const Prepared& made, RunResult&& run) {
  Results results{.labels = labels_of(made.worlds.base),
                  .tally = std::move(run.tally),
                  .draws = std::move(run.draws),
                  .posterior = made.posterior.kept,
                  .files = made.scenario.files,
                  .overrides = made.scenario.overrides};
  for (std::size_t i = 0; i < run.worlds.size(); ++i) {
    const World& world = made.worlds.what_ifs[i];
    results.what_if_names.push_back(world.name);
    results.what_ifs.push_back({.labels = labels_of(world.model),
                                .tally = std::move(run.worlds[i].tally),
                                .paired = std::move(run.worlds[i].paired)});
  }
  results.left_out = left_out_of(made.scenario);
  return results;
}

/// What the bytes of the results hang on, beside the scenario.
RunAsked asked_of(const RunOptions& options, const Prepared& made) {
  return {.command = options.programmes ? "run --programmes" : "run",
          .elections = made.plan.elections,
          .n_draws = made.plan.n_draws,
          .swing = options.swing,
          .posterior = digest_of(made.posterior)};
}

std::vector<const Model*> changed_by(const Worlds& worlds) {
  std::vector<const Model*> changed;
  for (const World& world : worlds.what_ifs) changed.push_back(&world.model);
  return changed;
}

Simulation simulation_of(const Prepared& made) {
  return {made.worlds.base, made.plan, [&made](const RunPlan& plan, const Observer& observer) {
            return results_of(made,
                              simulate(made.worlds.base, changed_by(made.worlds), plan, observer));
          }};
}

/// Simulates what is asked for; `profile` gets where the time went.
Round simulate_asked(const Prepared& made, Checkpoint& checkpoint, Profile& profile) {
  const std::vector<const Model*> changed = changed_by(made.worlds);
  return checkpoint.simulate(made.worlds.base, made.plan,
                             [&](const RunPlan& plan, const Observer& observer) {
                               RunResult run = simulate(made.worlds.base, changed, plan, observer);
                               profile += run.profile;
                               Round round = round_of(run);
                               round.results = results_of(made, std::move(run));
                               return round;
                             });
}

void print(const RunOptions& options, const Results& results, const View& view,
           const Timing& timing) {
  if (options.json) {
    print_out(results_json(results, view, digest_of(results), timing));
  } else if (!options.simulation.quiet) {
    print_text(results_text(results, view, terminal_style()));
  }
}

ExitCode run(const RunOptions& options) {
  choose_isa();
  expect_signals(options.checkpoint);
  const bool quiet = options.simulation.quiet;
  const int threads = options.simulation.threads;
  Timing timing{.isa = isa_name(),
                .threads = threads > 0 ? threads : tbb::info::default_concurrency()};
  Stopwatch watch;
  const Prepared made = prepare(options, watch, timing);
  check_memory(options.max_memory, simulation_of(made));
  Checkpoint checkpoint(options.checkpoint, quiet);
  checkpoint.open(made.scenario, asked_of(options, made),
                  options.part.blocks_of(made.worlds.base, made.plan.elections));
  Profile profile;
  const Round all = simulate_asked(made, checkpoint, profile);
  const Results& results = all.results;
  timing.simulate = watch.lap();
  if (!quiet) tell_precision(made.worlds.base, all);
  const View view(results.labels, results.tally);
  timing.summarise = watch.lap();
  const std::filesystem::path output = options.output_file();
  checkpoint.conclude(results, [&] { write_results(output, results, options.output.existing()); });
  timing.write = watch.lap();
  // A part says nothing of chances: those are of the whole.
  if (!results.part) print(options, results, view, timing);
  if (options.profile && !quiet) tell_profile(profile);
  if (!quiet && results.part) tell_part(*results.part, output.string());
  if (!quiet && !results.part) print_note("wrote " + output.string());
  return ExitCode::ok;
}

}  // namespace

Command run_command() {
  return make_command(kText, options_of, run);
}

}  // namespace hustings
