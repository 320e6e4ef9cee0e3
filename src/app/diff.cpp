#include "hustings/results/diff.hpp"

#include <string>

#include "app/commands.hpp"
#include "app/shared_options.hpp"
#include "app/terminal.hpp"
#include "app/title_notices.hpp"
#include "hustings/results/json.hpp"
#include "report/diff_table.hpp"

namespace hustings {
namespace {

constexpr CommandText kText{
    .name = "diff",
    .group = Group::trust,
    .line = "Tell whether two results files say the same",
    .examples = R"(hustings diff before.h5 after.h5
hustings diff before.h5 after.h5 --json | jq '.clearest'
hustings diff a.h5 b.h5 > /dev/null || test $? -eq 3 && echo no more than chance)",
    .about =
        "Tells whether two results files say the same: all that both tell of the run, its what-ifs "
        "and the points of its variation, tested together so that two runs of one scenario with "
        "different seeds are called different at most once in a hundred times. Above the numbers "
        "stands what changed in the scenario, below them what was not compared. --json has every "
        "number and its test.",
    .exit_codes =
        "0 the same digest; 3 different only as chance may have it; 1 different; 65 not "
        "a results file; 66 it is missing."};

struct DiffOptions {
  std::string a;
  std::string b;
  ReadingOptions reading;
  bool json = false;
};

Options options_of(DiffOptions& values) {
  return joined(
      {{results_argument(values.a, "A"), results_argument(values.b, "B"), json_option(values.json)},
       reading_options(values.reading)});
}

ExitCode diff(const DiffOptions& options) {
  const Results a = read_results(options.a, options.reading.trust());
  const Results b = read_results(options.b, options.reading.trust());
  const ResultsDifference difference = difference_of_results(a, b);
  tell_title_notices(a.labels.title, !options.json);
  if (b.labels.title != a.labels.title) tell_title_notices(b.labels.title, !options.json);
  if (options.json) {
    print_out(diff_json(difference));
  } else {
    print_text(diff_table({options.a, options.b}, difference, terminal_style()));
  }
  if (difference.same()) return ExitCode::ok;
  return difference.runs.compatible() ? ExitCode::compatible : ExitCode::different;
}

}  // namespace

Command diff_command() {
  return make_command(kText, options_of, diff);
}

}  // namespace hustings
