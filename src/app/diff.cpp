#include "app/diff.hpp"

#include <memory>
#include <string>

#include "app/terminal.hpp"
#include "hustings/decide/diff.hpp"
#include "hustings/results/json.hpp"
#include "hustings/results/results_file.hpp"
#include "report/diff_table.hpp"

namespace hustings {
namespace {

constexpr const char* kExamples = R"(Examples:
  hustings diff before.h5 after.h5
  hustings diff before.h5 after.h5 --json | jq '.clearest'
  hustings diff before.h5 after.h5 > /dev/null; test $? -ne 1 && echo nothing that chance does not explain

Tells whether two results files say the same: every win probability and mean share, tested together
so that two runs of one scenario with different seeds are called different once in a hundred times.
Exit code: 0 the same digest, 3 different only as chance may have it, 1 different, 65 not a results
file, 66 it is missing.
)";

struct DiffOptions {
  std::string a;
  std::string b;
  bool json = false;
};

ExitCode diff(const DiffOptions& options) {
  const Results a = read_results(options.a);
  const Results b = read_results(options.b);
  const std::string digest = digest_of(a);
  const bool same = digest == digest_of(b);
  const RunDifference difference = difference_of_runs(a.labels, a.tally, b.labels, b.tally);
  if (options.json) {
    print_out(diff_json(difference, same));
  } else if (same) {
    print_out("the same: digest " + digest + "\n");
  } else {
    print_out(diff_table({options.a, options.b}, difference, terminal_style()));
  }
  if (same) return ExitCode::ok;
  return difference.compatible() ? ExitCode::compatible : ExitCode::different;
}

}  // namespace

void add_diff(CLI::App& app, Command& command) {
  const auto options = std::make_shared<DiffOptions>();
  CLI::App* const sub = app.add_subcommand("diff", "Tell whether two results files say the same");
  sub->footer(kExamples);
  sub->add_option("A", options->a, "Results file, .h5")->required();
  sub->add_option("B", options->b, "Results file, .h5")->required();
  sub->add_flag("--json", options->json, "Print every number and its test as JSON");
  sub->callback([options, &command] { command = [options] { return diff(*options); }; });
}

}  // namespace hustings
