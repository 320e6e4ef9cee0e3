#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "report/html/html_table.hpp"
#include "report/html/sections.hpp"
#include "report/html/words.hpp"

namespace hustings {
namespace {

constexpr double kOpen = 0.02;  // who may win, and may not
constexpr std::size_t kRowsPerContest = 2;
constexpr double kMostTint = 42;  // percent of colour: more would fail in contrast

/// The matrix of what is so when one wins.
class GivenMatrix {
 public:
  explicit GivenMatrix(const Told& told)
      : told_(told), view_(told.view()), pairs_(pair_wins(told.labels(), view_.tally())) {
    for (const std::size_t c : told.reading().order) add_contest(c);
  }

  std::string html() const {
    if (rows_.size() < 2 || columns_.size() < 2) return "";
    HtmlTable table;
    table.classes = "matrix";
    table.caption =
        "Chance of each on the nights that the candidate of the row wins; below it, how far that "
        "is from all nights, in points";
    table.heads.push_back({"on nights that \u2026", "", 1});
    for (const std::size_t column : columns_) table.heads.push_back(head(column));
    const Headline& headline = told_.reading().headline;
    table.heads.push_back(
        {headline.name + " (" + whole_percent(headline.probability.probability) + ")", "", 1});
    for (const std::size_t row : rows_) table.rows.push_back(made(row));
    return written(HtmlCard{"", "", scrolled(table, "Chances if one wins")});
  }

 private:
  void add_contest(std::size_t c) {
    const auto& order = told_.reading().contests[c].order;
    std::size_t n = 0;
    std::optional<std::size_t> column;
    for (const std::size_t i : order) {
      const double chance = view_.chance(kWin, i).probability;
      if (chance < kOpen || chance > 1 - kOpen || n == kRowsPerContest) continue;
      rows_.push_back(i);
      ++n;
      if (!column || (is_in_slate(i) && !is_in_slate(*column))) column = i;
    }
    if (column) columns_.push_back(*column);
  }

  bool is_in_slate(std::size_t candidate) const {
    return std::ranges::any_of(told_.labels().slates, [&](const SlateLabel& slate) {
      return std::ranges::find(slate.members, candidate) != slate.members.end();
    });
  }

  HtmlTable::Head head(std::size_t candidate) const {
    const auto& candidates = told_.labels().candidates;
    const CandidateLabel& label = candidates[candidate];
    const auto same = [&](std::size_t other) { return candidates[other].name == label.name; };
    const bool is_alone = std::ranges::count_if(columns_, same) == 1;
    return {label.name + (is_alone ? "" : ", " + told_.labels().contests[label.contest].id) + " (" +
                whole_percent(view_.chance(kWin, candidate).probability) + ")",
            "", 1};
  }

  HtmlTable::Row made(std::size_t row) const {
    const CandidateLabel& label = told_.labels().candidates[row];
    HtmlTable::Row made{"if " + label.name + " wins " + told_.labels().contests[label.contest].id,
                        {},
                        told_.colour(row),
                        ""};
    for (const std::size_t column : columns_) made.cells.push_back(cell(row, column));
    made.cells.push_back(headline_cell(row));
    return made;
  }

  HtmlTable::Cell cell(std::size_t row, std::size_t column) const {
    if (row == column) return {"wins", "", "cell same", ""};
    const auto contest = [&](std::size_t i) { return told_.labels().candidates[i].contest; };
    if (contest(row) == contest(column) && told_.labels().contests[contest(row)].seats == 1) {
      return {"loses", "", "cell same", ""};
    }
    if (view_.count(kWin, row) < kFewestGiven) return {"too few", "", "cell same", ""};
    const auto both = both_win(row, column);
    if (!both) return {"\u2013", "", "cell same", ""};
    return shaded(*both / view_.chance(kWin, row).probability,
                  view_.chance(kWin, column).probability, false);
  }

  std::optional<double> both_win(std::size_t a, std::size_t b) const {
    const auto place = [&](std::size_t candidate) {
      return std::ranges::find(pairs_.candidates, candidate) - pairs_.candidates.begin();
    };
    const auto i = static_cast<std::size_t>(place(a));
    const auto j = static_cast<std::size_t>(place(b));
    if (i == pairs_.candidates.size() || j == pairs_.candidates.size()) return std::nullopt;
    const double p = pairs_.at(i, j);
    return std::isnan(p) ? std::nullopt : std::optional<double>(p);
  }

  /// Exact where the row is of the slate that sweeps; else from the stored elections that the row
  /// wins, of which there must be enough.
  HtmlTable::Cell headline_cell(std::size_t row) const {
    const Headline& of = told_.reading().headline;
    const double base = of.probability.probability;
    const double wins = view_.chance(kWin, row).probability;
    if (of.kind == HeadlineKind::sweep && view_.count(kWin, row) >= kFewestGiven) {
      const auto& members = told_.labels().slates[of.item].members;
      if (std::ranges::find(members, row) != members.end()) return shaded(base / wins, base, true);
    }
    const std::vector<double>& series = told_.headline_series();
    const Draws& draws = told_.results().draws;
    const CandidateLabel& label = told_.labels().candidates[row];
    const std::size_t slot = row - told_.labels().contests[label.contest].first_candidate;
    std::uint64_t n = 0;
    double happened = 0;
    for (std::size_t e = 0; e < series.size(); ++e) {
      const auto winner = draws.winner[label.contest * draws.elections + e];
      if (static_cast<std::size_t>(winner) != slot) continue;
      ++n;
      happened += series[e];
    }
    if (n < kFewestGiven) return {"too few", "", "cell same", ""};
    return shaded(happened / static_cast<double>(n), base, true);
  }

  static HtmlTable::Cell shaded(double p, double base, bool is_headline) {
    const double tint = std::min(kMostTint, 200 * std::fabs(p - base));
    const int step = static_cast<int>(std::lround(tint / 6));  // classes of report.css
    return {
        whole_percent(p), "",
        fmt::format("cell {} t{}{}", p > base ? "up" : "down", step, is_headline ? " head" : ""),
        points(p - base, 0)};
  }

  const Told& told_;
  const View& view_;
  PairWins pairs_;
  std::vector<std::size_t> rows_;
  std::vector<std::size_t> columns_;
};

}  // namespace

std::string given_html(const Told& told) {
  return GivenMatrix(told).html();
}

}  // namespace hustings
