#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>

#include "app/command.hpp"
#include "app/interrupt.hpp"
#include "app/progress_bar.hpp"
#include "app/terminal.hpp"
#include "hustings/engine/simulate.hpp"
#include "hustings/io/read_scenario.hpp"
#include "hustings/night/isa.hpp"
#include "hustings/summary/summary.hpp"
#include "report/terminal.hpp"

namespace hustings {
namespace {

struct RunOptions {
  std::string scenario;
  std::string output;
  std::optional<std::uint64_t> elections;
  std::optional<std::uint64_t> seed;
  int threads = 0;
  std::vector<std::string> overrides;
  bool json = false;
  bool quiet = false;
  bool force = false;
};

ExitCode run(const RunOptions& options) {
  choose_isa();
  Problems problems;
  std::vector<std::string> overrides = options.overrides;
  if (options.elections) overrides.push_back(fmt::format("elections={}", *options.elections));
  if (options.seed) overrides.push_back(fmt::format("seed={}", *options.seed));
  const auto scenario = read_scenario(options.scenario, overrides, problems);
  const Model model = build_model(scenario, problems);
  problems.throw_if_errors();
  const RunPlan plan{model.elections, model.n_draws, options.threads, {}};
  std::optional<RunResult> result;
  auto t0 = std::chrono::steady_clock::now();
  {
    const InterruptGuard guard;
    ProgressBar bar(!options.quiet);
    result = simulate(model, plan, [&](const Progress& progress) {
      bar.show(progress);
      return !InterruptGuard::interrupted();
    });
    if (!result->complete) throw InterruptGuard::failure();
  }
  fmt::print(stderr, "{:.3f} s\n",
             std::chrono::duration<double>(std::chrono::steady_clock::now() - t0).count());
  const Labels labels = labels_of(model);
  const Summary summary = summarise(labels, result->tally);
  fmt::print("{}", terminal_summary(labels, summary, takes_colours(STDOUT_FILENO)));
  return ExitCode::ok;
}

}  // namespace

void add_run(CLI::App& app, Command& command) {
  auto options = std::make_shared<RunOptions>();
  CLI::App* sub = app.add_subcommand("run", "Simulate a scenario");
  sub->add_option("scenario", options->scenario, "Scenario file")->required();
  sub->add_option("-o,--output", options->output, "Results file");
  sub->add_option("--elections", options->elections, "Elections to simulate");
  sub->add_option("--seed", options->seed, "Seed");
  sub->add_option("--threads", options->threads, "Threads (0 = all)");
  sub->add_option("--set", options->overrides, "path=value");
  sub->add_flag("--json", options->json, "JSON on stdout");
  sub->add_flag("--quiet", options->quiet, "No progress");
  sub->add_flag("--force", options->force, "Overwrite");
  sub->callback([options, &command] { command = [options] { return run(*options); }; });
}

}  // namespace hustings
