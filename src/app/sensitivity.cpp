#include "hustings/decide/sensitivity.hpp"

#include <string>

#include "app/commands.hpp"
#include "app/progress_bar.hpp"
#include "app/shared_options.hpp"
#include "app/terminal.hpp"
#include "hustings/night/isa.hpp"
#include "hustings/results/given.hpp"
#include "hustings/results/json.hpp"
#include "hustings/results/open_scenario.hpp"
#include "hustings/results/results_file.hpp"
#include "hustings/summary/find.hpp"
#include "report/sensitivity_table.hpp"

namespace hustings {
namespace {

constexpr CommandText kText{
    .name = "sensitivity",
    .group = Group::ask,
    .line = "Tell which effects decide a contest, a sweep or an event",
    .examples = R"(hustings sensitivity first_steps.h5
hustings sensitivity first_steps.h5 --contest Mayor
hustings sensitivity first_steps.h5 --slate reformers
hustings sensitivity my.h5 --event "share of Mayor/ana + share of Mayor/cleo > 0.5"
hustings sensitivity my.h5 --contest Mayor/ana --json | jq '.effects[0]')",
    .about =
        "Tells which of the scenario's effects decide whether a candidate wins: the part of "
        "the variance of the margin and of the win that each explains, from the elections "
        "that the results file stores in full. Of a slate or an event, which have no margin: "
        "of whether it happens; --event takes a sentence as under `events`, too. --json has every "
        "factor.",
    .exit_codes =
        "65 not a results file, too few stored elections, or no such contest, slate or "
        "event; 66 it is missing."};

struct SensitivityOptions {
  std::string file;
  ReadingOptions reading;
  SwingQuestion question;
  bool json = false;
};

Options options_of(SensitivityOptions& values) {
  return joined({{results_argument(values.file),
                  contest_option(values.question.contest, "needs a contest")
                      .otherwise("the one most in doubt"),
                  slate_option(values.question.slate), event_option(values.question.event),
                  json_option(values.json)},
                 reading_options(values.reading)});
}

SensitivityQuestion question_of(const SensitivityOptions& options, const Results& results) {
  using Of = SensitivityQuestion::Of;
  const SwingQuestion& asked = options.question;
  if (!asked.slate.empty()) return {Of::sweep, find_slate(results.labels, asked.slate), "", {}};
  if (!asked.event.empty()) {
    choose_isa();
    const OpenedScenario run = open_run(options.file, options.reading.trust());
    return {Of::event, 0, asked.event, stored_happenings(run, asked.event, {"--event", 1, 1})};
  }
  const std::size_t candidate = asked.contest.empty()
                                    ? most_in_doubt(results.labels, results.tally)
                                    : find_candidate(results.labels, results.tally, asked.contest);
  return {Of::win, candidate, "", {}};
}

/// Says so where there is nothing that could decide.
std::string why_no_effects(const Results& results) {
  if (!results.draws.factor_names.empty() || has_effects(results)) return "";
  return "the scenario has no effects: nothing is shared, and no factor decides anything";
}

/// Says so where factors do not vary each by itself, as parts of a variance need.
std::string why_not_independent(const Results& results) {
  if (!results.posterior) return "";
  return "its elections agree with a count, so errors vary together, and what each of them decides "
         "cannot be told; ask it of a run without --posterior";
}

ExitCode show_sensitivity(const SensitivityOptions& options) {
  const Results results = read_results(options.file, options.reading.trust());
  const Labels& labels = results.labels;
  refuse_file(options.file, why_no_effects(results));
  refuse_file(options.file, why_not_independent(results));
  const SensitivityQuestion question = question_of(options, results);
  refuse_file(options.file,
              why_no_sensitivity(labels, results.tally.elections, results.draws, question));
  const Sensitivity found =
      sensitivity(labels, results.draws, question, ProgressBar(true).observer());
  if (options.json) {
    print_out(sensitivity_json(labels, found));
  } else {
    print_text(sensitivity_tables(labels, found, terminal_style()));
  }
  return ExitCode::ok;
}

}  // namespace

Command sensitivity_command() {
  return make_command(kText, options_of, show_sensitivity);
}

}  // namespace hustings
