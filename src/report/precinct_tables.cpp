#include "report/precinct_tables.hpp"

#include <algorithm>
#include <functional>
#include <optional>

#include "report/count_words.hpp"
#include "report/text_grid.hpp"

namespace hustings {
namespace {

/// The tables of one seat's count by precinct: first choices, where votes of everybody elected or
/// eliminated went, the last round. Columns are those of the whole count, so a precinct without any
/// has 0 in them; rows add up to `All`, to the last digit, but for residual surplus, which is no
/// precinct's. Source: docs/count.md, "By precinct".
class PrecinctTables {
 public:
  PrecinctTables(const CountContest& contest, const CountPass& whole, std::size_t seat,
                 const std::vector<PrecinctCount>& precincts)
      : contest_(contest),
        whole_(whole),
        seat_(seat),
        precincts_(precincts),
        decimals_(contest.rules.decimal_places) {}

  std::string text(const TableStyle& style) const {
    std::string text = "First choices by precinct\n\n" + votes_table(0).text(style);
    for (std::size_t i = 0; i < whole_.rounds.size(); ++i) {
      std::vector<BallotCandidateId> from;
      for (const VoteTransfer& moved : whole_.rounds[i].transfers) from.push_back(moved.from);
      std::sort(from.begin(), from.end());
      from.erase(std::unique(from.begin(), from.end()), from.end());
      for (const BallotCandidateId candidate : from) {
        text += "\nRound " + std::to_string(i + 1) + ", from " +
                contest_.candidates[candidate].name + ", by precinct\n\n" +
                transfers_table(i, candidate).text(style);
      }
    }
    const std::size_t last = whole_.rounds.size() - 1;
    if (last == 0) return text;
    return text + "\nRound " + std::to_string(last + 1) + " by precinct\n\n" +
           votes_table(last).text(style);
  }

 private:
  /// One column: what it says of a round of a precinct, or of all.
  struct Column {
    std::string title;
    std::function<std::optional<Votes>(const CountRound&)> votes;
  };

  TextGrid votes_table(std::size_t round) const {
    std::vector<Column> columns{{"Ballots", {}}};
    for (const BallotCandidateId candidate : by_success(whole_)) {
      if (votes_of(whole_.rounds[round], candidate) == nullptr) continue;
      columns.push_back({contest_.candidates[candidate].name,
                         [candidate](const CountRound& r) { return *votes_of(r, candidate); }});
    }
    for (std::size_t k = 0; k < kInactiveKinds; ++k) {
      const auto kind = static_cast<Inactive>(k);
      if (whole_.rounds[round].inactive_by(kind).units == 0) continue;
      columns.push_back(
          {inactive_name(kind), [kind](const CountRound& r) { return r.inactive_by(kind); }});
    }
    return table(round, columns);
  }

  TextGrid transfers_table(std::size_t round, BallotCandidateId from) const {
    std::vector<VoteTransfer> ways;
    for (const VoteTransfer& moved : whole_.rounds[round].transfers) {
      if (moved.from == from) ways.push_back(moved);
    }
    std::stable_sort(ways.begin(), ways.end(), [](const VoteTransfer& a, const VoteTransfer& b) {
      return a.target < b.target || (a.target == b.target && a.votes > b.votes);
    });
    std::vector<Column> columns;
    for (const VoteTransfer& way : ways) {
      columns.push_back({target_name(contest_, way),
                         [this, way](const CountRound& r) { return moved_in(r, way); }});
    }
    return table(round, columns);
  }

  /// What went the same way in a round of a precinct, or of all; residual surplus is no precinct's.
  std::optional<Votes> moved_in(const CountRound& round, const VoteTransfer& way) const {
    for (const VoteTransfer& moved : round.transfers) {
      if (moved.from == way.from && moved.target == way.target && moved.to == way.to) {
        return moved.votes;
      }
    }
    if (way.target == VoteTransfer::Target::residual_surplus) return std::nullopt;
    return Votes();
  }

  TextGrid table(std::size_t round, const std::vector<Column>& columns) const {
    TextGrid grid("Precinct");
    for (const Column& column : columns) grid.add_column(column.title);
    std::uint64_t n_all = 0;
    for (const PrecinctCount& precinct : precincts_) {
      n_all += precinct.n_ballots;
      grid.add_row(precinct.name,
                   cells(columns, precinct.passes[seat_].rounds[round], precinct.n_ballots));
    }
    grid.add_line();
    grid.add_row("All", cells(columns, whole_.rounds[round], n_all));
    return grid;
  }

  std::vector<TextGrid::Cell> cells(const std::vector<Column>& columns, const CountRound& round,
                                    std::uint64_t n_ballots) const {
    std::vector<TextGrid::Cell> cells;
    for (const Column& column : columns) {
      const std::optional<Votes> votes =
          column.votes ? column.votes(round) : decimals_.whole(n_ballots);
      cells.push_back({votes ? with_thousands(decimals_.text(*votes)) : ""});
    }
    return cells;
  }

  const CountContest& contest_;
  const CountPass& whole_;
  std::size_t seat_;
  const std::vector<PrecinctCount>& precincts_;
  Decimals decimals_;
};

}  // namespace

std::string precinct_tables(const CountContest& contest, const std::vector<CountPass>& passes,
                            std::size_t seat, const std::vector<PrecinctCount>& precincts,
                            const TableStyle& style) {
  return PrecinctTables(contest, passes[seat], seat, precincts).text(style);
}

}  // namespace hustings
