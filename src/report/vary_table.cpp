#include "report/vary_table.hpp"

#include <fmt/format.h>

#include "hustings/summary/difference.hpp"
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

struct Columns {
  std::vector<std::string> names;
  std::size_t first = 0;  ///< of the table's items
  std::size_t n_items = 0;
};

std::string table(const std::string& title, const Columns& columns,
                  const std::vector<std::uint64_t>& base, const VaryTally& vary,
                  const std::vector<std::uint64_t>& counts, const std::vector<PairedCount>& paired,
                  std::size_t width, bool colour) {
  TextGrid grid(title);
  for (const std::string& name : columns.names) grid.add_column(name);
  std::vector<TextGrid::Cell> cells;
  for (std::size_t i = 0; i < columns.names.size(); ++i) {
    cells.push_back(cell(base[columns.first + i], {}, vary.elections));
  }
  grid.add_row("as it is", std::move(cells));
  for (std::size_t p = 0; p < vary.n_points(); ++p) {
    std::vector<TextGrid::Cell> row;
    for (std::size_t i = 0; i < columns.names.size(); ++i) {
      const std::size_t at = p * columns.n_items + columns.first + i;
      row.push_back(cell(counts[at], paired[at], vary.elections));
    }
    grid.add_row(point_name(vary, p), std::move(row));
  }
  return "\n" + grid.text(width, colour);
}

}  // namespace

std::string vary_tables(const Labels& labels, const Tally& base, const VaryTally& vary,
                        std::size_t width, bool colour) {
  std::string text = labels.title + "\n" + with_thousands(std::to_string(vary.elections)) +
                     " elections at each of " + std::to_string(vary.n_points()) +
                     " points, on the same draws; percent, and the move in points\n";
  for (std::size_t i = 0; i < vary.inputs.size(); ++i) {
    text += (i == 0 ? "points: " : ", ") + vary.inputs[i];
  }
  text += "\n";
  for (const ContestLabel& contest : labels.contests) {
    Columns columns{{}, contest.first_candidate, labels.candidates.size()};
    for (std::size_t k = 0; k < contest.n_candidates; ++k) {
      columns.names.push_back(labels.candidates[contest.first_candidate + k].id);
    }
    text += table(contest.id + " wins", columns, base.wins, vary, vary.wins, vary.paired_wins,
                  width, colour);
  }
  if (!labels.slates.empty()) {
    Columns columns{{}, 0, labels.slates.size()};
    std::vector<std::uint64_t> sweeps;
    for (std::size_t s = 0; s < labels.slates.size(); ++s) {
      columns.names.push_back(labels.slates[s].id);
      sweeps.push_back(base.seats[s].back());
    }
    text += table("slate sweeps", columns, sweeps, vary, vary.sweeps, vary.paired_sweeps, width,
                  colour);
  }
  if (!labels.events.empty()) {
    Columns columns{{}, 0, labels.events.size()};
    for (const EventLabel& event : labels.events) columns.names.push_back(event.name);
    text +=
        table("events", columns, base.events, vary, vary.events, vary.paired_events, width, colour);
  }
  return text;
}

}  // namespace hustings
