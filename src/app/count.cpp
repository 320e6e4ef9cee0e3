#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/commands.hpp"
#include "app/interrupt.hpp"
#include "app/output_file.hpp"
#include "app/progress_bar.hpp"
#include "app/shared_options.hpp"
#include "app/terminal.hpp"
#include "hustings/ballots/ballot_file.hpp"
#include "hustings/ballots/count_json.hpp"
#include "hustings/ballots/count_rules.hpp"
#include "hustings/ballots/counted_ballots.hpp"
#include "report/ballot_count.hpp"
#include "text/gzip.hpp"

namespace hustings {
namespace {

constexpr CommandText kText{
    .name = "count",
    .group = Group::counted_votes,
    .line = "Count cast ballots round by round",
    .examples = R"(hustings count ballots.csv --rules rules.yaml
hustings count ballots.csv.gz --rules config.json --json > rounds.json
hustings count ballots.csv --rules rules.yaml --pairwise --transfers
hustings count early.csv day.csv --rules rules.yaml --by precinct
hustings count ballots.csv --rules rules.yaml --ballots counted.csv.gz)",
    .about =
        "Counts cast ballots, ranked or not, round by round, exactly as the certified "
        "tabulator RCTab does. A ballot file is a table of count,rank1,rank2,... (an "
        "overvote is A|B, a skipped rank is empty), with a column precinct for --by "
        "precinct; several files are counted as one. The rules are RCTab's, in YAML or "
        "in an RCTab config.json as it stands: docs/count.md. --json is RCTab's "
        "summary.",
    .exit_codes =
        "65 the ballots or rules are wrong; 66 one of them is missing; 73 the file of "
        "--ballots cannot be created, or is there."};

struct CountOptions {
  std::vector<std::string> files;
  std::string rules;
  bool json = false;
  bool pairwise = false;
  bool transfers = false;
  std::string by;
  std::string ballots;
  bool force = false;
};

Existing existing(const CountOptions& options) {
  return options.force ? Existing::replace : Existing::refuse;
}

Options options_of(CountOptions& values) {
  return {
      arguments("BALLOTS", values.files, "Ballot files, .csv or .csv.gz").required(),
      text("--rules FILE", values.rules, "Rules: our YAML, or an RCTab config.json").required(),
      json_option(values.json),
      flag("--pairwise", values.pairwise, "Add how many prefer one candidate to another"),
      flag("--transfers", values.transfers, "Add where the votes of each candidate went"),
      choice("--by GROUP", values.by, {"precinct"}, kByHelp),
      text("--ballots FILE", values.ballots,
           "Write how each ballot counted in each round, .csv or .csv.gz")
          .not_empty(),
      flag("--force", values.force, "Replace the output file if it is there").needs("--ballots")};
}

/// Checks, before anything is read, that the file of --ballots can be written.
void check_ballots_output(const CountOptions& options) {
  if (options.ballots.empty()) return;
  std::vector<std::filesystem::path> inputs(options.files.begin(), options.files.end());
  inputs.emplace_back(options.rules);
  check_output_file(options.ballots, existing(options), inputs);
}

void write_ballots(const CountOptions& options, const std::string& csv) {
  const bool packs = options.ballots.ends_with(".gz");
  remember_signals();
  write_file(options.ballots, packs ? gzipped(csv) : csv, existing(options));
}

ExitCode count(const CountOptions& options) {
  check_ballots_output(options);
  Problems problems;
  CountFile file = read_count_rules(options.rules, problems);
  const bool by_precinct = options.by == "precinct";
  const CastBallots cast =
      read_ballots({options.files.begin(), options.files.end()}, file, problems,
                   {.precincts = by_precinct, .observer = ProgressBar(true).observer()});
  problems.throw_if_errors();
  print_problems(problems.sorted());
  const bool keeps_paths = by_precinct || !options.ballots.empty();
  const std::vector<CountPass> passes =
      tabulate(cast.ballots, file.contest, keeps_paths ? Paths::keep : Paths::leave);
  std::optional<Pairwise> pairwise;
  if (options.pairwise) pairwise.emplace(cast.ballots, file.contest.candidates.size());
  std::optional<std::vector<PrecinctCount>> precincts;
  if (by_precinct) precincts = count_by_precinct(cast.precincts, file.contest, passes);
  if (!options.ballots.empty()) write_ballots(options, counted_ballots_csv(file, cast, passes));
  const CountParts parts{pairwise ? &*pairwise : nullptr, options.transfers, &cast.files,
                         precincts ? &*precincts : nullptr};
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
