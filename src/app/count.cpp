#include "app/count.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "app/terminal.hpp"
#include "hustings/ballots/ballot_file.hpp"
#include "hustings/ballots/count_json.hpp"
#include "hustings/ballots/count_rules.hpp"
#include "report/ballot_count.hpp"

namespace hustings {
namespace {

constexpr const char* kExamples = R"(Examples:
  hustings count ballots.csv --rules rules.yaml
  hustings count ballots.csv.gz --rules config.json --json > rounds.json
  hustings count ballots.csv --rules rules.yaml --pairwise --transfers

Counts cast ballots, ranked or not, round by round, exactly as the certified tabulator RCTab does.
The ballot file is a table of count,rank1,rank2,... (an overvote is A|B, a skipped rank is empty);
the rules are RCTab's, in YAML or in an RCTab config.json as it stands: docs/count.md.
Exit code: 65 the ballots or rules are wrong; 66 one of them is missing.
)";

struct CountOptions {
  std::string ballots;
  std::string rules;
  bool json = false;
  bool pairwise = false;
  bool transfers = false;
};

void report_warnings(const Problems& problems) {
  for (const Problem& problem : problems.sorted()) {
    if (problem.severity == Severity::warning)
      std::fprintf(stderr, "%s\n", format(problem).c_str());
  }
}

void print(const std::string& text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
    throw Failure(ExitCode::write_failed, "cannot write the result to the standard output");
  }
}

ExitCode count(const CountOptions& options) {
  Problems problems;
  CountFile file = read_count_rules(options.rules, problems);
  const Ballots ballots = read_ballots(options.ballots, file, problems);
  problems.throw_if_errors();
  report_warnings(problems);
  const std::vector<CountPass> passes = tabulate(ballots, file.contest);
  std::optional<Pairwise> pairwise;
  if (options.pairwise) pairwise.emplace(ballots, file.contest.candidates.size());
  const CountParts parts{pairwise ? &*pairwise : nullptr, options.transfers};
  print(options.json ? count_json(file, passes, parts)
                     : ballot_count_text(file, passes, parts, terminal_style()));
  return ExitCode::ok;
}

}  // namespace

void add_count(CLI::App& app, Command& command) {
  const auto options = std::make_shared<CountOptions>();
  CLI::App* const sub = app.add_subcommand("count", "Count cast ballots round by round");
  sub->footer(kExamples);
  sub->add_option("BALLOTS", options->ballots, "Ballot file, .csv or .csv.gz")->required();
  sub->add_option("--rules", options->rules, "Rules: our YAML, or an RCTab config.json")
      ->required()
      ->type_name("FILE");
  sub->add_flag("--json", options->json, "Write RCTab's summary JSON");
  sub->add_flag("--pairwise", options->pairwise, "Add how many prefer one candidate to another");
  sub->add_flag("--transfers", options->transfers, "Add where the votes of each candidate went");
  sub->callback([options, &command] { command = [options] { return count(*options); }; });
}

}  // namespace hustings
