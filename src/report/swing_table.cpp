#include "report/swing_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/text_grid.hpp"

namespace hustings {
namespace {

constexpr std::size_t kMostSwings = 25;

std::string happens(const SwingRanking& ranking) {
  if (ranking.target.kind == SwingTarget::Kind::win) return ranking.shown + " wins";
  if (ranking.target.kind == SwingTarget::Kind::sweep) return ranking.shown + " sweeps";
  return "'" + ranking.shown + "' happens";
}

/// A change of a probability in points, with as many digits as its 95 % error leaves; quiet within
/// that.
TextGrid::Cell points(double change, double standard_error, bool warning) {
  const double error = error_95(standard_error);
  const double size = 100 * (std::isnan(error) ? std::abs(change) / 10 : error);
  const int digits = size > 0 ? static_cast<int>(std::ceil(-std::log10(size))) : 1;
  return {fmt::format("{:+.{}f}", 100 * change, std::clamp(digits, 1, 5)), warning ? "!" : "",
          tone_of(change, standard_error)};
}

TextGrid::Cell error_cell(double standard_error) {
  const double error = error_95(standard_error);
  if (std::isnan(error)) return {"?", "", TextGrid::Tone::quiet};
  const int digits = error > 0 ? static_cast<int>(std::ceil(-std::log10(100 * error))) : 1;
  return {fmt::format("{:.{}f}", 100 * error, std::clamp(digits, 1, 5)), "", TextGrid::Tone::quiet};
}

}  // namespace

std::string swing_table(const SwingRanking& ranking, const TableStyle& style) {
  std::string text = fmt::format("{}: {} of {}\n", happens(ranking), percent(ranking.probability),
                                 counted(ranking.elections, "election"));
  text += "What more turnout of one " + ranking.by +
          " does to that, in points; ± is the 95 % Monte Carlo error, "
          "from every fourth batch of the elections\n\n";
  TextGrid grid(ranking.by, {"registered", "+1 point", "± 95 %", "+1,000 ballots", "± 95 %"});
  bool warns = false;
  const std::size_t n_shown = std::min(kMostSwings, ranking.rows.size());
  for (std::size_t i = 0; i < n_shown; ++i) {
    const SwingEffect& of = ranking.rows[i].effect;
    warns |= of.warning;
    grid.add_row(ranking.rows[i].shown,
                 {{with_thousands(fmt::format("{:.0f}", of.registered))},
                  points(of.per_point, of.per_point_standard_error, of.warning),
                  error_cell(of.per_point_standard_error),
                  points(of.per_1000_ballots, of.per_1000_ballots_standard_error, false),
                  error_cell(of.per_1000_ballots_standard_error)});
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
