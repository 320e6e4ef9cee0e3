#include "report/vary_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "hustings/core/problem.hpp"
#include "hustings/summary/comparison.hpp"
#include "hustings/summary/summary.hpp"
#include "report/text_grid.hpp"

namespace hustings {
namespace {

/// The amounts of one point: `0.8`, or `0.8, 0.05` for several inputs.
std::string point_name(const VaryTally& vary, std::size_t point) {
  const std::size_t width = vary.inputs.size();
  std::string name;
  for (std::size_t i = 0; i < width; ++i) {
    name += (i == 0 ? "" : ", ") + fmt::format("{:.4g}", vary.amounts[point * width + i]);
  }
  return name;
}

/// A probability in percent and its move in points, quiet where the move is within two errors.
TextGrid::Cell cell(std::uint64_t wins, const PairedCount& paired, std::uint64_t elections) {
  const Probability p = probability(wins, elections);
  const Difference moved = difference_of(paired, elections);
  if (paired.gains + paired.losses == 0)
    return {fmt::format("{:.1f}", 100 * p.probability), "", {}};
  const bool is_clear = std::abs(moved.difference) > 2 * moved.paired_standard_error;
  const auto tone = !is_clear              ? TextGrid::Tone::quiet
                    : moved.difference > 0 ? TextGrid::Tone::good
                                           : TextGrid::Tone::bad;
  return {fmt::format("{:.1f} {:+.1f}", 100 * p.probability, 100 * moved.difference), "", tone};
}

/// Columns of one table: some of the candidates, slates or events.
struct Columns {
  std::vector<std::string> names;
  std::vector<std::size_t> items;
};

/// A number of times at every point, and how it moved: of candidates, slates or events.
struct Counted {
  const std::vector<std::uint64_t>& base;    ///< item
  const std::vector<std::uint64_t>& counts;  ///< point x item
  const std::vector<PairedCount>& paired;    ///< the same

  std::size_t n_items() const { return base.size(); }
  bool moves(std::size_t item) const {
    for (std::size_t at = item; at < paired.size(); at += n_items()) {
      if (paired[at].gains + paired[at].losses > 0) return true;
    }
    return false;
  }
};

class VaryTables {
 public:
  VaryTables(const VaryTally& vary, const TableStyle& style) : vary_(vary), style_(style) {}

  /// Adds a table of these items, if one of them moves.
  void add(const std::string& title, const std::string& name, const Columns& columns,
           const Counted& counted) {
    if (std::ranges::none_of(columns.items, [&](auto i) { return counted.moves(i); })) {
      still_.push_back(name);
      return;
    }
    TextGrid grid(title);
    for (const std::string& column : columns.names) grid.add_column(column);
    std::vector<TextGrid::Cell> cells;
    for (const std::size_t i : columns.items) {
      cells.push_back(cell(counted.base[i], {}, vary_.elections));
    }
    grid.add_row("as it is", std::move(cells));
    for (std::size_t p = 0; p < vary_.n_points(); ++p) {
      std::vector<TextGrid::Cell> row;
      for (const std::size_t i : columns.items) {
        const std::size_t at = p * counted.n_items() + i;
        row.push_back(cell(counted.counts[at], counted.paired[at], vary_.elections));
      }
      grid.add_row(point_name(vary_, p), std::move(row));
    }
    text_ += "\n" + grid.text(style_);
  }

  /// Adds a table of those of the items that move.
  void add_moving(const std::string& title, const std::vector<std::string>& names,
                  const Counted& counted) {
    Columns columns;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (!counted.moves(i)) {
        still_.push_back(names[i]);
        continue;
      }
      columns.names.push_back(names[i]);
      columns.items.push_back(i);
    }
    if (!columns.items.empty()) add(title, title, columns, counted);
  }

  std::string text() const {
    return text_ + (still_.empty() ? "" : "\nnothing moves: " + listed(still_) + "\n");
  }

 private:
  const VaryTally& vary_;
  const TableStyle& style_;
  std::string text_;
  std::vector<std::string> still_;
};

}  // namespace

std::string vary_tables(const Labels& labels, const Tally& base, const VaryTally& vary,
                        const TableStyle& style) {
  std::string text = labels.title + "\n" + with_thousands(vary.elections) +
                     " elections at each of " + std::to_string(vary.n_points()) +
                     " points, on the same draws; percent, and the move in points\n";
  for (std::size_t i = 0; i < vary.inputs.size(); ++i) {
    text += (i == 0 ? "points: " : ", ") + vary.inputs[i];
  }
  text += "\n";
  VaryTables tables(vary, style);
  for (const ContestLabel& contest : labels.contests) {
    Columns columns;
    for (std::size_t k = 0; k < contest.n_candidates; ++k) {
      columns.items.push_back(contest.first_candidate + k);
      columns.names.push_back(labels.candidates[contest.first_candidate + k].id);
    }
    tables.add(contest.id + " wins", contest.id, columns, {base.wins, vary.wins, vary.paired_wins});
  }
  std::vector<std::string> slates;
  std::vector<std::uint64_t> sweeps;
  for (std::size_t s = 0; s < labels.slates.size(); ++s) {
    slates.push_back("sweep of " + labels.slates[s].id);
    sweeps.push_back(base.seats[s].back());
  }
  tables.add_moving("slates", slates, {sweeps, vary.sweeps, vary.paired_sweeps});
  std::vector<std::string> events;
  for (const EventLabel& event : labels.events) events.push_back(event.name);
  tables.add_moving("events", events, {base.events, vary.events, vary.paired_events});
  return text + tables.text();
}

}  // namespace hustings
