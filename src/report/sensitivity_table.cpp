#include "report/sensitivity_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/text_grid.hpp"

namespace hustings {
namespace {

constexpr std::size_t kMostFactors = 12;

/// A part in percent ± its 95 % error, quiet where nothing is within that.
TextGrid::Cell cell(const VarianceShare& part) {
  const double error = error_95(part.standard_error);
  const bool is_clear = part.share > error;
  const double percent = 100 * part.share;
  const double shown = percent < 0 && percent > -0.05 ? 0 : percent;  // not "-0.0"
  return {fmt::format("{:.1f}\t±\t{:.1f}", shown, 100 * error), "",
          is_clear ? TextGrid::Tone::plain : TextGrid::Tone::quiet};
}

TextGrid::Cell cell(const std::optional<VarianceShare>& part) {
  return part ? cell(*part) : TextGrid::Cell{"-", "", TextGrid::Tone::quiet};
}

std::string head(const Labels& labels, const Sensitivity& found) {
  const CandidateLabel& candidate = labels.candidates[found.candidate];
  const ContestLabel& contest = labels.contests[candidate.contest];
  return fmt::format(
      "{}\n{}: what decides whether {} wins\n"
      "{}: wins {:.1f}%, margin{} {:+.1f} points, sd {:.1f}\n"
      "percent of the variance ± 95 % Monte Carlo error\n\n",
      labels.title, contest.id, candidate.name.empty() ? candidate.id : candidate.name,
      counted(found.elections, "stored election"), 100 * found.win,
      contest.delegates > 0 ? " in delegates" : (found.of_first_choices ? " in first choices" : ""),
      100 * found.margin_mean, 100 * found.margin_sd);
}

std::string effect_table(const Labels& labels, const Sensitivity& found, const TableStyle& style) {
  TextGrid grid("effect", {"of the margin", "margin, alone", "win, alone"});
  for (const EffectSensitivity& effect : found.effects) {
    std::string name = factor_label(labels, effect.name);
    if (effect.n_factors > 1) name += fmt::format(" ({})", effect.n_factors);
    grid.add_row(name, {cell(effect.shapley), cell(effect.margin), cell(effect.win)});
  }
  const VarianceShare rest{1 - found.explained.share, found.explained.standard_error};
  grid.add_row("all else", {cell(rest)});
  return grid.text(style);
}

std::string factor_table(const Labels& labels, const Sensitivity& found, const TableStyle& style) {
  TextGrid grid("single factor", {"margin, alone", "win, alone"});
  const std::size_t n = std::min(found.factors.size(), kMostFactors);
  for (std::size_t i = 0; i < n; ++i) {
    const FactorSensitivity& factor = found.factors[i];
    grid.add_row(factor_label(labels, factor.name), {cell(factor.margin), cell(factor.win)});
  }
  std::string text = grid.text(style);
  if (found.factors.size() > n) text += fmt::format("and {} more\n", found.factors.size() - n);
  return text;
}

constexpr const char* kNotes =
    "\nof the margin: Shapley shares of what the effects explain in a straight line, all together; "
    "all else: noise of universes, curves. alone: first-order index, summed over an effect's "
    "factors.\n(n): number of factors.\n";

}  // namespace

std::string sensitivity_tables(const Labels& labels, const Sensitivity& found,
                               const TableStyle& style) {
  return head(labels, found) + effect_table(labels, found, style) + "\n" +
         factor_table(labels, found, style) + kNotes;
}

}  // namespace hustings
