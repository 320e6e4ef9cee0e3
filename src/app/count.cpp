#include <optional>
#include <string>
#include <vector>

#include "app/commands.hpp"
#include "app/progress_bar.hpp"
#include "app/shared_options.hpp"
#include "app/terminal.hpp"
#include "hustings/ballots/ballot_file.hpp"
#include "hustings/ballots/count_json.hpp"
#include "hustings/ballots/count_rules.hpp"
#include "report/ballot_count.hpp"

namespace hustings {
namespace {

constexpr CommandText kText{
    .name = "count",
    .group = Group::counted_votes,
    .line = "Count cast ballots round by round",
    .examples = R"(hustings count ballots.csv --rules rules.yaml
hustings count ballots.csv.gz --rules config.json --json > rounds.json
hustings count ballots.csv --rules rules.yaml --pairwise --transfers)",
    .about =
        "Counts cast ballots, ranked or not, round by round, exactly as the certified "
        "tabulator RCTab does. The ballot file is a table of count,rank1,rank2,... (an "
        "overvote is A|B, a skipped rank is empty); the rules are RCTab's, in YAML or "
        "in an RCTab config.json as it stands: docs/count.md. --json is RCTab's "
        "summary.",
    .exit_codes = "65 the ballots or rules are wrong; 66 one of them is missing."};

struct CountOptions {
  std::string ballots;
  std::string rules;
  bool json = false;
  bool pairwise = false;
  bool transfers = false;
};

Options options_of(CountOptions& values) {
  return {argument("BALLOTS", values.ballots, "Ballot file, .csv or .csv.gz").required(),
          text("--rules FILE", values.rules, "Rules: our YAML, or an RCTab config.json").required(),
          json_option(values.json),
          flag("--pairwise", values.pairwise, "Add how many prefer one candidate to another"),
          flag("--transfers", values.transfers, "Add where the votes of each candidate went")};
}

ExitCode count(const CountOptions& options) {
  Problems problems;
  CountFile file = read_count_rules(options.rules, problems);
  const Ballots ballots =
      read_ballots(options.ballots, file, problems, ProgressBar(true).observer());
  problems.throw_if_errors();
  print_problems(problems.sorted());
  const std::vector<CountPass> passes = tabulate(ballots, file.contest);
  std::optional<Pairwise> pairwise;
  if (options.pairwise) pairwise.emplace(ballots, file.contest.candidates.size());
  const CountParts parts{pairwise ? &*pairwise : nullptr, options.transfers};
  if (options.json) {
    print_out(count_json(file, passes, parts));
  } else {
    print_text(ballot_count_text(file, passes, parts, terminal_style()));
  }
  return ExitCode::ok;
}

}  // namespace

Command count_command() {
  return make_command(kText, options_of, count);
}

}  // namespace hustings
