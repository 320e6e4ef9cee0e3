#include "report/resilience_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>

#include "hustings/summary/view.hpp"
#include "report/page.hpp"

namespace hustings {
namespace {

using Cell = TextGrid::Cell;

std::string lost_names(const Resilience& losses, const ResiliencePoint& point) {
  std::string name;
  for (const std::size_t i : point.lost) name += (name.empty() ? "" : " + ") + losses.channels[i];
  return name;
}

Cell part(double kept) {
  return {std::isnan(kept) ? "-" : percent(kept)};
}

/// What is left where channels lose: a row a channel or two, a column a part that is kept. Of
/// owners, reach and expected ballots as parts of those as planned, from written means, without
/// error; of chances moves in points against the plan on the same draws, quiet within their 95 %
/// error. Source: docs/campaign.md, "Losing a channel".
class ResilienceTables {
 public:
  ResilienceTables(const Resilience& losses, Page& page)
      : losses_(losses), page_(page), base_(losses.labels, losses.run.base.tally) {
    for (std::size_t p = 0; p < losses.points.size(); ++p) {
      worlds_.push_back(losses.run.tally.point(p));
    }
    for (const WorldResult& world : worlds_) {
      views_.emplace_back(losses.labels, world.tally, base_, &world.paired);
    }
  }

  void add_owner(std::size_t o) {
    const ResilienceOwner& owner = losses_.owners[o];
    const auto uses = [&](const ResiliencePoint& point) {
      return std::ranges::all_of(
          point.lost, [&](std::size_t i) { return std::ranges::count(owner.channels, i) > 0; });
    };
    const auto add = [&](const std::string& title, double Retained::*what) {
      add_table(title, uses,
                [&, what](std::size_t p) { return part(losses_.points[p].owners[o].*what); });
    };
    add("reach of " + owner.id, &Retained::reached);
    const auto has_ballots = [&](const ResiliencePoint& point) {
      return !std::isnan(point.owners[o].ballots);
    };
    if (std::ranges::any_of(losses_.points, has_ballots)) {
      add("ballots of " + owner.id, &Retained::ballots);
    }
  }

  void add_chances() {
    const Labels& labels = losses_.labels;
    for (std::size_t k = 0; k < labels.candidates.size(); ++k) {
      const std::string label = candidate_label(labels, k);
      const auto is_for = [&](const ResilienceOwner& owner) {
        return std::ranges::count(owner.candidates, label) > 0;
      };
      if (std::ranges::none_of(losses_.owners, is_for)) continue;
      add_chance(candidate_called(labels, k) + " wins", base_.chance(kWin, k),
                 [k](const View& view) { return view.compared(kWin, k); });
    }
    for (std::size_t s = 0; s < labels.slates.size(); ++s) {
      const std::size_t n = labels.slates[s].members.size();
      if (n < 2) continue;  // its one member is shown
      add_chance("sweep of " + labels.slates[s].name, base_.at_least(s, n),
                 [s, n](const View& view) { return view.compared_at_least(s, n); });
    }
    const std::string elections = counted(losses_.run.tally.elections, "election");
    if (error_ == 0) return page_.remark("no chance moves in any of " + elections);
    page_.remark(fmt::format(
        "moves in points, on the same draws; ± {:.2g} at most (95 % Monte Carlo error, {})",
        100 * error_, elections));
  }

 private:
  using Wanted = std::function<bool(const ResiliencePoint&)>;
  using CellAt = std::function<Cell(std::size_t point)>;
  using ComparedIn = std::function<std::optional<Compared>(const View&)>;

  /// A row a loss, a column for each share that is kept.
  void add_table(const std::string& title, const Wanted& wanted, const CellAt& cell) {
    TextGrid grid(title);
    for (const double keep : kKeeps) grid.add_column(fmt::format("{:.0f}%", 100 * keep));
    bool is_pair = false;
    for (std::size_t p = 0; p < losses_.points.size(); p += std::size(kKeeps)) {
      const ResiliencePoint& point = losses_.points[p];
      if (!wanted(point)) continue;
      if (!is_pair && point.lost.size() > 1) grid.add_line();
      is_pair = point.lost.size() > 1;
      std::vector<Cell> cells;
      for (std::size_t i = 0; i < std::size(kKeeps); ++i) cells.push_back(cell(p + i));
      grid.add_row(lost_names(losses_, point), std::move(cells));
    }
    page_.line("");
    page_.add(grid);
  }

  /// A move in points, quiet within its 95 % error.
  Cell moved(const std::optional<Compared>& compared) {
    if (!compared || compared->gains + compared->losses == 0)
      return {"0", "", TextGrid::Tone::quiet};
    const Difference& by = compared->moved;
    error_ = std::max(error_, error_95(by.paired_standard_error));
    const bool is_nothing = std::fabs(by.difference) < 0.00005;
    return {is_nothing ? "0.00" : fmt::format("{:+.2f}", 100 * by.difference), "",
            tone_of(by.difference, by.paired_standard_error)};
  }

  void add_chance(const std::string& what, const Probability& base, const ComparedIn& compared) {
    add_table(
        what + ", " + percent(base), [](const auto&) { return true; },
        [&](std::size_t p) { return moved(compared(views_[p])); });
  }

  const Resilience& losses_;
  Page& page_;
  View base_;
  std::vector<WorldResult> worlds_;
  std::vector<View> views_;
  double error_ = 0;
};

}  // namespace

std::string resilience_text(const Resilience& losses, const TableStyle& style) {
  Page page(style);
  page.section("losing channels", "  what is left where a channel, or two, keep only so much");
  if (losses.channels.empty()) {
    page.line("no programme does anything: nothing can be lost");
    return std::move(page).text();
  }
  ResilienceTables tables(losses, page);
  for (std::size_t o = 0; o < losses.owners.size(); ++o) tables.add_owner(o);
  tables.add_chances();
  page.remark(
      "reach: people told by any programme of the owner, of those as planned; ballots: expected of "
      "his programmes, of those as planned. A lost part is not paid for, and nothing is bought in "
      "its place.");
  return std::move(page).text();
}

}  // namespace hustings
