#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/isolated.hpp"
#include "hustings/decide/sensitivity.hpp"
#include "report/html/html_table.hpp"
#include "report/html/sections.hpp"
#include "report/html/words.hpp"

namespace hustings {
namespace {

constexpr double kOpen = 0.02;  // who may win, and may not
constexpr std::size_t kRowsPerContest = 2;
constexpr std::size_t kMostContests = 7;  // those most in doubt: what a page is wide
constexpr double kMostTint = 42;          // percent of colour: more would fail in contrast

/// Chances on the nights on which one candidate wins, and how far that is from all nights, in
/// points.
///     P(k wins | j wins) = P(both win) / P(j wins)
///     P(sweep | j wins) = P(sweep) / P(j wins), j of the slate
/// are exact counts of all elections. Of another headline it is the whole run's chance, moved by
/// the difference between stored elections that j wins and all stored ones. Rows of fewer than
/// kFewestGiven elections are `too few`. It is association: what goes along with a win, not what it
/// causes. Source: docs/method.md, "Precision" (Conditions).
class GivenMatrix {
 public:
  explicit GivenMatrix(const Told& told)
      : told_(told), view_(told.view()), pairs_(pair_wins(told.labels(), view_.tally())) {
    for (const std::size_t c : told.reading().order) {
      if (columns_.size() < kMostContests) add_contest(c);
    }
  }

  std::string html() const {
    if (rows_.size() < 2 || columns_.size() < 2 || pairs_.candidates.empty()) return "";
    HtmlTable table;
    table.classes = "matrix";
    table.caption =
        "Chance of each on the nights that the candidate of the row wins; below it, how far that "
        "is from all nights, in points";
    table.heads.push_back({"on nights that \u2026", "", 1});
    const Headline& headline = told_.reading().headline;
    table.heads.push_back(
        {headline.name + " (" + whole_percent(headline.probability.probability) + ")", "", 1});
    for (const std::size_t column : columns_) table.heads.push_back(head(column));
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
    return {isolated(label.name) +
                (is_alone ? "" : ", " + told_.labels().contests[label.contest].id) + " (" +
                whole_percent(view_.chance(kWin, candidate).probability) + ")",
            "", 1};
  }

  HtmlTable::Row made(std::size_t row) const {
    const CandidateLabel& label = told_.labels().candidates[row];
    HtmlTable::Row made{"if " + isolated(label.name) + " wins " +
                            isolated(told_.labels().contests[label.contest].id),
                        {},
                        told_.colour(row),
                        ""};
    made.cells.push_back(headline_cell(row));
    for (const std::size_t column : columns_) made.cells.push_back(cell(row, column));
    return made;
  }

  HtmlTable::Cell cell(std::size_t row, std::size_t column) const {
    if (row == column) return {"wins", "", "cell same", ""};
    if (is_rival(row, column)) {
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

  /// Exact where the row is of the slate that sweeps, or of who stands against one of it for a
  /// single seat; else the whole run's chance, moved as far as the stored elections that the row
  /// wins differ from all stored ones, of which there must be enough.
  HtmlTable::Cell headline_cell(std::size_t row) const {
    const Headline& of = told_.reading().headline;
    const double base = of.probability.probability;
    if (of.kind == HeadlineKind::sweep) {
      if (view_.count(kWin, row) < kFewestGiven) return {"too few", "", "cell same", ""};
      const auto& members = told_.labels().slates[of.item].members;
      if (std::ranges::find(members, row) != members.end()) {
        return shaded(base / view_.chance(kWin, row).probability, base, true);
      }
      if (std::ranges::any_of(members, [&](std::size_t i) { return is_rival(row, i); })) {
        return shaded(0, base, true);
      }
    }
    return stored_cell(row);
  }

  bool is_rival(std::size_t a, std::size_t b) const {
    const auto& labels = told_.labels();
    const std::uint32_t contest = labels.candidates[a].contest;
    return contest == labels.candidates[b].contest && labels.contests[contest].seats == 1;
  }

  HtmlTable::Cell stored_cell(std::size_t row) const {
    const std::vector<double>& series = told_.headline_series();
    if (series.empty()) return {"not stored", "", "cell same", ""};
    const auto wins = stored_wins(told_.labels(), told_.results().draws, row);
    double n = 0;
    double happened = 0;
    double all = 0;
    for (std::size_t e = 0; e < series.size(); ++e) {
      n += wins[e];
      happened += wins[e] * series[e];
      all += series[e];
    }
    if (n < static_cast<double>(kFewestGiven)) return {"too few stored", "", "cell same", ""};
    const double base = told_.reading().headline.probability.probability;
    const double moved = happened / n - all / static_cast<double>(series.size());
    return shaded(std::clamp(base + moved, 0.0, 1.0), base, true);
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
