#include "report/what_if_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "hustings/core/problem.hpp"
#include "report/page.hpp"

namespace hustings {
namespace {

using Cell = TextGrid::Cell;

/// How a difference is written: in what unit, and its last decimal place where the error is
/// smaller.
struct Unit {
  double factor = 1;
  int least_power = 0;
  double rounding = 0;  ///< what the rounding of other numbers may come to, before the factor
};

constexpr const char* kStill = "0";  // a difference of nothing

constexpr Unit kOfChance{100, -6, 0};
constexpr Unit kOfShare{100, -2, 5e-7};
constexpr Unit kOfVotes{1, 0, 0.05};
constexpr Unit kOfSeats{1, -3, 0};

/// Rounds to a multiple of 10^power and writes the digits down to there: halves away from 0, also
/// where a binary fraction falls just short of one. scripts/plots/differences.py does the same.
std::string rounded(double value, int power) {
  const double step = std::pow(10.0, power);
  const double multiple = std::floor(std::fabs(value) / step + 0.5 + 1e-9) * step;
  return with_thousands(fmt::format("{:.{}f}", multiple, std::max(0, -power)));
}

/// The last decimal place that an error leaves meaning to: one digit of it, two of 10..19.
int last_power(double error) {
  const int power = static_cast<int>(std::floor(std::log10(error)));
  return error < 2 * std::pow(10.0, power) ? power - 1 : power;
}

/// `+4.21` and `±0.05`, the 95 % error, down to the digits of that; without where it is below the
/// last digit.
std::string difference_text(const Difference& moved, const Unit& unit) {
  const double value = moved.difference * unit.factor;
  const double error = error_95(moved.paired_standard_error) * unit.factor;
  const std::string sign = value < 0 ? "-" : "+";
  if (error == 0) return sign + with_thousands(fmt::format("{:.4g}", std::fabs(value)));
  const int power = std::max(last_power(error), unit.least_power);
  const bool is_seen = error >= 0.5 * std::pow(10.0, power);
  const bool is_nothing = std::fabs(value) < 0.5 * std::pow(10.0, power);
  return (is_nothing ? "" : sign) + rounded(value, power) +
         (is_seen ? "\t±" + rounded(error, power) : "");
}

/// What is compared of a row, and how it is written; nothing where it has no such thing.
struct Measure {
  std::optional<Compared> compared;
  Unit unit;

  bool moves() const {
    return compared && (std::fabs(compared->moved.difference) > unit.rounding ||
                        compared->moved.paired_standard_error > unit.rounding);
  }

  /// A difference, quiet where it is within its 95 % error.
  Cell cell() const {
    if (!compared) return {};
    const Difference& moved = compared->moved;
    if (!moves()) return {kStill, "", TextGrid::Tone::quiet};
    return {difference_text(moved, unit), "",
            tone_of(moved.difference, moved.paired_standard_error)};
  }
};

/// The table of one changed world: before, after and their differences on the same draws, chances
/// and shares in points, the rest in its unit. Behind ± is the 95 % error of the paired difference,
/// which is far below that of either side; differences within it are quiet. Rows and, from `share`
/// on, columns in which nothing moves beyond rounding are left out, which is said. Source:
/// docs/method.md, "What-ifs".
class WhatIfTable {
 public:
  explicit WhatIfTable(const View& world, bool tells_worth = false)
      : world_(world), labels_(world.labels()) {
    if (tells_worth) titles_ = {"without", "with", "worth", "share"};
    const auto awards = [](const ContestLabel& contest) { return contest.delegates > 0; };
    if (world_.is_paired()) titles_.emplace_back("votes");
    if (world_.is_paired() && std::ranges::any_of(labels_.contests, awards)) {
      titles_.emplace_back("delegates");
    }
    for (std::size_t c = 0; c < labels_.contests.size(); ++c) add_contest(c);
    for (std::size_t t = 0; t < labels_.totals.size(); ++t) add_total(t);
    for (std::size_t s = 0; s < labels_.slates.size(); ++s) add_slate(s);
    heading_ = "events";
    for (std::size_t i = 0; i < labels_.events.size(); ++i) {
      add_chance(labels_.events[i].name, world_.compared(kEvent, i));
    }
    heading_ = "shocks";
    for (std::size_t i = 0; i < labels_.shocks.size(); ++i) {
      add_chance(labels_.shocks[i].id, world_.compared(kShock, i));
    }
  }

  std::string text(const TableStyle& style) const {
    if (rows_.empty()) return "nothing moves\n";
    std::vector<std::size_t> shown;
    std::vector<std::string> still;
    for (std::size_t i = 0; i < titles_.size(); ++i) {
      if (i < kFirstMove || has_moves(i)) {
        shown.push_back(i);
      } else {
        still.push_back(titles_[i]);
      }
    }
    TextGrid grid("", {}, 2);
    for (const std::size_t i : shown) grid.add_column(titles_[i]);
    for (const Row& row : rows_) {
      if (!row.heading.empty()) grid.add_heading(row.heading);
      std::vector<Cell> cells;
      for (const std::size_t i : shown) cells.push_back(row.cells[i]);
      grid.add_row(row.name, std::move(cells));
    }
    return grid.text(style) + (still.empty() ? "" : "unchanged: " + listed(still) + "\n") +
           (has_left_out_ ? "nothing else moves\n" : "");
  }

 private:
  struct Row {
    std::string heading;  ///< above it, where it is the first of its kind
    std::string name;
    std::vector<Cell> cells;
  };

  /// Says whether a column has something else than "0".
  bool has_moves(std::size_t column) const {
    return std::ranges::any_of(rows_, [column](const Row& row) {
      const std::string& text = row.cells[column].text;
      return !text.empty() && text != kStill;
    });
  }

  /// Adds a row below its heading, if anything moves.
  void add(const std::string& name, const std::string& before, const std::string& after,
           const std::vector<Measure>& measures) {
    if (std::ranges::none_of(measures, &Measure::moves)) {
      has_left_out_ = true;
      return;
    }
    std::vector<Cell> cells{{before}, {after}};
    for (const Measure& measure : measures) cells.push_back(measure.cell());
    cells.resize(titles_.size());
    rows_.push_back({std::exchange(heading_, ""), name, std::move(cells)});
  }

  std::string chance_after(const Compared& of) const {
    return chance(of.after, of.certain_after, world_.elections());
  }
  std::string chance_before(const Compared& of) const {
    return chance(of.before, of.certain_before, world_.base().elections());
  }
  static std::string chance(double p, Certainty certainty, std::uint64_t elections) {
    const double times = p * static_cast<double>(elections);
    Probability of = probability(static_cast<std::uint64_t>(std::llround(times)), elections);
    of.certainty = certainty;
    return percent(of);
  }

  void add_chance(const std::string& name, const std::optional<Compared>& compared,
                  const std::vector<Measure>& others = {}) {
    if (!compared) return;
    std::vector<Measure> measures{{compared, kOfChance}};
    measures.insert(measures.end(), others.begin(), others.end());
    add(name, chance_before(*compared), chance_after(*compared), measures);
  }

  void add_contest(std::size_t c) {
    const ContestLabel& contest = labels_.contests[c];
    heading_ = title_of(contest);
    std::vector<std::size_t> order = candidates_of(contest);
    std::ranges::stable_sort(order, std::greater<>(),
                             [&](std::size_t i) { return chance_in_base(i); });
    for (const std::size_t i : order) add_candidate(i);
    if (const auto turnout = world_.compared(kTurnout, c)) {
      add("turnout", percent(turnout->before), percent(turnout->after), {{turnout, kOfShare}});
    }
    add_chance("recount", world_.compared(kRecount, c));
  }

  double chance_in_base(std::size_t i) const {
    const auto win = world_.compared(kWin, i);
    return win ? win->before : 0;
  }

  void add_candidate(std::size_t i) {
    const auto win = world_.compared(kWin, i);
    const auto share = world_.compared(kShare, i);
    if (!win || !share) return;
    const CandidateLabel& label = labels_.candidates[i];
    const bool is_new = share->before == 0;
    add(name_of(label), is_new ? "-" : chance_before(*win),
        label.withdrawn ? "out" : chance_after(*win),
        {{win, kOfChance},
         {share, kOfShare},
         {world_.compared(kVotes, i), kOfVotes},
         {world_.compared(kDelegates, i), kOfSeats}});
  }

  /// Who has the majority of a total, and how many delegates more than before.
  void add_total(std::size_t t) {
    heading_ = "majority of " + labels_.totals[t].name;
    for (std::size_t i = 0; i < labels_.total_names.size(); ++i) {
      if (labels_.total_names[i].total != t) continue;
      add_chance(labels_.total_names[i].name, world_.compared(kMajority, i),
                 {{}, {}, {world_.compared(kNameDelegates, i), kOfSeats}});
    }
    add_chance("nobody", world_.compared(kNoMajority, t));
  }

  void add_slate(std::size_t s) {
    const SlateLabel& slate = labels_.slates[s];
    heading_ = titled("slate", slate.id, slate.name);
    add_chance("sweeps", world_.compared_at_least(s, slate.members.size()));
    if (const auto seats = world_.compared(kSeats, s)) {
      add("seats", fmt::format("{:.2f}", seats->before), fmt::format("{:.2f}", seats->after),
          {{seats, kOfSeats}});
    }
  }

  static constexpr std::size_t kFirstMove = 3;  ///< columns that are left out where nothing moves

  const View& world_;
  const Labels& labels_;
  std::vector<std::string> titles_ = {"before", "after", "difference", "share"};
  std::vector<Row> rows_;
  std::string heading_;  ///< of the rows to come, until the first of them
  bool has_left_out_ = false;
};

}  // namespace

std::string what_if_text(const std::string& title, const View& world, const TableStyle& style) {
  return "\n" + bold(title, style) + "\n" + WhatIfTable(world).text(style) +
         (world.is_paired()
              ? ""
              : "unpaired: the seeds differ, so the errors are those of independent runs\n");
}

std::string worth_text(const std::string& programme, const View& worth, const TableStyle& style) {
  return "\n" + bold("what '" + programme + "' is worth", style) + "\n" +
         WhatIfTable(worth, true).text(style);
}

std::string what_if_note(const TableStyle& style) {
  const std::string note =
      "differences: in points (of seats, votes and delegates: their number) ± 95 % Monte Carlo "
      "error, where it is not below the last digit; out: dropped out";
  return "\n" + dim(note, style) + "\n";
}

}  // namespace hustings
