#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "hustings/decide/sensitivity.hpp"
#include "report/html/html_table.hpp"
#include "report/html/marks.hpp"
#include "report/html/sections.hpp"
#include "report/html/words.hpp"

// Chances of events, along inputs, and what decides them.
namespace hustings {
namespace {

constexpr std::size_t kEffects = 10;

std::string amount_text(double amount) {
  return fmt::format("{:.4g}", amount);
}

/// The points of a variation, as runs.
std::vector<WorldResult> worlds_of(const VaryTally& vary) {
  std::vector<WorldResult> worlds;
  for (std::size_t p = 0; p < vary.n_points(); ++p) worlds.push_back(vary.point(p));
  return worlds;
}

/// The chances of one thing at every point, in the order asked for.
struct Line {
  std::string name;
  std::string colour;
  std::vector<double> chances;

  double reach() const {
    const auto [low, high] = std::minmax_element(chances.begin(), chances.end());
    return *high - *low;
  }
};

std::vector<Line> lines_of(const Told& told, const std::vector<WorldResult>& worlds,
                           const std::vector<std::size_t>& order) {
  const Labels& labels = told.labels();
  std::vector<Line> lines;
  const auto add = [&](const std::string& name, const std::string& colour, const auto& chance) {
    Line line{name, colour, {}};
    for (const std::size_t p : order) line.chances.push_back(chance(View(labels, worlds[p].tally)));
    lines.push_back(std::move(line));
  };
  for (std::size_t s = 0; s < labels.slates.size(); ++s) {
    add(labels.slates[s].name + " sweeps", Told::slate_colour(s), [&](const View& view) {
      return view.at_least(s, labels.slates[s].members.size()).probability;
    });
  }
  for (std::size_t i = 0; i < labels.candidates.size(); ++i) {
    const CandidateLabel& label = labels.candidates[i];
    add(label.name + " wins " + labels.contests[label.contest].id, told.colour(i),
        [i](const View& view) { return view.chance(kWin, i).probability; });
  }
  for (std::size_t i = 0; i < labels.events.size(); ++i) {
    add(labels.events[i].name, "g",
        [i](const View& view) { return view.chance(kEvent, i).probability; });
  }
  std::ranges::stable_sort(lines, std::greater<>(), &Line::reach);
  if (lines.size() > kOutcomes) lines.resize(kOutcomes);
  return lines;
}

/// One input: what moves most, as lines along it.
std::string along_one_input(const Told& told) {
  const VaryTally& vary = told.results().vary;
  std::vector<std::size_t> order(vary.n_points());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t p) { return vary.amounts[p]; });
  std::vector<double> amounts;
  for (const std::size_t p : order) amounts.push_back(vary.amounts[p]);
  HtmlTable table{"",
                  {{"chance", "", 1},
                   number_head("at " + amount_text(amounts.front())),
                   {"along " + vary.inputs[0] + " (" + vary.changes[0] + "), 0\u2013100%", "", 1},
                   number_head("at " + amount_text(amounts.back()))},
                  {},
                  ""};
  for (const Line& line : lines_of(told, worlds_of(vary), order)) {
    table.rows.push_back({line.name,
                          {number_cell(percent(line.chances.front())),
                           mark_cell(line_mark(amounts, line.chances, line.colour), true),
                           number_cell(percent(line.chances.back()))},
                          "",
                          ""});
  }
  return written(HtmlCard{vary.inputs[0], "", scrolled(table, "Along " + vary.inputs[0])});
}

/// Several inputs: the points as they are, with what moves most.
std::string at_points(const Told& told) {
  const VaryTally& vary = told.results().vary;
  std::vector<std::size_t> order(vary.n_points());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<Line> lines = lines_of(told, worlds_of(vary), order);
  if (lines.size() > 3) lines.resize(3);
  HtmlTable table;
  table.heads.push_back({"point", "", 1});
  for (const std::string& input : vary.inputs) table.heads.push_back(number_head(input));
  for (const Line& line : lines) table.heads.push_back({line.name, "", 2});
  for (const std::size_t p : order) {
    HtmlTable::Row row{std::to_string(p + 1), {}, "", ""};
    for (std::size_t i = 0; i < vary.inputs.size(); ++i) {
      row.cells.push_back(number_cell(amount_text(vary.amounts[p * vary.inputs.size() + i])));
    }
    for (const Line& line : lines) {
      row.cells.push_back(mark_cell(bar_mark(line.chances[p], line.colour)));
      row.cells.push_back(number_cell(percent(line.chances[p])));
    }
    table.rows.push_back(std::move(row));
  }
  return written(HtmlCard{"Points", "", scrolled(table, "Points of the variation")});
}

}  // namespace

std::string events_html(const Told& told) {
  const Labels& labels = told.labels();
  HtmlTable table{"", {{"event", "", 1}, {"chance", "", 2}, number_head("\u00b1 points")}, {}, ""};
  const auto add = [&](const std::string& name, const Probability& chance) {
    table.rows.push_back(
        {name,
         {mark_cell(bar_mark(chance.probability, "g"), true), number_cell(percent(chance)),
          number_cell(plus_minus(100 * chance.standard_error))},
         "",
         ""});
  };
  for (std::size_t i = 0; i < labels.events.size(); ++i) {
    add(labels.events[i].name, told.view().chance(kEvent, i));
  }
  for (std::size_t i = 0; i < labels.shocks.size(); ++i) {
    add("shock: " + labels.shocks[i].id, told.view().chance(kShock, i));
  }
  return table.rows.empty() ? "" : written(HtmlCard{"", "", scrolled(table, "Events")});
}

std::string vary_html(const Told& told) {
  const VaryTally& vary = told.results().vary;
  if (vary.n_points() == 0) return "";
  return vary.inputs.size() == 1 && vary.n_points() > 1 ? along_one_input(told) : at_points(told);
}

std::string sensitivity_html(const Told& told) {
  const Results& results = told.results();
  const Headline& of = told.reading().headline;
  if (results.posterior || results.draws.factor_names.empty() || told.headline_series().empty()) {
    return "";
  }
  using Of = SensitivityQuestion::Of;
  SensitivityQuestion question{Of::win, of.item, "", {}};
  if (of.kind == HeadlineKind::sweep) question.of = Of::sweep;
  if (of.kind == HeadlineKind::event || of.kind == HeadlineKind::majority) {
    question = {Of::event, 0, of.name, {}};
    for (const double happened : told.headline_series()) {
      question.happened.push_back(happened > 0 ? 1 : 0);
    }
  }
  const Draws& draws = results.draws;
  if (!why_no_sensitivity(told.labels(), results.tally.elections, draws, question).empty()) {
    return "";
  }
  const std::vector<EffectShare> shares = linear_shares(told.labels(), draws, question);
  double explained = 0;
  for (const EffectShare& effect : shares) explained += effect.share;
  HtmlTable table{"", {{"effect", "", 1}, {"part of the variance", "", 2}}, {}, ""};
  for (const EffectShare& effect : shares) {
    if (table.rows.size() == kEffects) break;
    const double part = std::clamp(effect.share, 0.0, 1.0);
    table.rows.push_back({factor_label(told.labels(), effect.name),
                          {mark_cell(bar_mark(part, "g"), true), number_cell(percent(part))},
                          "",
                          ""});
  }
  const std::string what = question.of == Of::win
                               ? "the margin of " + told.labels().candidates[of.item].name
                               : "\u201c" + of.name + "\u201d";
  return written(HtmlCard{
      "",
      fmt::format("Together, in a straight line, they account for {} of the variance of {}.",
                  whole_percent(std::clamp(explained, 0.0, 1.0)), what),
      scrolled(table, "Which effects decide")});
}

}  // namespace hustings
