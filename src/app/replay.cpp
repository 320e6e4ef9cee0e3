#include "hustings/engine/replay.hpp"

#include <string>

#include "app/commands.hpp"
#include "app/shared_options.hpp"
#include "app/terminal.hpp"
#include "hustings/model/labels.hpp"
#include "hustings/night/isa.hpp"
#include "hustings/results/json.hpp"
#include "hustings/results/open_scenario.hpp"
#include "report/replay_text.hpp"

namespace hustings {
namespace {

constexpr CommandText kText{
    .name = "replay",
    .group = Group::look,
    .line = "Show one election of a run in full",
    .examples = R"(hustings replay first_steps.h5 --election 0
hustings replay my.yaml --election 4_711 --json | jq .contests
hustings replay my.h5 --election 17 --world "more canvassing")",
    .about =
        "Simulates one election of a run again and prints it in full: the draws of its "
        "effects, whom programmes reached, turnouts, votes by district, rounds, winners, events. "
        "Elections are counted from 0; the numbers are those of the run. With --world: the same "
        "election as a what-if changes it.",
    .exit_codes = "65 no such election in the run, or a faulty file; 66 it is missing."};

struct ReplayOptions {
  std::string file;
  ReadingOptions reading;
  std::string election;
  WorldOptions world;
  bool json = false;
};

Options options_of(ReplayOptions& values) {
  return joined({{either_argument(values.file),
                  text("--election N", values.election, "Which one, counted from 0").required()},
                 world_options(values.world),
                 {json_option(values.json)},
                 reading_options(values.reading)});
}

/// Refuses an election that the run does not have.
void check_election(const OpenedScenario& run, std::uint64_t election) {
  if (election < run.elections) return;
  throw Failure(ExitCode::bad_data, "there is no election " + with_thousands(election) +
                                        ": the run has " + with_thousands(run.elections) +
                                        ", counted from 0");
}

ExitCode show_election(const ReplayOptions& options) {
  const std::uint64_t election = whole_number("--election", options.election);
  choose_isa();
  Problems problems;
  OpenedScenario run = open_scenario(options.file, {}, options.reading.trust(), problems);
  const std::string world = options.world.add_to(run.scenario, problems);
  problems.throw_if_errors();
  if (run.results) check_same_draws(run);
  if (const std::string note = version_note(run); !note.empty()) print_note(note);
  check_election(run, election);
  if (!world.empty()) enter_world(run, world);
  Replay replayed = replay(run.model, election, run.source);
  if (run.source) replayed.proposal = run.results->posterior.law.accepted[election];
  const Labels labels = labels_of(run.model);
  if (options.json) {
    print_out(replay_json(labels, replayed));
  } else {
    print_text(replay_text(labels, replayed, terminal_style()));
  }
  return ExitCode::ok;
}

}  // namespace

Command replay_command() {
  return make_command(kText, options_of, show_election);
}

}  // namespace hustings
