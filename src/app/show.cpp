#include "app/show.hpp"

#include <fmt/format.h>

#include <memory>

#include "app/given.hpp"
#include "app/terminal.hpp"
#include "hustings/results/csv.hpp"
#include "hustings/results/json.hpp"
#include "hustings/results/results_file.hpp"
#include "report/results_text.hpp"

namespace hustings {
namespace {

constexpr const char* kExamples = R"(Examples:
  hustings show first_steps.h5
  hustings show first_steps.h5 --json | jq .slates
  hustings show first_steps.h5 --csv > wins.csv
  hustings show first_steps.h5 --given "D-1/ana wins and turnout of region north > 0.25"
  hustings show first_steps.h5 --given upset --json | jq .contests

Shows what a results file holds: wins, shares, slates, events. What the file keeps beyond that, and how
to open it in Python or R: docs/results.md.
With --given: the same of those elections alone in which the event happens. The run's own elections are
simulated again from the scenario in the file; at least 400 of them must meet the condition.
Exit code: 65 not a results file, or changed since hustings wrote it, or a condition that is no event of
the scenario or is met too seldom; 66 it is missing.
)";

struct ShowOptions {
  GivenQuestion question;
  bool json = false;
  bool csv = false;
  bool unverified = false;
};

void print(const ShowOptions& options, const Results& results, const Summary& summary) {
  if (options.json) {
    print_out(results_json(results, summary,
                           digest_of_file(options.question.file, options.question.changed)));
  } else if (options.csv) {
    print_out(results_csv(results.labels, summary));
  } else {
    print_out(results_text(results, summary, terminal_style()));
  }
}

ExitCode show(ShowOptions options) {
  if (options.unverified) options.question.changed = Changed::accept;
  if (!options.question.event.empty()) {
    const auto [results, summary] = results_given(options.question);
    print(options, results, summary);
    if (options.question.stored) {
      fmt::print(stderr,
                 "from the {} stored draws, the run's first elections; without rounds, delegates, "
                 "recounts and ties by lot, which they do not hold\n",
                 with_thousands(summary.given->of));
    }
    return ExitCode::ok;
  }
  const Results results = read_results(options.question.file, options.question.changed);
  print(options, results, summarise(results.labels, results.tally));
  return ExitCode::ok;
}

}  // namespace

void add_show(CLI::App& app, Command& command) {
  const auto options = std::make_shared<ShowOptions>();
  CLI::App* const sub = app.add_subcommand("show", "Show what a results file holds");
  sub->footer(kExamples);
  sub->add_option("FILE", options->question.file, "Results file, .h5")->required();
  CLI::Option* const json = sub->add_flag("--json", options->json, "Write JSON, as of run --json");
  sub->add_flag("--csv", options->csv, "Write CSV, a candidate a row")->excludes(json);
  CLI::Option* const given =
      sub->add_option("--given", options->question.event,
                      "Look only at elections in which an event happens: a sentence as under "
                      "`events`, or the name of one there")
          ->type_name("EVENT")
          ->check([](const std::string& text) { return text.empty() ? "needs an event" : ""; });
  sub->add_flag("--stored", options->question.stored,
                "Answer --given from the stored draws alone, without simulating")
      ->needs(given);
  sub->add_option("--threads", options->question.threads,
                  "Threads for --given (default: all the machine has)")
      ->check(CLI::Range(1, 4096))
      ->needs(given);
  sub->add_flag("--unverified", options->unverified,
                "Read a file that was changed since hustings wrote it");
  sub->callback([options, &command] { command = [options] { return show(*options); }; });
}

}  // namespace hustings
