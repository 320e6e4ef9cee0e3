#include "report/ballot_count.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include "report/text_grid.hpp"

namespace hustings {
namespace {

/// The rounds of one seat's count, ready to be printed.
class RoundsTable {
 public:
  RoundsTable(const CountContest& contest, const CountPass& pass, const TableStyle& style)
      : contest_(contest), pass_(pass), style_(style), decimals_(contest.rules.decimal_places) {}

  std::string text() const {
    TextGrid grid("Candidate");
    for (std::size_t i = 0; i < pass_.rounds.size(); ++i) {
      grid.add_column("Round " + std::to_string(i + 1));
    }
    for (const BallotCandidateId candidate : by_success()) add_candidate(grid, candidate);
    grid.add_line();
    add_inactive(grid);
    std::vector<TextGrid::Cell> thresholds;
    for (const CountRound& round : pass_.rounds)
      thresholds.push_back({votes_text(round.threshold)});
    grid.add_row("Threshold", std::move(thresholds));
    return grid.text(style_) + in_words();
  }

 private:
  std::string votes_text(Votes votes) const { return with_thousands(decimals_.text(votes)); }

  const CandidateVotes* votes_of(std::size_t round, BallotCandidateId candidate) const {
    for (const CandidateVotes& votes : pass_.rounds[round].tally) {
      if (votes.candidate == candidate) return &votes;
    }
    return nullptr;
  }

  /// Who stood longest first, then who had more votes in the last round stood.
  std::vector<BallotCandidateId> by_success() const {
    std::map<std::size_t, std::pair<std::size_t, Int128>> success;
    for (std::size_t i = 0; i < pass_.rounds.size(); ++i) {
      for (const CandidateVotes& votes : pass_.rounds[i].tally) {
        success[votes.candidate.index()] = {i, votes.votes.units};
      }
    }
    std::vector<BallotCandidateId> order;
    for (const auto& [index, last] : success) order.emplace_back(index);
    std::stable_sort(order.begin(), order.end(), [&](BallotCandidateId a, BallotCandidateId b) {
      return success[a.index()] > success[b.index()];
    });
    return order;
  }

  void add_candidate(TextGrid& grid, BallotCandidateId candidate) const {
    using Tone = TextGrid::Tone;
    std::vector<TextGrid::Cell> cells;
    for (std::size_t i = 0; i < pass_.rounds.size(); ++i) {
      const CountRound& round = pass_.rounds[i];
      const CandidateVotes* const votes = votes_of(i, candidate);
      if (votes == nullptr) {
        cells.push_back({});
      } else if (has(round.elected, candidate)) {
        cells.push_back({votes_text(votes->votes), "*", Tone::good});
      } else if (has(round.eliminated, candidate)) {
        cells.push_back({votes_text(votes->votes), "x", Tone::bad});
      } else {
        cells.push_back({votes_text(votes->votes)});
      }
    }
    grid.add_row(contest_.candidates[candidate].name, std::move(cells));
  }

  void add_inactive(TextGrid& grid) const {
    static constexpr const char* kNames[kInactiveKinds] = {
        "Exhausted choices", "Overvotes",           "Repeated rankings",
        "Skipped rankings",  "Final round surplus", "No ranking"};
    for (std::size_t kind = 0; kind < kInactiveKinds; ++kind) {
      std::vector<TextGrid::Cell> cells;
      bool any = kind == static_cast<std::size_t>(Inactive::exhausted_choices);
      for (const CountRound& round : pass_.rounds) {
        any |= round.inactive[kind].units != 0;
        cells.push_back({votes_text(round.inactive[kind]), "", TextGrid::Tone::quiet});
      }
      if (any) grid.add_row(kNames[kind], std::move(cells));
    }
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

std::string target_name(const CountContest& contest, const VoteTransfer& moved) {
  if (moved.target == VoteTransfer::Target::exhausted) return "exhausted";
  if (moved.target == VoteTransfer::Target::residual_surplus) return "residual surplus";
  return contest.candidates[moved.to].name;
}

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
  for (std::size_t seat = 0; seat < passes.size(); ++seat) {
    if (passes.size() > 1) text += "Seat " + std::to_string(seat + 1) + "\n\n";
    text += RoundsTable(file.contest, passes[seat], style).text();
    if (parts.transfers) text += "\n" + transfers_list(file.contest, passes[seat]);
    if (seat + 1 < passes.size()) text += "\n";
  }
  if (parts.pairwise != nullptr) {
    text += "\n" + pairwise_table(file.contest, *parts.pairwise, style);
  }
  return text;
}

}  // namespace hustings
