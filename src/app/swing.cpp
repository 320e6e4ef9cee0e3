#include "app/swing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "app/terminal.hpp"
#include "hustings/core/failure.hpp"
#include "hustings/core/problem.hpp"
#include "hustings/results/json.hpp"
#include "hustings/results/results_file.hpp"
#include "report/swing_table.hpp"

namespace hustings {
namespace {

constexpr const char* kExamples = R"(Examples:
  hustings run my.yaml --swing -o my.h5
  hustings swing my.h5
  hustings swing my.h5 --contest D-1/ana --by age
  hustings swing my.h5 --slate reformers --by district --json | jq '.groups[0]'

Says which voters' turnout swings a race: what one more point of turnout of each group of universes, and
1,000 more ballots of it, does to the probability of a win, a sweep or an event. These are slopes at the
turnout as it is; for a large change simulate a what-if. How they are computed: docs/method.md, "Swing".
A universe named without a district is that of all districts together.
Exit code: 65 the file was run without --swing, or has no such contest, slate, event or tag; 66 it is
missing.
)";

struct SwingOptions {
  std::string file;
  std::string contest;
  std::string slate;
  std::string event;
  std::string by = "universe";
  bool json = false;
  bool unverified = false;
};

[[noreturn]] void refuse(const std::string& message) {
  throw Failure(ExitCode::bad_data, message);
}

/// What to say of a name that is none of the known.
[[noreturn]] void refuse_name(const char* what, const std::string& name,
                              const std::vector<std::string>& known) {
  const std::string near = did_you_mean(name, known);
  const std::string hint = !near.empty()   ? near
                           : known.empty() ? "there is none"
                                           : "there are " + listed(known);
  refuse(fmt::format("no {} '{}' ({})", what, name, hint));
}

/// Finds what is asked about among the targets that swing is tallied of.
class TargetFinder {
 public:
  explicit TargetFinder(const Results& results) : labels_(results.labels), tally_(results.tally) {}

  std::size_t operator()(const SwingOptions& options) const {
    if (!options.slate.empty()) {
      std::vector<std::string> known;
      for (const SlateLabel& slate : labels_.slates) known.push_back(slate.id);
      return place(SwingTarget::Kind::sweep, "slate", options.slate, known,
                   "one of its contests awards delegates, which turnout moves in steps");
    }
    if (!options.event.empty()) {
      std::vector<std::string> known;
      for (const EventLabel& event : labels_.events) known.push_back(event.name);
      return place(SwingTarget::Kind::event, "event", options.event, known,
                   "it asks about delegates, or holds the margin of a last round against another "
                   "number than 0");
    }
    return of_contest(options.contest);
  }

 private:
  std::size_t place(SwingTarget::Kind kind, const char* what, const std::string& name,
                    const std::vector<std::string>& known, const char* why_left_out) const {
    const auto found = std::find(known.begin(), known.end(), name);
    if (found == known.end()) refuse_name(what, name, known);
    const auto item = static_cast<std::uint32_t>(found - known.begin());
    return tallied({kind, item}, fmt::format("{} '{}': {}", what, name, why_left_out));
  }

  std::size_t tallied(const SwingTarget& target, const std::string& otherwise) const {
    const auto& targets = tally_.swing.targets;
    const auto found = std::find(targets.begin(), targets.end(), target);
    if (found == targets.end()) refuse("swing is not tallied of " + otherwise);
    return static_cast<std::size_t>(found - targets.begin());
  }

  std::size_t of_contest(const std::string& name) const {
    std::vector<std::string> contests;
    for (const ContestLabel& contest : labels_.contests) contests.push_back(contest.id);
    std::size_t c = 0;
    if (!name.empty()) {
      c = contest_of(name, contests);
    } else if (contests.size() > 1) {
      refuse("several contests: name one with --contest, or a --slate or an --event (" +
             listed(contests) + ")");
    }
    const ContestLabel& contest = labels_.contests[c];
    std::size_t candidate = contest.first_candidate;
    if (name.size() > contest.id.size()) {
      candidate = candidate_of(contest, name.substr(contest.id.size() + 1));
    } else {
      for (std::size_t i = candidate; i < contest.first_candidate + contest.n_candidates; ++i) {
        if (tally_.wins[i] > tally_.wins[candidate]) candidate = i;
      }
    }
    return tallied(
        {SwingTarget::Kind::win, static_cast<std::uint32_t>(candidate)},
        fmt::format("contest '{}': it awards delegates, which turnout moves in steps", contest.id));
  }

  /// The contest that a name begins with: ids may hold slashes themselves.
  static std::size_t contest_of(const std::string& name, const std::vector<std::string>& contests) {
    std::size_t best = contests.size();
    for (std::size_t c = 0; c < contests.size(); ++c) {
      const std::string& id = contests[c];
      const bool fits = name == id || name.starts_with(id + "/");
      if (fits && (best == contests.size() || id.size() > contests[best].size())) best = c;
    }
    if (best == contests.size()) refuse_name("contest", name.substr(0, name.find('/')), contests);
    return best;
  }

  std::size_t candidate_of(const ContestLabel& contest, const std::string& id) const {
    std::vector<std::string> known;
    for (std::size_t k = 0; k < contest.n_candidates; ++k) {
      known.push_back(labels_.candidates[contest.first_candidate + k].id);
    }
    const auto found = std::find(known.begin(), known.end(), id);
    if (found == known.end()) {
      refuse_name(("candidate of '" + contest.id + "'").c_str(), id, known);
    }
    return contest.first_candidate + static_cast<std::size_t>(found - known.begin());
  }

  const Labels& labels_;
  const Tally& tally_;
};

ExitCode swing(const SwingOptions& options) {
  const Results results =
      read_results(options.file, options.unverified ? Changed::accept : Changed::refuse);
  const SwingTally& tally = results.tally.swing;
  if (tally.blocks == 0) {
    refuse(options.file + ": this run did not tally swing; run it again with --swing");
  }
  const std::size_t target = TargetFinder(results)(options);
  const std::vector<std::string> kinds = swing_kinds(tally);
  if (std::find(kinds.begin(), kinds.end(), options.by) == kinds.end()) {
    refuse_name("tag", options.by, kinds);
  }
  const SwingRanking ranking = swing_ranking(results.labels, results.tally, target, options.by);
  if (options.json) {
    print_out(swing_ranking_json(ranking));
  } else {
    print_out(swing_table(ranking, terminal_style()));
  }
  return ExitCode::ok;
}

}  // namespace

void add_swing(CLI::App& app, Command& command) {
  const auto options = std::make_shared<SwingOptions>();
  CLI::App* const sub = app.add_subcommand("swing", "Rank the voters whose turnout swings a race");
  sub->footer(kExamples);
  const auto not_empty = [](const std::string& text) { return text.empty() ? "needs a name" : ""; };
  sub->add_option("FILE", options->file, "Results file of run --swing, .h5")->required();
  CLI::Option* const contest =
      sub->add_option("--contest", options->contest,
                      "A contest, or contest/candidate (default: who wins it most often)")
          ->check(not_empty);
  CLI::Option* const slate = sub->add_option("--slate", options->slate, "Sweep of a slate")
                                 ->check(not_empty)
                                 ->excludes(contest);
  sub->add_option("--event", options->event, "An event of the scenario")
      ->check(not_empty)
      ->excludes(contest)
      ->excludes(slate);
  sub->add_option("--by", options->by,
                  "Whose turnout: universe (the default), faction, district or a tag")
      ->check(not_empty);
  sub->add_flag("--json", options->json, "Write JSON");
  sub->add_flag("--unverified", options->unverified,
                "Read a file that was changed since hustings wrote it");
  sub->callback([options, &command] { command = [options] { return swing(*options); }; });
}

}  // namespace hustings
