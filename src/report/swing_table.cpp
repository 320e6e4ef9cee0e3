#include "report/swing_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/text_grid.hpp"

namespace hustings {
namespace {

constexpr std::size_t kMostRows = 25;

std::string happens(const SwingRanking& ranking) {
  if (ranking.target.kind == SwingTarget::Kind::win) return ranking.shown + " wins";
  if (ranking.target.kind == SwingTarget::Kind::sweep) return ranking.shown + " sweeps";
  return "'" + ranking.shown + "' happens";
}

/// A change of a probability in points, with as many digits as its 95 % error leaves; quiet within
/// that.
TextGrid::Cell points(double change, double error, bool warning) {
  const double size = 100 * (std::isnan(error) ? std::abs(change) / 10 : error);
  const int digits = size > 0 ? static_cast<int>(std::ceil(-std::log10(size))) : 1;
  const bool is_clear = std::abs(change) > error;
  const auto tone = !is_clear    ? TextGrid::Tone::quiet
                    : change > 0 ? TextGrid::Tone::good
                                 : TextGrid::Tone::bad;
  return {fmt::format("{:+.{}f}", 100 * change, std::clamp(digits, 1, 5)), warning ? "!" : "",
          tone};
}

TextGrid::Cell error_cell(double error) {
  if (std::isnan(error)) return {"?", "", TextGrid::Tone::quiet};
  const int digits = error > 0 ? static_cast<int>(std::ceil(-std::log10(100 * error))) : 1;
  return {fmt::format("{:.{}f}", 100 * error, std::clamp(digits, 1, 5)), "", TextGrid::Tone::quiet};
}

}  // namespace

std::string swing_table(const SwingRanking& ranking, const TableStyle& style) {
  std::string text =
      fmt::format("{}: {:.1f} % of {} elections\n", happens(ranking),
                  100 * ranking.probability.probability, with_thousands(ranking.elections));
  text += "What more turnout of one " + ranking.by +
          " does to that, in points; ± is the 95 % Monte Carlo\n"
          "error, from every fourth batch of the elections\n\n";
  TextGrid grid(ranking.by);
  for (const char* title : {"registered", "+1 point", "± 95 %", "+1,000 ballots", "± 95 %"}) {
    grid.add_column(title);
  }
  bool warns = false;
  const std::size_t n_shown = std::min(kMostRows, ranking.rows.size());
  for (std::size_t i = 0; i < n_shown; ++i) {
    const SwingEffect& of = ranking.rows[i].effect;
    const double by_point = error_95(of.per_point_standard_error);
    const double by_ballots = error_95(of.per_1000_ballots_standard_error);
    warns |= of.warning;
    grid.add_row(ranking.rows[i].shown,
                 {{with_thousands(fmt::format("{:.0f}", of.registered)), "", TextGrid::Tone::plain},
                  points(of.per_point, by_point, of.warning),
                  error_cell(by_point),
                  points(of.per_1000_ballots, by_ballots, false),
                  error_cell(by_ballots)});
  }
  text += grid.text(style);
  if (n_shown < ranking.rows.size()) {
    text += fmt::format("and {} more: --json has all\n", ranking.rows.size() - n_shown);
  }
  if (warns) {
    text +=
        "! its two windows disagree: the slope changes where races are close, and may be off by "
        "more than its error\n";
  }
  return text;
}

}  // namespace hustings
