#include "report/sensitivity_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

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

using Of = SensitivityQuestion::Of;

std::string head_of_win(const Labels& labels, const Sensitivity& found) {
  const CandidateLabel& candidate = labels.candidates[found.question.item];
  const ContestLabel& contest = labels.contests[candidate.contest];
  return fmt::format(
      "{}: what decides whether {} wins\n"
      "{}: wins {:.1f}%, margin{} {:+.1f} points, sd {:.1f}\n",
      contest.id, candidate.name.empty() ? candidate.id : candidate.name,
      counted(found.elections, "stored election"), 100 * found.happens,
      contest.delegates > 0 ? " in delegates" : (found.of_first_choices ? " in first choices" : ""),
      100 * found.margin_mean, 100 * found.margin_sd);
}

std::string head(const Labels& labels, const Sensitivity& found) {
  const SensitivityQuestion& question = found.question;
  const std::string of =
      question.of == Of::win
          ? head_of_win(labels, found)
          : fmt::format("what decides whether {}\n{}: {:.1f}%\n",
                        question.of == Of::sweep ? labels.slates[question.item].name + " sweeps"
                                                 : "'" + question.event + "' happens",
                        counted(found.elections, "stored election"), 100 * found.happens);
  return labels.title + "\n" + of + "percent of the variance ± 95 % Monte Carlo error\n\n";
}

/// Adds the columns of what is explained alone.
void add_columns_alone(const Sensitivity& found, TextGrid& grid) {
  const bool is_win = found.question.of == Of::win;
  grid.add_column(is_win ? "margin, alone" : "alone");
  if (is_win) grid.add_column("win, alone");
}

template <class Part>
void add_alone(const Sensitivity& found, const Part& part, std::vector<TextGrid::Cell>& cells) {
  cells.push_back(cell(part.alone));
  if (found.question.of == Of::win) cells.push_back(cell(part.win));
}

std::string effect_table(const Labels& labels, const Sensitivity& found, const TableStyle& style) {
  TextGrid grid("effect", {found.question.of == Of::win ? "of the margin" : "together"});
  add_columns_alone(found, grid);
  for (const EffectSensitivity& effect : found.effects) {
    std::string name = factor_label(labels, effect.name);
    if (effect.n_factors > 1) name += fmt::format(" ({})", effect.n_factors);
    std::vector<TextGrid::Cell> cells = {cell(effect.shapley)};
    add_alone(found, effect, cells);
    grid.add_row(name, std::move(cells));
  }
  const VarianceShare rest{1 - found.explained.share, found.explained.standard_error};
  grid.add_row("all else", {cell(rest)});
  return grid.text(style);
}

std::string factor_table(const Labels& labels, const Sensitivity& found, const TableStyle& style) {
  TextGrid grid("single factor");
  add_columns_alone(found, grid);
  const std::size_t n = std::min(found.factors.size(), kMostFactors);
  for (std::size_t i = 0; i < n; ++i) {
    std::vector<TextGrid::Cell> cells;
    add_alone(found, found.factors[i], cells);
    grid.add_row(factor_label(labels, found.factors[i].name), std::move(cells));
  }
  std::string text = grid.text(style);
  if (found.factors.size() > n) text += fmt::format("and {} more\n", found.factors.size() - n);
  return text;
}

constexpr const char* kNotes =
    "\nof the margin: Shapley shares of what the effects explain in a straight line, all together; "
    "all else: noise of universes, curves. alone: first-order index, summed over an effect's "
    "factors.\n(n): number of factors.\n";

constexpr const char* kNotesOfEvents =
    "\ntogether: Shapley shares of what the effects explain of 1 (it happens) or 0 in a straight "
    "line; all else: the step that it is, noise of universes. alone: first-order index, summed "
    "over an effect's factors.\n(n): number of factors.\n";

}  // namespace

std::string sensitivity_tables(const Labels& labels, const Sensitivity& found,
                               const TableStyle& style) {
  return head(labels, found) + effect_table(labels, found, style) + "\n" +
         factor_table(labels, found, style) +
         (found.question.of == Of::win ? kNotes : kNotesOfEvents);
}

}  // namespace hustings
