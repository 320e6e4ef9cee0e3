#include "hustings/summary/swing.hpp"

#include <string>

#include "app/commands.hpp"
#include "app/shared_options.hpp"
#include "app/terminal.hpp"
#include "app/title_notices.hpp"
#include "hustings/results/json.hpp"
#include "hustings/results/results_file.hpp"
#include "hustings/summary/find.hpp"
#include "report/swing_table.hpp"

namespace hustings {
namespace {

constexpr CommandText kText{
    .name = "swing",
    .group = Group::ask,
    .line = "Rank the voters whose turnout swings a race",
    .examples = R"(hustings run my.yaml --swing -o my.h5
hustings swing my.h5
hustings swing my.h5 --contest D-1/ana --by age
hustings swing my.h5 --slate reformers --by district --json | jq '.groups[0]')",
    .about =
        "Says which voters' turnout swings a race: what one more point of turnout of "
        "each group of universes, and 1,000 more ballots of it, does to the probability "
        "of a win, a sweep or an event. These are slopes at the turnout as it is; for a "
        "large change simulate a what-if. How they are computed: docs/method.md, "
        "\"Swing\".\n"
        "A universe named without a district is that of all districts together.",
    .exit_codes =
        "65 the file was run without --swing, or has no such contest, slate, event or "
        "tag; 66 it is missing."};

struct SwingOptions {
  std::string file;
  ReadingOptions reading;
  SwingQuestion question;
  std::string by = "universe";
  bool json = false;
};

Options options_of(SwingOptions& values) {
  SwingQuestion& question = values.question;
  return joined(
      {{results_argument(values.file),
        contest_option(question.contest, "needs a name").otherwise("the only contest"),
        slate_option(question.slate), event_option(question.event),
        text("--by GROUP", values.by, kByHelp).not_empty("needs a name").otherwise("universe"),
        json_option(values.json)},
       reading_options(values.reading)});
}

ExitCode swing(const SwingOptions& options) {
  const Results results = read_results(options.file, options.reading.trust());
  refuse_file(options.file, why_no_swing(results.tally));
  const std::size_t target = find_swing_target(results.labels, results.tally, options.question);
  check_swing_kind(results.tally.swing, options.by);
  const SwingRanking ranking = swing_ranking(results.labels, results.tally, target, options.by);
  tell_title_notices(results.labels.title, !options.json);
  if (options.json) {
    print_out(swing_ranking_json(ranking));
  } else {
    print_text(swing_table(ranking, terminal_style()));
  }
  return ExitCode::ok;
}

}  // namespace

Command swing_command() {
  return make_command(kText, options_of, swing);
}

}  // namespace hustings
