#include "hustings/decide/sensitivity.hpp"

#include <string>

#include "app/commands.hpp"
#include "app/progress_bar.hpp"
#include "app/shared_options.hpp"
#include "app/terminal.hpp"
#include "hustings/results/json.hpp"
#include "hustings/results/results_file.hpp"
#include "hustings/summary/find.hpp"
#include "report/sensitivity_table.hpp"

namespace hustings {
namespace {

constexpr CommandText kText{
    .name = "sensitivity",
    .group = Group::ask,
    .line = "Tell which effects decide a contest",
    .examples = R"(hustings sensitivity first_steps.h5
hustings sensitivity first_steps.h5 --contest Mayor
hustings sensitivity my.h5 --contest Mayor/ana --json | jq '.effects[0]')",
    .about =
        "Tells which of the scenario's effects decide whether a candidate wins: the part of "
        "the variance of the margin and of the win that each explains, from the elections "
        "that the results file stores in full. "
        "--json has every factor.",
    .exit_codes =
        "65 not a results file, too few stored elections, or no such contest; 66 it is "
        "missing."};

struct SensitivityOptions {
  std::string file;
  ReadingOptions reading;
  std::string contest;
  bool json = false;
};

Options options_of(SensitivityOptions& values) {
  return joined(
      {{results_argument(values.file),
        contest_option(values.contest, "needs a contest").otherwise("the one most in doubt"),
        json_option(values.json)},
       reading_options(values.reading)});
}

ExitCode show_sensitivity(const SensitivityOptions& options) {
  const Results results = read_results(options.file, options.reading.changed());
  const Labels& labels = results.labels;
  const Tally& tally = results.tally;
  const std::size_t candidate = options.contest.empty()
                                    ? most_in_doubt(labels, tally)
                                    : find_candidate(labels, tally, options.contest);
  refuse_file(options.file, why_no_sensitivity(labels, tally.elections, results.draws, candidate));
  const Sensitivity found =
      sensitivity(labels, results.draws, candidate, ProgressBar(true).observer());
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
