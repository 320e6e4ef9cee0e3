#include "app/sensitivity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "app/terminal.hpp"
#include "hustings/decide/sensitivity.hpp"
#include "hustings/results/json.hpp"
#include "hustings/results/results_file.hpp"
#include "report/sensitivity_table.hpp"

namespace hustings {
namespace {

constexpr const char* kExamples = R"(Examples:
  hustings sensitivity first_steps.h5
  hustings sensitivity first_steps.h5 --contest Mayor
  hustings sensitivity first_steps.h5 --contest Mayor/ana --json | jq '.effects[0]'

Tells which of the scenario's effects decide whether a candidate wins: the part of the variance of the
margin and of the win that each explains, from the elections that the results file stores in full.
Without --contest: the contest most in doubt; without a candidate: who wins most often.
Exit code: 65 not a results file, too few stored elections, or no such contest; 66 it is missing.
)";

struct SensitivityOptions {
  std::string file;
  std::string contest;
  bool json = false;
  bool unverified = false;
};

[[noreturn]] void refuse(const std::string& message) {
  throw Failure(ExitCode::bad_data, message);
}

std::string with_hint(const std::string& message, const std::string& name,
                      const std::vector<std::string>& known) {
  const std::string hint = did_you_mean(name, known);
  return message + " (" + (hint.empty() ? "there are " + listed(known) : hint) + ")";
}

/// Who of a contest wins most often.
std::size_t favourite(const Results& results, const ContestLabel& contest) {
  const auto first =
      results.tally.wins.begin() + static_cast<std::ptrdiff_t>(contest.first_candidate);
  const auto most = std::max_element(first, first + contest.n_candidates);
  return contest.first_candidate + static_cast<std::size_t>(most - first);
}

bool is_contested(const ContestLabel& contest) {
  return contest.n_candidates > contest.seats;
}

/// The favourite whose chance is nearest to one half.
std::size_t most_in_doubt(const Results& results) {
  std::size_t found = results.labels.candidates.size();
  double nearest = 1;
  for (const ContestLabel& contest : results.labels.contests) {
    if (!is_contested(contest)) continue;
    const std::size_t one = favourite(results, contest);
    const double p =
        static_cast<double>(results.tally.wins[one]) / static_cast<double>(results.tally.elections);
    if (std::fabs(p - 0.5) < nearest) {
      nearest = std::fabs(p - 0.5);
      found = one;
    }
  }
  if (found == results.labels.candidates.size()) refuse("no contest has somebody who can lose");
  return found;
}

/// The candidate that `contest` or `contest/candidate` speaks of.
std::size_t candidate_of(const Results& results, const std::string& name) {
  if (name.empty()) return most_in_doubt(results);
  const Labels& labels = results.labels;
  std::vector<std::string> contests;
  for (const ContestLabel& contest : labels.contests) {
    if (contest.id == name) return favourite(results, contest);
    contests.push_back(contest.id);
  }
  std::vector<std::string> candidates;
  for (std::size_t i = 0; i < labels.candidates.size(); ++i) {
    if (candidate_label(labels, i) == name) return i;
    candidates.push_back(candidate_label(labels, i));
  }
  const std::string contest = name.substr(0, name.find('/'));
  const bool is_known = std::find(contests.begin(), contests.end(), contest) != contests.end();
  if (name == contest) {
    refuse(with_hint("there is no contest '" + name + "'", name, contests));
  }
  if (!is_known) refuse(with_hint("there is no contest '" + contest + "'", contest, contests));
  std::erase_if(candidates,
                [&](const std::string& one) { return !one.starts_with(contest + "/"); });
  refuse(with_hint("there is no candidate '" + name + "'", name, candidates));
}

void check_stored(const SensitivityOptions& options, const Results& results,
                  std::size_t candidate) {
  const Draws& draws = results.draws;
  const std::uint64_t elections = results.tally.elections;
  const auto store = [elections](std::uint64_t n) {
    std::string how = "simulate again";
    if (elections < n) how += " with more elections: --elections " + std::to_string(n);
    if (n > 10'000 || elections >= n) how += " with --set output.draws=" + std::to_string(n);
    return how;
  };
  if (draws.elections == 0) {
    refuse(options.file + ": no elections are stored in it (" + store(10'000) + ")");
  }
  if (factors_for(results.labels, draws, candidate).empty()) {
    refuse(options.file +
           ": no effect that could move this contest has its draws stored: one of more " + "than " +
           with_thousands(kMostRecorded) + " factors is left out");
  }
  const std::size_t n_factors = factors_for(results.labels, draws, candidate).size();
  const std::uint64_t needed = draws_needed(n_factors);
  if (draws.elections >= needed) return;
  refuse(fmt::format("{}: {} elections are stored, {} are needed for {} factors ({})", options.file,
                     with_thousands(draws.elections), with_thousands(needed),
                     with_thousands(n_factors), store(needed)));
}

ExitCode show_sensitivity(const SensitivityOptions& options) {
  const Results results =
      read_results(options.file, options.unverified ? Changed::accept : Changed::refuse);
  const std::size_t candidate = candidate_of(results, options.contest);
  const ContestLabel& contest =
      results.labels.contests[results.labels.candidates[candidate].contest];
  if (!is_contested(contest)) refuse("contest '" + contest.id + "': nobody in it can lose");
  check_stored(options, results, candidate);
  const Sensitivity found = sensitivity(results.labels, results.draws, candidate);
  print_out(options.json ? sensitivity_json(results.labels, found)
                         : sensitivity_tables(results.labels, found, terminal_style()));
  return ExitCode::ok;
}

}  // namespace

void add_sensitivity(CLI::App& app, Command& command) {
  const auto options = std::make_shared<SensitivityOptions>();
  CLI::App* const sub = app.add_subcommand("sensitivity", "Tell which effects decide a contest");
  sub->footer(kExamples);
  sub->add_option("FILE", options->file, "Results file, .h5")->required();
  sub->add_option("--contest", options->contest, "Contest, or contest/candidate")
      ->type_name("C[/c]")
      ->check([](const std::string& text) { return text.empty() ? "needs a contest" : ""; });
  sub->add_flag("--json", options->json, "Write JSON, with every factor");
  sub->add_flag("--unverified", options->unverified,
                "Read a file that was changed since hustings wrote it");
  sub->callback(
      [options, &command] { command = [options] { return show_sensitivity(*options); }; });
}

}  // namespace hustings
