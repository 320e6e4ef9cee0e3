#include "hustings/decide/compare.hpp"

#include <algorithm>
#include <string>

#include "app/commands.hpp"
#include "app/costs.hpp"
#include "app/shared_options.hpp"
#include "app/terminal.hpp"
#include "app/watched.hpp"
#include "hustings/night/isa.hpp"
#include "hustings/results/json.hpp"
#include "hustings/results/open_scenario.hpp"
#include "hustings/summary/view.hpp"
#include "report/compare_text.hpp"

namespace hustings {
namespace {

constexpr CommandText kText{
    .name = "compare",
    .group = Group::ask,
    .line = "Hold one scenario or results file against another",
    .examples = R"(hustings compare before.yaml after.yaml
hustings compare before.h5 after.h5
hustings compare before.h5 after.yaml --elections 10_000_000 --json
hustings compare before.yaml after.yaml --what-if storm.yaml)",
    .about =
        "Holds the second against the first: who gains, who loses, by how much. Scenarios and "
        "results files alike are simulated again, both with the same --set and --seed, as "
        "many elections as the shorter has, and on the same draws where their seeds agree: "
        "small differences then have small errors. Where the seeds differ the two are "
        "compared as independent runs, and that is said. With --world both are taken as that "
        "what-if changes them. With --json the second is a what-if of the first.",
    .exit_codes = "65 a scenario or results file is wrong; 66 it is missing."};

struct CompareOptions {
  std::string first;
  std::string second;
  SimulationOptions simulation;
  WorldOptions world;
  ReadingOptions reading;
  std::string max_memory;
  bool json = false;
};

Options options_of(CompareOptions& values) {
  return joined({{either_argument(values.first, "FIRST"), either_argument(values.second, "SECOND")},
                 simulation_options(values.simulation),
                 world_options(values.world),
                 {max_memory_option(values.max_memory), json_option(values.json)},
                 reading_options(values.reading)});
}

/// Refuses two of which one knows counted returns that the other does not: no draws of theirs are
/// the same.
void check_same_returns(const OpenedScenario& first, const OpenedScenario& second) {
  const auto returns = [](const OpenedScenario& one) {
    return one.results ? one.results->posterior : KeptPosterior();
  };
  if (returns(first) == returns(second)) return;
  throw Failure(ExitCode::bad_data,
                first.file + " and " + second.file +
                    " do not agree with the same counted returns: hustings diff holds two results "
                    "files against each other as they are");
}

ExitCode compare(const CompareOptions& options) {
  choose_isa();
  const auto opened = [&](const std::string& file, Problems& problems) {
    OpenedScenario one =
        open_scenario(file, options.simulation.all_overrides(), options.reading.trust(), problems);
    const std::string world = options.world.add_to(one.scenario, problems);
    if (!world.empty() && !problems.has_errors()) enter_world(one, world);
    return one;
  };
  Problems problems;
  const OpenedScenario first = opened(options.first, problems);
  const OpenedScenario second = opened(options.second, problems);
  problems.throw_if_errors();
  check_same_returns(first, second);
  const RunPlan plan{.elections = std::min(first.elections, second.elections),
                     .threads = options.simulation.threads,
                     .source = first.source};
  const Trial trial = [&](const RunPlan& few, const Observer& observer) {
    simulate_two(first.model, second.model, few, observer);
    return Results{};
  };
  check_memory(options.max_memory, {first.model, plan, trial, false});
  const TwoRuns runs = watched(options.simulation.quiet, [&](const Observer& observer) {
    return simulate_two(first.model, second.model, plan, observer);
  });
  const Labels before = labels_of(first.model);
  const Labels after = labels_of(second.model);
  const View base(before, runs.first);
  const View world(after, runs.second, base, runs.paired ? &*runs.paired : nullptr);
  if (options.json) {
    print_out(comparison_json(world, second.file));
  } else if (!options.simulation.quiet) {
    print_text(compare_text(first.file, second.file, world, terminal_style()));
  }
  return ExitCode::ok;
}

}  // namespace

Command compare_command() {
  return make_command(kText, options_of, compare);
}

}  // namespace hustings
