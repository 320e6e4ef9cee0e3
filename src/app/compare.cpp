#include "app/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "app/simulating.hpp"
#include "app/terminal.hpp"
#include "hustings/language/read_scenario.hpp"
#include "hustings/night/isa.hpp"
#include "hustings/results/json.hpp"
#include "hustings/results/results_file.hpp"
#include "report/what_if_text.hpp"

namespace hustings {
namespace {

constexpr const char* kExamples = R"(Examples:
  hustings compare before.yaml after.yaml
  hustings compare before.h5 after.h5
  hustings compare before.h5 after.yaml --elections 10_000_000 --json

Holds the second against the first: who gains, who loses, by how much. Scenarios and results files alike
are simulated again, both on the same draws, where their seeds agree: small differences then have small
errors. Where the seeds differ the two are compared as independent runs, and that is said.
Exit code: 65 a scenario or results file is wrong; 66 it is missing.
)";

struct CompareOptions {
  std::string first;
  std::string second;
  std::string elections;
  int threads = 0;
  bool json = false;
  bool unverified = false;
};

/// One of the two: its scenario, wherever that stands, and its model.
struct Side {
  std::string name;
  std::uint64_t elections = 0;
  Model model;
};

Side read_side(const std::string& path, const CompareOptions& options, Problems& problems) {
  Side side{path, 0, {}};
  scenario::Scenario scenario;
  std::vector<std::string> overrides;
  if (!options.elections.empty()) overrides.push_back("elections=" + options.elections);
  if (is_results_file(path)) {
    const Results results =
        read_results(path, options.unverified ? Changed::accept : Changed::refuse);
    side.elections = results.tally.elections;
    std::vector<std::string> all = results.overrides;
    all.insert(all.end(), overrides.begin(), overrides.end());
    scenario = read_stored_scenario(results.files, all, path, problems);
  } else {
    scenario = read_scenario(path, overrides, problems);
  }
  side.model = build_model(scenario, problems);
  if (side.elections == 0 || !options.elections.empty()) side.elections = side.model.elections;
  return side;
}

/// Names the contests that the other side does not have.
std::string only_in(const std::string& name, const Labels& here, const Labels& there) {
  std::vector<std::string> missing;
  for (const ContestLabel& contest : here.contests) {
    const bool is_there = std::ranges::any_of(
        there.contests, [&](const ContestLabel& other) { return other.id == contest.id; });
    if (!is_there) missing.push_back(contest.id);
  }
  return missing.empty() ? "" : "contests only in " + name + ": " + listed(missing) + "\n";
}

ExitCode compare(const CompareOptions& options) {
  choose_isa();
  Problems problems;
  const Side first = read_side(options.first, options, problems);
  const Side second = read_side(options.second, options, problems);
  problems.throw_if_errors();
  const bool paired = first.model.seed == second.model.seed;
  const std::uint64_t elections = std::min(first.elections, second.elections);
  const RunPlan plan{.elections = elections, .threads = options.threads};
  const auto alone = [&](const Model& model) {
    return watched(false,
                   [&](const Observer& observer) { return simulate(model, plan, observer); });
  };
  const RunResult base =
      paired ? watched(false,
                       [&](const Observer& observer) {
                         return simulate(first.model, {&second.model}, plan, observer);
                       })
             : alone(first.model);
  const WorldResult other =
      paired ? base.worlds.front() : WorldResult{alone(second.model).tally, {}};
  const Labels before = labels_of(first.model);
  const Labels after = labels_of(second.model);
  const TwoWorlds worlds{second.name, before,      base.tally,
                         after,       other.tally, paired ? &other.paired : nullptr};
  if (options.json) {
    print_out(comparison_json(worlds));
    return ExitCode::ok;
  }
  const std::string missing =
      only_in(first.name, before, after) + only_in(second.name, after, before);
  print_out(fmt::format("{}: {}\n{}: {}\n{} elections each\n{}", first.name, before.title,
                        second.name, after.title, with_thousands(elections), missing) +
            what_if_text(worlds, terminal_style()) + what_if_note(terminal_style()));
  return ExitCode::ok;
}

}  // namespace

void add_compare(CLI::App& app, Command& command) {
  const auto options = std::make_shared<CompareOptions>();
  CLI::App* const sub =
      app.add_subcommand("compare", "Hold one scenario or results file against another");
  sub->footer(kExamples);
  sub->add_option("FIRST", options->first, "Scenario, .yaml, or results file, .h5")->required();
  sub->add_option("SECOND", options->second, "What is held against it")->required();
  sub->add_option("--elections", options->elections,
                  "Elections to simulate of both (default: the fewer of the two)")
      ->check(some_value());
  sub->add_option("--threads", options->threads, "Threads (default: all the machine has)")
      ->check(CLI::Range(1, 4096));
  sub->add_flag("--json", options->json, "Write JSON: the second as a what-if of the first");
  sub->add_flag("--unverified", options->unverified,
                "Read files that were changed since hustings wrote them");
  sub->callback([options, &command] { command = [options] { return compare(*options); }; });
}

}  // namespace hustings
