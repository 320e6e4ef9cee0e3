#include "report/ballot_count.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "report/count_words.hpp"
#include "report/precinct_tables.hpp"
#include "report/text_grid.hpp"

namespace hustings {
namespace {

constexpr const char* kNoShare = "       ";  // as wide as a share of votes

/// What was read of each ballot file; files by their names, unless two have the same.
std::string files_table(const std::vector<BallotFileTotals>& files, const TableStyle& style) {
  const auto name_of = [](const BallotFileTotals& file) {
    return std::filesystem::path(file.file).filename().string();
  };
  std::set<std::string> names;
  for (const BallotFileTotals& file : files) names.insert(name_of(file));
  TextGrid grid("Ballot file");
  grid.add_column("Rows");
  grid.add_column("Ballots");
  const auto add = [&](const std::string& name, const BallotFileTotals& totals) {
    grid.add_row(name, {{with_thousands(totals.n_rows)}, {with_thousands(totals.n_ballots)}});
  };
  BallotFileTotals sum;
  for (const BallotFileTotals& file : files) {
    add(names.size() == files.size() ? name_of(file) : file.file, file);
    sum.n_rows += file.n_rows;
    sum.n_ballots += file.n_ballots;
  }
  if (files.size() > 1) {
    grid.add_line();
    add("All", sum);
  }
  return grid.text(style);
}

/// The rounds of one seat's count: a row a candidate, a column a round. Votes are decimals, exact;
/// beside them their part of the votes that count in the round, in percent. Below them those that
/// count, those that count for nobody by reason, what cut-off decimals lost (residual surplus), and
/// the sum of all that, which is the same in every round. Source: docs/count.md.
class RoundsTable {
 public:
  RoundsTable(const CountContest& contest, const CountPass& pass, const TableStyle& style)
      : contest_(contest), pass_(pass), style_(style), decimals_(contest.rules.decimal_places) {}

  std::string text() const {
    TextGrid grid("Candidate");
    for (std::size_t i = 0; i < pass_.rounds.size(); ++i) {
      grid.add_column("Round " + std::to_string(i + 1));
    }
    for (const BallotCandidateId candidate : by_success(pass_)) add_candidate(grid, candidate);
    grid.add_line();
    add_ballots(grid);
    std::vector<Votes> thresholds;
    for (const CountRound& round : pass_.rounds) thresholds.push_back(round.threshold);
    add_votes(grid, "Threshold", thresholds, TextGrid::Tone::plain);
    return grid.text(style_) + in_words();
  }

 private:
  std::string votes_text(Votes votes) const { return with_thousands(decimals_.text(votes)); }

  /// What is behind votes: their part of those that count in the round, or as many blanks.
  std::string share_text(Votes votes, Votes active) const {
    if (active.units == 0) return kNoShare;
    return fmt::format("{:6.1f}%", 100 * decimals_.value(votes) / decimals_.value(active));
  }

  void add_candidate(TextGrid& grid, BallotCandidateId candidate) const {
    using Tone = TextGrid::Tone;
    std::vector<TextGrid::Cell> cells;
    for (const CountRound& round : pass_.rounds) {
      const Votes* const votes = votes_of(round, candidate);
      if (votes == nullptr) {
        cells.push_back({});
        continue;
      }
      const std::string text = votes_text(*votes) + share_text(*votes, active_in(round));
      if (has(round.elected, candidate)) {
        cells.push_back({text, "*", Tone::good});
      } else if (has(round.eliminated, candidate)) {
        cells.push_back({text, "x", Tone::bad});
      } else {
        cells.push_back({text});
      }
    }
    grid.add_row(contest_.candidates[candidate].name, std::move(cells));
  }

  static Votes active_in(const CountRound& round) {
    Votes active;
    for (const CandidateVotes& votes : round.tally) active += votes.votes;
    return active;
  }

  void add_votes(TextGrid& grid, const char* name, const std::vector<Votes>& by_round,
                 TextGrid::Tone tone) const {
    std::vector<TextGrid::Cell> cells;
    for (const Votes votes : by_round) cells.push_back({votes_text(votes) + kNoShare, "", tone});
    grid.add_row(name, std::move(cells));
  }

  /// Adds the ballots that count, those that count for nobody by reason, and their sum, which is
  /// the same in every round.
  void add_ballots(TextGrid& grid) const {
    std::vector<Votes> sum;
    for (const CountRound& round : pass_.rounds) sum.push_back(active_in(round));
    add_votes(grid, "Active ballots", sum, TextGrid::Tone::plain);
    const auto add = [&](const char* name, const std::vector<Votes>& by_round, bool always) {
      const bool any = std::ranges::any_of(by_round, [](Votes votes) { return votes.units != 0; });
      if (!any && !always) return;
      add_votes(grid, name, by_round, TextGrid::Tone::quiet);
      for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += by_round[i];
    };
    for (std::size_t k = 0; k < kInactiveKinds; ++k) {
      const auto kind = static_cast<Inactive>(k);
      std::vector<Votes> inactive;
      for (const CountRound& round : pass_.rounds) inactive.push_back(round.inactive_by(kind));
      add(inactive_name(kind), inactive, kind == Inactive::exhausted_choices);
    }
    add("Residual surplus", residual_surplus(), false);
    add_votes(grid, "All ballots", sum, TextGrid::Tone::plain);
  }

  /// What winners' ballots have lost to cut-off decimal places before each round.
  std::vector<Votes> residual_surplus() const {
    std::vector<Votes> by_round(1);
    for (const CountRound& round : pass_.rounds) {
      by_round.push_back(by_round.back());
      for (const VoteTransfer& moved : round.transfers) {
        if (moved.target == VoteTransfer::Target::residual_surplus) by_round.back() += moved.votes;
      }
    }
    by_round.pop_back();
    return by_round;
  }

  std::string in_words() const {
    std::string text = "\n* elected   x eliminated\n";
    for (std::size_t i = 0; i < pass_.rounds.size(); ++i) {
      for (const Tie& tie : pass_.rounds[i].ties) {
        text += "Round " + std::to_string(i + 1) + ": tie of " + names(tie.tied) + "; " +
                contest_.candidates[tie.chosen].name +
                (tie.for_winner ? " wins" : " is eliminated") + " by the tie-break\n";
      }
    }
    if (pass_.winners.empty()) return text + "Nobody is elected.\n";
    return text + "Elected: " + names(pass_.winners) + "\n";
  }

  std::string names(const std::vector<BallotCandidateId>& candidates) const {
    std::string text;
    for (const BallotCandidateId candidate : candidates) {
      text += (text.empty() ? "" : "; ") + contest_.candidates[candidate].name;
    }
    return text;
  }

  static bool has(const std::vector<BallotCandidateId>& list, BallotCandidateId candidate) {
    return std::find(list.begin(), list.end(), candidate) != list.end();
  }

  const CountContest& contest_;
  const CountPass& pass_;
  const TableStyle& style_;
  Decimals decimals_;
};

/// Who is preferred to whom: by the candidate of the row, above the candidate of the column.
std::string pairwise_table(const CountContest& contest, const Pairwise& pairwise,
                           const TableStyle& style) {
  TextGrid grid("Preferred to");
  const auto& candidates = contest.candidates.items();
  for (const BallotCandidate& candidate : candidates) grid.add_column(candidate.name);
  for (std::size_t a = 0; a < candidates.size(); ++a) {
    std::vector<TextGrid::Cell> cells;
    for (std::size_t b = 0; b < candidates.size(); ++b) {
      const BallotCandidateId above(a), below(b);
      const std::uint64_t n = pairwise.n_preferring(above, below);
      const bool wins = n > pairwise.n_preferring(below, above);
      cells.push_back({a == b ? "-" : with_thousands(n), "",
                       wins ? TextGrid::Tone::good : TextGrid::Tone::plain});
    }
    grid.add_row(candidates[a].name, std::move(cells));
  }
  return grid.text(style);
}

/// Where the votes of everybody elected or eliminated went, one line each.
std::string transfers_list(const CountContest& contest, const CountPass& pass) {
  const Decimals decimals(contest.rules.decimal_places);
  std::string text;
  for (std::size_t i = 0; i < pass.rounds.size(); ++i) {
    BallotCandidateId from;
    std::vector<VoteTransfer> transfers = pass.rounds[i].transfers;
    std::stable_sort(transfers.begin(), transfers.end(), [](const auto& a, const auto& b) {
      return a.from < b.from || (a.from == b.from && a.votes > b.votes);
    });
    for (const VoteTransfer& moved : transfers) {
      if (moved.from != from) {
        text += (text.empty() ? "" : "\n") + std::string("Round ") + std::to_string(i + 1) +
                ", from " + contest.candidates[moved.from].name + ":";
      }
      text += (moved.from != from ? " " : ", ") + target_name(contest, moved) + " " +
              with_thousands(decimals.text(moved.votes));
      from = moved.from;
    }
  }
  return text.empty() ? "No transfers.\n" : text + "\n";
}

}  // namespace

std::string ballot_count_text(const CountFile& file, const std::vector<CountPass>& passes,
                              const CountParts& parts, const TableStyle& style) {
  std::string text = file.title.empty() ? "" : file.title + "\n\n";
  if (parts.files != nullptr) text += files_table(*parts.files, style) + "\n";
  for (std::size_t seat = 0; seat < passes.size(); ++seat) {
    if (passes.size() > 1) text += "Seat " + std::to_string(seat + 1) + "\n\n";
    text += RoundsTable(file.contest, passes[seat], style).text();
    if (parts.transfers) text += "\n" + transfers_list(file.contest, passes[seat]);
    if (parts.precincts != nullptr) {
      text += "\n" + precinct_tables(file.contest, passes, seat, *parts.precincts, style);
    }
    if (seat + 1 < passes.size()) text += "\n";
  }
  if (parts.pairwise != nullptr) {
    text += "\n" + pairwise_table(file.contest, *parts.pairwise, style);
  }
  return text;
}

}  // namespace hustings
