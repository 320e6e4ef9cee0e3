#include "report/vary_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/thousands.hpp"
#include "hustings/core/problem.hpp"
#include "hustings/summary/view.hpp"
#include "report/text_grid.hpp"

namespace hustings {
namespace {

std::string amount(double value) {
  return std::fabs(value) < 1000 ? fmt::format("{:.4g}", value)
                                 : with_thousands(fmt::format("{:.0f}", value));
}

/// The amounts of one point: `0.8`, or `0.8, 0.05` for several inputs.
std::string point_name(const VaryTally& vary, std::size_t point) {
  const std::size_t width = vary.inputs.size();
  std::string name;
  for (std::size_t i = 0; i < width; ++i) {
    name += (i == 0 ? "" : ", ") + amount(vary.amounts[point * width + i]);
  }
  return name;
}

/// A probability at a point, or in the base, which does not move.
struct Chance {
  double probability = 0;
  Compared compared;

  bool moves() const { return compared.gains + compared.losses > 0; }
};

/// A probability in percent and its move in points, quiet within its 95 % error.
TextGrid::Cell cell(const Chance& chance) {
  const Difference& moved = chance.compared.moved;
  if (!chance.moves()) return {fmt::format("{:.1f}", 100 * chance.probability), "", {}};
  const double points = std::abs(moved.difference) < 0.0005 ? 0 : 100 * moved.difference;
  return {fmt::format("{:.1f}\t{:+.1f}", 100 * chance.probability, points), "",
          tone_of(moved.difference, moved.paired_standard_error)};
}

/// Columns of one table: some of the candidates, slates or events.
struct Columns {
  std::vector<std::string> names;
  std::vector<std::size_t> items;
};

/// The chance of an item of some kind: a candidate wins, a slate sweeps, an event happens.
using ChanceOf = std::function<Chance(const View& view, std::size_t item)>;

ChanceOf chance_of(QuantityId quantity) {
  return [quantity](const View& view, std::size_t item) {
    return Chance{view.chance(quantity, item).probability,
                  view.compared(quantity, item).value_or(Compared{})};
  };
}

Chance sweep_of(const View& view, std::size_t slate) {
  const std::size_t k = view.labels().slates[slate].members.size();
  return {view.at_least(slate, k).probability,
          view.compared_at_least(slate, k).value_or(Compared{})};
}

/// Chances along the points of a variation, in percent, and their moves from the base on the same
/// draws, in points; quiet within the 95 % error of the pair, (g - l) / n and its error of
/// docs/method.md, "What-ifs". What moves at no point is named once and has no table.
class VaryTables {
 public:
  VaryTables(const View& base, const VaryTally& vary, const TableStyle& style)
      : base_(base), vary_(vary), style_(style) {
    for (std::size_t p = 0; p < vary.n_points(); ++p) worlds_.push_back(vary.point(p));
    for (const WorldResult& world : worlds_) {
      points_.emplace_back(base.labels(), world.tally, base, &world.paired);
    }
  }

  /// Adds a table of these items, if one of them moves.
  void add(const std::string& title, const std::string& name, const Columns& columns,
           const ChanceOf& chance) {
    if (std::ranges::none_of(columns.items, [&](auto i) { return moves(i, chance); })) {
      still_.push_back(name);
      return;
    }
    TextGrid grid(title);
    for (const std::string& column : columns.names) grid.add_column(column);
    const auto row = [&](const View& view) {
      std::vector<TextGrid::Cell> cells;
      for (const std::size_t i : columns.items) {
        const Chance of = chance(view, i);
        cells.push_back(cell(of));
        error_ = std::max(error_, error_95(of.compared.moved.paired_standard_error));
      }
      return cells;
    };
    grid.add_row("as it is", row(base_));
    for (std::size_t p = 0; p < points_.size(); ++p) {
      grid.add_row(point_name(vary_, p), row(points_[p]));
    }
    text_ += "\n" + grid.text(style_);
  }

  /// Adds a table of those of the items that move.
  void add_moving(const std::string& title, const std::vector<std::string>& names,
                  const ChanceOf& chance) {
    Columns columns;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (!moves(i, chance)) {
        still_.push_back(names[i]);
        continue;
      }
      columns.names.push_back(names[i]);
      columns.items.push_back(i);
    }
    if (!columns.items.empty()) add(title, title, columns, chance);
  }

  std::string text() const {
    const std::string error =
        fmt::format("\nmoves ± {:.2g} points at most (95 % Monte Carlo error)\n", 100 * error_);
    return text_ + (error_ > 0 ? error : "") +
           (still_.empty() ? "" : "\nnothing moves: " + listed(still_) + "\n");
  }

 private:
  bool moves(std::size_t item, const ChanceOf& chance) const {
    return std::ranges::any_of(points_,
                               [&](const View& view) { return chance(view, item).moves(); });
  }

  const View& base_;
  const VaryTally& vary_;
  const TableStyle& style_;
  std::vector<WorldResult> worlds_;
  std::vector<View> points_;
  std::string text_;
  double error_ = 0;  ///< the widest of a move shown
  std::vector<std::string> still_;
};

}  // namespace

std::string vary_tables(const View& base, const VaryTally& vary, const TableStyle& style) {
  return base.labels().title + "\n" + vary_points_text(base, vary, style);
}

std::string vary_points_text(const View& base, const VaryTally& vary, const TableStyle& style) {
  const Labels& labels = base.labels();
  std::string text = counted(vary.elections, "election") + " at each of " +
                     counted(vary.n_points(), "point") +
                     ", on the same draws; percent, and the move in points\n";
  for (std::size_t i = 0; i < vary.inputs.size(); ++i) {
    text += (i == 0 ? "points: " : ", ") + vary.inputs[i];
  }
  text += "\n";
  VaryTables tables(base, vary, style);
  for (const ContestLabel& contest : labels.contests) {
    Columns columns;
    for (std::size_t k = 0; k < contest.n_candidates; ++k) {
      columns.items.push_back(contest.first_candidate + k);
      columns.names.push_back(labels.candidates[contest.first_candidate + k].id);
    }
    tables.add(contest.id + " wins", contest.id, columns, chance_of(kWin));
  }
  std::vector<std::string> slates;
  for (const SlateLabel& slate : labels.slates) slates.push_back("sweep of " + slate.name);
  tables.add_moving("slates", slates, sweep_of);
  std::vector<std::string> events;
  for (const EventLabel& event : labels.events) events.push_back(event.name);
  tables.add_moving("events", events, chance_of(kEvent));
  std::vector<std::string> shocks;
  for (const ShockLabel& shock : labels.shocks) shocks.push_back("shock " + shock.id);
  tables.add_moving("shocks", shocks, chance_of(kShock));
  return text + tables.text();
}

}  // namespace hustings
