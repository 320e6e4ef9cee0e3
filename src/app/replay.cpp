#include "app/replay.hpp"

#include <fmt/format.h>

#include <memory>
#include <string>

#include "app/stored_run.hpp"
#include "app/terminal.hpp"
#include "hustings/engine/replay.hpp"
#include "hustings/language/read_scenario.hpp"
#include "hustings/night/isa.hpp"
#include "hustings/results/json.hpp"
#include "hustings/results/results_file.hpp"
#include "report/replay_text.hpp"

namespace hustings {
namespace {

constexpr const char* kExamples = R"(Examples:
  hustings replay first_steps.h5 --election 0
  hustings replay scenarios/first_steps.yaml --election 4_711 --json | jq .contests

Simulates one election of a run again and prints it in full: the draws of its effects, turnouts, votes by
district, rounds, winners, events. Elections are counted from 0; the numbers are those of the run.
Exit code: 65 no such election in the run, or a faulty file; 66 it is missing.
)";

struct ReplayOptions {
  std::string file;
  std::string election;
  bool json = false;
  bool unverified = false;
};

Model model_of_run(const ReplayOptions& options) {
  StoredRun run =
      read_stored_run(options.file, options.unverified ? Changed::accept : Changed::refuse);
  check_same_draws(run);
  tell_versions(run);
  run.model.elections = run.results.tally.elections;
  return std::move(run.model);
}

Model model_of_scenario(const std::string& path) {
  Problems problems;
  const scenario::Scenario scenario = read_scenario(path, {}, problems);
  Model model = build_model(scenario, problems);
  problems.throw_if_errors();
  return model;
}

/// Reads a whole number; `_` may stand between digits, as in scenarios.
std::uint64_t election_of(const std::string& text) {
  std::string digits = text;
  std::erase(digits, '_');
  const bool is_number = !digits.empty() && digits.size() < 19 &&
                         digits.find_first_not_of("0123456789") == std::string::npos;
  if (!is_number) {
    throw Failure(ExitCode::usage, "--election takes a whole number from 0, not '" + text + "'");
  }
  return std::stoull(digits);
}

ExitCode replay(const ReplayOptions& options) {
  const std::uint64_t election = election_of(options.election);
  choose_isa();
  const Model model =
      is_results_file(options.file) ? model_of_run(options) : model_of_scenario(options.file);
  if (election >= model.elections) {
    throw Failure(ExitCode::bad_data,
                  fmt::format("there is no election {}: the run has {}, counted from 0",
                              with_thousands(election), with_thousands(model.elections)));
  }
  const Labels labels = labels_of(model);
  const Replay replayed = hustings::replay(model, election);
  print_out(options.json ? replay_json(labels, replayed)
                         : replay_text(labels, replayed, terminal_style()));
  return ExitCode::ok;
}

}  // namespace

void add_replay(CLI::App& app, Command& command) {
  const auto options = std::make_shared<ReplayOptions>();
  CLI::App* const sub = app.add_subcommand("replay", "Show one election of a run in full");
  sub->footer(kExamples);
  sub->add_option("FILE", options->file, "Results file, .h5, or scenario, .yaml")->required();
  sub->add_option("--election", options->election, "Which one, counted from 0")
      ->type_name("N")
      ->required();
  sub->add_flag("--json", options->json, "Write JSON");
  sub->add_flag("--unverified", options->unverified,
                "Read a file that was changed since hustings wrote it");
  sub->callback([options, &command] { command = [options] { return replay(*options); }; });
}

}  // namespace hustings
