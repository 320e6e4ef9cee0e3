#include "app/check.hpp"

#include <memory>

#include "app/simulating.hpp"
#include "app/terminal.hpp"
#include "hustings/decide/expect.hpp"
#include "hustings/language/read_scenario.hpp"
#include "hustings/night/isa.hpp"
#include "hustings/results/json.hpp"
#include "hustings/text/write_file.hpp"
#include "report/check_report.hpp"

namespace hustings {
namespace {

constexpr const char* kExamples = R"(Examples:
  hustings check scenarios/first_steps.yaml
  hustings check my.yaml --junit report.xml --format github
  hustings check my.yaml --elections 10_000_000 --json

Simulates a scenario and holds it against what it expects (hustings explain expect); writes no results.
Exit code: 0 all as expected; 1 an expectation failed; 65 the scenario is wrong, or expects nothing.
)";

struct CheckOptions : SimulationOptions {
  std::string junit;
  std::string format = "text";
  bool json = false;
};

ExitCode check(const CheckOptions& options) {
  choose_isa();
  Problems problems;
  const scenario::Scenario scenario =
      with_expected_events(read_scenario(options.scenario, all_overrides(options), problems));
  check_expects(scenario, problems);
  const Worlds worlds = build_worlds(scenario, problems);  // a fault in a what-if counts as well
  const Model& model = worlds.base;
  if (options.format == "github") print_out(github_problems(problems.sorted()));
  problems.throw_if_errors();
  if (!options.quiet) print_problems(problems.sorted());
  if (!options.junit.empty()) {
    check_no_input(options.junit, options.scenario, scenario);
    check_output(options.junit, Existing::replace);
  }
  const RunPlan plan{.elections = model.elections, .threads = options.threads};
  const RunResult run = watched(
      options.quiet, [&](const Observer& observer) { return simulate(model, plan, observer); });
  const auto cases = check_expectations(scenario, run.tally);
  if (!options.junit.empty()) {
    write_file(options.junit, check_junit(scenario.title, cases), Existing::replace);
  }
  if (options.json) {
    print_out(check_json(cases));
  } else if (!options.quiet) {
    print_out(options.format == "github" ? check_github(cases)
                                         : check_table(cases, terminal_style()));
  }
  return all_passed(cases) ? ExitCode::ok : ExitCode::different;
}

}  // namespace

void add_check(CLI::App& app, Command& command) {
  const auto options = std::make_shared<CheckOptions>();
  CLI::App* const sub =
      app.add_subcommand("check", "Simulate a scenario and hold it against what it expects");
  sub->footer(kExamples);
  add_simulation_options(*sub, *options);
  sub->add_option("--junit", options->junit, "Write a JUnit report as well")
      ->type_name("FILE")
      ->check(some_value());
  sub->add_option("--format", options->format, "text, or github: annotations of GitHub Actions")
      ->check(CLI::IsMember({"text", "github"}));
  sub->add_flag("--json", options->json, "Print the cases as JSON");
  sub->add_flag("--quiet", options->quiet, "Print nothing but errors (and JSON, if asked for)");
  sub->callback([options, &command] { command = [options] { return check(*options); }; });
}

}  // namespace hustings
