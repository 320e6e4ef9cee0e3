#include <string>

#include "app/commands.hpp"
#include "app/costs.hpp"
#include "app/shared_options.hpp"
#include "app/terminal.hpp"
#include "app/watched.hpp"
#include "hustings/decide/campaign_plan.hpp"
#include "hustings/decide/resilience.hpp"
#include "hustings/decide/world.hpp"
#include "hustings/language/read_scenario.hpp"
#include "hustings/night/isa.hpp"
#include "hustings/results/json.hpp"
#include "report/plan_text.hpp"
#include "report/resilience_text.hpp"

namespace hustings {
namespace {

constexpr CommandText kText{
    .name = "plan",
    .group = Group::campaign,
    .line = "Tell whom programmes reach and what they cost",
    .examples = R"(hustings plan my.yaml
hustings plan my.yaml --coverage
hustings plan my.yaml --resilience --elections 200_000
hustings plan my.yaml --messages
hustings plan my.yaml --set programmes.doors.attempts=20_000
hustings plan my.yaml --json | jq '.programmes.doors.ballots')",
    .about =
        "Tells of every programme of a scenario, and of every owner's together, whom they reach, "
        "how many ballots are expected of it with the error of the evidence, what it costs, and "
        "what is used and left of every resource by week. --coverage adds whom they reach and "
        "never reach, by tag and pair of tags, without small groups. --messages adds what tests of "
        "messages say: rates as counted and once shrunk, how probably each variant is the best, "
        "and what more testing is worth in ballots. --resilience simulates what losing channels "
        "costs: of every channel, mode and pair of them three quarters, half, a quarter and "
        "nothing "
        "is kept; it tells what is left of reach and ballots, and how the chances move on the same "
        "draws.",
    .exit_codes = "65 the scenario is wrong; 66 it is missing."};

struct PlanOptions {
  std::string scenario;
  SimulationOptions simulation;
  WorldOptions world;
  std::string max_memory;
  bool coverage = false;
  bool resilience = false;
  bool messages = false;
  bool json = false;
};

/// What a run can be told, where there is one.
Options run_options(SimulationOptions& values) {
  Options options = simulation_options(values);
  for (Option& option : options) {
    if (!option.is_repeated()) option.needed.emplace_back("--resilience");
  }
  return options;
}

Options options_of(PlanOptions& values) {
  return joined(
      {{scenario_argument(values.scenario),
        flag("--coverage", values.coverage, "Tell by tag who is reached and who is not"),
        flag("--messages", values.messages, "Tell what tests of messages say"),
        flag("--resilience", values.resilience,
             "Simulate what losing channels costs, one by one and in pairs")
            .excludes("--world")
            .excludes("--what-if")},
       run_options(values.simulation),
       world_options(values.world),
       {max_memory_option(values.max_memory).needs("--resilience"), json_option(values.json)}});
}

TakenWorld world_of(const PlanOptions& options, Problems& problems) {
  scenario::Scenario scenario =
      read_scenario(options.scenario, options.simulation.all_overrides(), problems);
  const std::string name = options.world.add_to(scenario, problems);
  if (!name.empty()) return take_world(scenario, name, problems);
  TakenWorld world;
  world.model = build_model(scenario, problems);
  world.scenario = std::move(scenario);
  return world;
}

/// Prints a plan, with what losing channels costs where that is asked for.
ExitCode print_plan(const PlanOptions& options, const TakenWorld& world,
                    const Resilience* losses = nullptr) {
  CampaignPlan plan = plan_campaign(world.scenario, world.model);
  if (options.messages) plan.messages = plan_messages(world.scenario, world.model);
  if (options.json) {
    print_out(plan_json(plan, options.coverage, losses));
    return ExitCode::ok;
  }
  std::string text = plan_text(plan, options.coverage, terminal_style());
  if (losses != nullptr) text += resilience_text(*losses, terminal_style());
  if (!options.simulation.quiet) print_text(text);
  return ExitCode::ok;
}

/// Builds the scenario, says what is odd of it, and simulates every loss.
ExitCode plan_with_losses(const PlanOptions& options) {
  choose_isa();
  const bool quiet = options.simulation.quiet;
  Problems problems;
  TakenWorld world;
  world.scenario = read_scenario(options.scenario, options.simulation.all_overrides(), problems);
  WorldBuilder worlds(world.scenario, problems);
  problems.throw_if_errors();
  if (!quiet) print_problems(problems.sorted());
  const RunPlan run{.elections = worlds.base().elections, .threads = options.simulation.threads};
  const Trial trial = [&](const RunPlan& few, const Observer& observer) {
    Problems ignored;  // told below
    simulate_losses(world.scenario, worlds, few, ignored, observer);
    return Results{};
  };
  check_memory(options.max_memory, {worlds.base(), run, trial, false});
  Problems of_losses;
  const Resilience losses = watched(quiet, [&](const Observer& observer) {
    return simulate_losses(world.scenario, worlds, run, of_losses, observer);
  });
  of_losses.throw_if_errors();
  world.model = std::move(worlds).take_base();
  return print_plan(options, world, &losses);
}

ExitCode plan(const PlanOptions& options) {
  if (options.resilience) return plan_with_losses(options);
  Problems problems;
  const TakenWorld world = world_of(options, problems);
  problems.throw_if_errors();
  print_problems(problems.sorted());
  return print_plan(options, world);
}

}  // namespace

Command plan_command() {
  return make_command(kText, options_of, plan);
}

}  // namespace hustings
