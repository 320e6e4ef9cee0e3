#include "app/show.hpp"

#include <unistd.h>

#include <memory>
#include <string>

#include "app/summary_text.hpp"
#include "app/terminal.hpp"
#include "hustings/io/results_csv.hpp"
#include "hustings/io/results_file.hpp"
#include "hustings/io/results_json.hpp"

namespace hustings {
namespace {

constexpr const char* kExamples = R"(Examples:
  hustings show first_steps.h5
  hustings show first_steps.h5 --json | jq .slates
  hustings show first_steps.h5 --csv > wins.csv

Shows what a results file holds: wins, shares, slates, events. What the file keeps beyond that, and how
to open it in Python or R: docs/results.md.
Exit code: 65 not a results file, or changed since hustings wrote it; 66 it is missing.
)";

struct ShowOptions {
  std::string file;
  bool json = false;
  bool csv = false;
  bool unverified = false;
};

ExitCode show(const ShowOptions& options) {
  const Changed changed = options.unverified ? Changed::accept : Changed::refuse;
  const Results results = read_results(options.file, changed);
  const Summary summary = summarise(results.labels, results.tally);
  if (options.json) {
    print_out(results_json(results, summary, digest_of_file(options.file, changed)));
  } else if (options.csv) {
    print_out(results_csv(results.labels, summary));
  } else {
    print_out(summary_text(results, summary, takes_colours(STDOUT_FILENO)));
  }
  return ExitCode::ok;
}

}  // namespace

void add_show(CLI::App& app, Command& command) {
  const auto options = std::make_shared<ShowOptions>();
  CLI::App* const sub = app.add_subcommand("show", "Show what a results file holds");
  sub->footer(kExamples);
  sub->add_option("FILE", options->file, "Results file, .h5")->required();
  CLI::Option* const json = sub->add_flag("--json", options->json, "Write JSON, as of run --json");
  sub->add_flag("--csv", options->csv, "Write CSV, a candidate a row")->excludes(json);
  sub->add_flag("--unverified", options->unverified,
                "Read a file that was changed since hustings wrote it");
  sub->callback([options, &command] { command = [options] { return show(*options); }; });
}

}  // namespace hustings
