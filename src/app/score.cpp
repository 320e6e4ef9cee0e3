#include "hustings/results/score.hpp"

#include <string>
#include <vector>

#include "app/commands.hpp"
#include "app/shared_options.hpp"
#include "app/terminal.hpp"
#include "app/watched.hpp"
#include "hustings/night/isa.hpp"
#include "hustings/results/json.hpp"
#include "report/score_table.hpp"

namespace hustings {
namespace {

constexpr CommandText kText{
    .name = "score",
    .group = Group::trust,
    .line = "Score forecasts by what was counted",
    .examples = R"(hustings score mayor.h5 --results counted.csv
hustings score mayor.h5 --results counted.csv --polls polls.csv --day 2025-06-24
hustings score mayor.h5 --results counted.csv --against other.h5
hustings score a.h5 b.h5 --results counted.csv --json | jq .comparisons)",
    .about =
        "Holds forecasts against counted results: where the count falls in them, proper scores of "
        "shares, margins, turnout, winners and events, and how these differ from those of the "
        "polls alone and of the last contest's shares, or else of the written shares. The table "
        "has the columns contest (if several), district (empty = all), candidate, votes or pct, "
        "and where wanted final (true or false), wins (who won) and day; it may be partial.\n"
        "Several files of the same contests are pooled; files of other contests are other nights. "
        "With --against: the same of another file, and which of the two the count favours. "
        "What the scores are: docs/method.md, \"Scores\".",
    .exit_codes = "65 a faulty table, or a file that cannot be scored by it; 66 one is missing."};

struct ScoreOptions {
  ScoreQuestion question;
  ReadingOptions reading;
  bool json = false;
};

Options options_of(ScoreOptions& values) {
  ScoreQuestion& question = values.question;
  return joined(
      {{arguments("FORECAST", question.forecasts, "Results files, .h5, of runs").required(),
        text("--results TABLE", question.results, "Table of counted results, .csv")
            .required()
            .not_empty(),
        text("--against OTHER", question.against, "Another results file, to compare with")
            .not_empty("needs a results file"),
        text("--polls TABLE", question.polls,
             "Polls of the day: contest, pollster, end, n, sponsor, candidate, pct")
            .not_empty()
            .needs("--day"),
        text("--day DATE", question.day, "Day of the election, such as 2026-06-23")
            .not_empty()
            .needs("--polls"),
        text("--past TABLE", question.past,
             "Results of the last contest, with the candidates' names of today")
            .not_empty()
            .otherwise("the shares as the scenario writes them"),
        json_option(values.json)},
       reading_options(values.reading)});
}

ExitCode score(const ScoreOptions& options) {
  choose_isa();
  ScoreQuestion question = options.question;
  question.trust = options.reading.trust();
  const std::optional<Scores> scores =
      watched(false, [&](const Observer& observer) { return score_forecasts(question, observer); });
  if (options.json) {
    print_out(score_json(*scores));
  } else {
    print_text(score_tables(*scores, terminal_style()));
  }
  return ExitCode::ok;
}

}  // namespace

Command score_command() {
  return make_command(kText, options_of, score);
}

}  // namespace hustings
