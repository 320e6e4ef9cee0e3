#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "app/commands.hpp"
#include "app/costs.hpp"
#include "app/shared_options.hpp"
#include "app/terminal.hpp"
#include "app/title_notices.hpp"
#include "app/watched.hpp"
#include "hustings/night/isa.hpp"
#include "hustings/results/csv.hpp"
#include "hustings/results/given.hpp"
#include "hustings/results/json.hpp"
#include "hustings/results/open_scenario.hpp"
#include "hustings/results/parts.hpp"
#include "hustings/results/posterior_file.hpp"
#include "hustings/results/results_file.hpp"
#include "report/calibration_text.hpp"
#include "report/results_text.hpp"

namespace hustings {
namespace {

constexpr CommandText kText{
    .name = "show",
    .group = Group::look,
    .line = "Show what a results file holds",
    .examples = R"(hustings show first_steps.h5
hustings show first_steps.h5 --json | jq .slates
hustings show first_steps.h5 --csv > wins.csv
hustings show first_programme.h5 --csv --worth > worth.csv
hustings show ny.h5 --given "D-1/ana wins and turnout of region north > 0.25"
hustings show ny.h5 --world "more canvassing" --given "not D-1/ana wins"
hustings show first_steps.h5 --given upset --json | jq .contests)",
    .about =
        "Shows what a results file holds: wins, shares, slates, events; of a part of a run which "
        "elections it has and what they came to; of a posterior what calibrate printed. --json is "
        "that of run --json, or of calibrate --json. What the file "
        "keeps beyond that, and how to open it in Python "
        "or R: docs/results.md.\n"
        "With --given: the same of those elections alone in which the event happens, and "
        "what the what-ifs come to in these. The run's own elections are simulated again "
        "from the scenario in the file; at least 400 of them must meet the condition.\n"
        "With --world: what a what-if came to, as if it were the run; --given then asks "
        "what happens there.",
    .exit_codes =
        "65 not a results file, or changed since hustings wrote it, or a condition that "
        "is no event of the scenario or is met too seldom; 66 it is missing."};

struct ShowOptions {
  std::string file;
  ReadingOptions reading;
  std::string world;
  std::string given;
  bool stored = false;
  int fewest = kFewestGiven;
  int threads = 0;
  std::string max_memory;
  bool json = false;
  bool csv = false;
  bool worth = false;
};

Options options_of(ShowOptions& values) {
  return joined(
      {{results_argument(values.file), json_option(values.json),
        flag("--csv", values.csv, "Print CSV, a candidate a row").excludes("--json"),
        flag("--worth", values.worth, "Print what each programme is worth, a chance a row")
            .needs("--csv")
            .excludes("--world")
            .excludes("--stored"),
        world_option(values.world),
        text("--given EVENT", values.given,
             "Look only at elections in which an event happens: a sentence as under `events`, or "
             "the name of one there")
            .not_empty("needs an event"),
        flag("--stored", values.stored,
             "Answer --given from the stored draws alone, without simulating")
            .needs("--given")
            .excludes("--world"),
        whole("--fewest N", values.fewest, {1, 1'000'000'000},
              "How many elections must meet --given")
            .otherwise("400")
            .needs("--given"),
        threads_option(values.threads).needs("--given"),
        max_memory_option(values.max_memory).needs("--given")},
       reading_options(values.reading)});
}

void print(const ShowOptions& options, const Results& results, const View& view) {
  if (options.csv) tell_title_notices(results.labels.title, false);
  if (options.json) {
    const std::string digest = digest_of_file(options.file, options.reading.trust());
    print_out(results_json(results, view, digest));
  } else if (options.worth) {
    if (results.left_out.empty()) {
      refuse_file(options.file,
                  "it does not tell what programmes are worth: simulate it with run --programmes");
    }
    print_out(worth_csv(results, view));
  } else if (options.csv) {
    print_out(results_csv(view));
  } else {
    print_text(results_text(results, view, terminal_style()));
  }
}

void show_given(const ShowOptions& options) {
  choose_isa();
  const GivenQuestion question{.file = options.file,
                               .event = options.given,
                               .world = options.world,
                               .stored = options.stored,
                               .fewest = static_cast<std::uint64_t>(options.fewest),
                               .threads = options.threads,
                               .trust = options.reading.trust(),
                               .before = memory_check(options.max_memory)};
  const std::optional<GivenResults> given =
      watched(false, [&](const Observer& observer) { return results_given(question, observer); });
  print(options, given->results, View(given->results.labels, given->results.tally, given->given));
  if (!options.stored) return;
  print_note(fmt::format(
      "from the {} stored draws, the run's first elections; without rounds, delegates, recounts, "
      "ties by lot and what-ifs, which they do not hold",
      with_thousands(given->given.of)));
}

/// Shows a posterior as `hustings calibrate` did.
void show_posterior(const ShowOptions& options) {
  if (options.csv || !options.world.empty() || !options.given.empty()) {
    refuse_file(
        options.file,
        "it is a posterior, which tells no wins: simulate it with hustings run --posterior, "
        "and show what that writes");
  }
  const Results results = read_posterior(options.file, options.reading.trust());
  if (options.json) {
    print_out(calibration_json(results.posterior.law, results.labels));
  } else {
    print_text(calibration_text(results.posterior.law, results.labels, terminal_style()));
  }
}

/// Shows what the elections of a part of a run came to, and which they are.
void show_part(const ShowOptions& options) {
  const bool asks_more =
      options.json || options.csv || !options.world.empty() || !options.given.empty();
  if (asks_more) {
    refuse_file(options.file,
                "it is a part of a run: merge it with the others first (hustings merge)");
  }
  const Results results = read_part(options.file, options.reading.trust());
  const View view(results.labels, results.tally);
  print_text("Part of a run: " + part_text(*results.part) + "\n\n" +
             results_text(results, view, terminal_style()));
}

ExitCode show(const ShowOptions& options) {
  if (is_posterior_file(options.file, options.reading.trust())) {
    show_posterior(options);
  } else if (is_part_file(options.file, options.reading.trust())) {
    show_part(options);
  } else if (options.given.empty()) {
    Results results = read_results(options.file, options.reading.trust());
    if (!options.world.empty()) results = results_of_world(std::move(results), options.world);
    print(options, results, View(results.labels, results.tally));
  } else {
    show_given(options);
  }
  return ExitCode::ok;
}

}  // namespace

Command show_command() {
  return make_command(kText, options_of, show);
}

}  // namespace hustings
