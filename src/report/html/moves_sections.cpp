#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/isolated.hpp"
#include "core/thousands.hpp"
#include "hustings/results/worth.hpp"
#include "hustings/summary/swing.hpp"
#include "report/html/html_table.hpp"
#include "report/html/marks.hpp"
#include "report/html/moves.hpp"
#include "report/html/sections.hpp"
#include "report/html/words.hpp"

// What moves chances: turnout, what-ifs, programmes.
namespace hustings {
namespace {

constexpr std::size_t kUpAndDown = 5;
constexpr std::size_t kMoves = 7;
constexpr double kSmall = 0.04;  // moves below it are drawn by themselves

/// As an event that is a win in other words.
bool say_the_same(const Moved& a, const Moved& b) {
  return a.of.before == b.of.before && a.of.after == b.of.after &&
         a.of.moved.paired_standard_error == b.of.moved.paired_standard_error;
}

/// The headline first, if it is there; then wins, sweeps and events that move, the largest first.
std::vector<Moved> moves_of(const Told& told, const View& world) {
  const Headline& headline = told.reading().headline;
  std::vector<Moved> moves;
  const auto add = [&](HeadlineKind kind, std::size_t base_item, const std::string& name,
                       const std::string& colour) {
    if (kind == headline.kind && base_item == headline.item) return;
    const auto of = compared(Headline{kind, base_item, name, {}, ""}, world);
    if (of) moves.push_back({name, colour, *of});
  };
  const Labels& labels = told.labels();
  for (std::size_t i = 0; i < labels.candidates.size(); ++i) {
    const CandidateLabel& label = labels.candidates[i];
    add(HeadlineKind::win, i,
        isolated(label.name) + " wins " + isolated(labels.contests[label.contest].id),
        told.colour(i));
  }
  for (std::size_t s = 0; s < labels.slates.size(); ++s) {
    add(HeadlineKind::sweep, s, isolated(labels.slates[s].name) + " sweeps", Told::slate_colour(s));
  }
  for (std::size_t i = 0; i < labels.total_names.size(); ++i) {
    add(HeadlineKind::majority, i, isolated(total_name(labels, i)) + ": majority", "a");
  }
  for (std::size_t i = 0; i < labels.events.size(); ++i) {
    add(HeadlineKind::event, i, labels.events[i].name, "g");
  }
  std::erase_if(moves, [](const Moved& one) { return !one.is_seen(); });
  std::ranges::stable_sort(moves, std::greater<>(), &Moved::size);
  std::vector<Moved> told_of;
  if (const auto of = compared(headline, world)) told_of.push_back({headline.name, "a", *of});
  for (const Moved& one : moves) {
    const auto is_same = [&](const Moved& other) { return say_the_same(other, one); };
    if (std::ranges::any_of(told_of, is_same)) continue;
    told_of.push_back(one);
    if (told_of.size() > kMoves) break;
  }
  return told_of;
}

HtmlTable::Row row_of(const Moved& moved, const View& world, std::string mark) {
  const Compared& of = moved.of;
  return {moved.name,
          {mark_cell(std::move(mark), true),
           number_cell(chance_text(of.before, of.certain_before, world.base().elections())),
           number_cell(chance_text(of.after, of.certain_after, world.elections())),
           number_cell(points_and_error(of.moved))},
          "",
          moved.is_seen() ? "" : "minor"};
}

std::string world_card(const Told& told, const std::string& name, const View& world,
                       const std::array<const char*, 3>& titles) {
  const std::vector<Moved> moves = moves_of(told, world);
  double most = 0;
  for (const Moved& moved : moves) {
    most = std::max(most, moved.size() + error_95(moved.of.moved.paired_standard_error));
  }
  // Of small moves ring and disc would lie upon each other.
  const bool is_small = most < kSmall;
  const std::string drawn = is_small ? "difference with its error"
                                     : std::string("ring: ") + titles[0] + ", disc: " + titles[1];
  HtmlTable table{"moves",
                  {{"chance", "", 1},
                   {drawn, "mark", 1},
                   number_head(titles[0]),
                   number_head(titles[1]),
                   number_head(titles[2])},
                  {},
                  ""};
  for (const Moved& moved : moves) {
    const Compared& of = moved.of;
    table.rows.push_back(row_of(
        moved, world,
        is_small ? whisker_mark(of.moved.difference, error_95(of.moved.paired_standard_error),
                                std::max(most, 1e-9))
                 : moved_mark(of.before, of.after, moved.colour)));
  }
  return written(HtmlCard{name, table.rows.size() > 1 ? "" : "nothing else moves beyond its error",
                          scrolled(table, name)});
}

/// Groups of one kind: those that move the target up most, then those that move it down most.
HtmlTable swing_table(const Told& told, std::size_t target, const std::string& by) {
  SwingRanking ranking = swing_ranking(told.labels(), told.view().tally(), target, by);
  std::ranges::stable_sort(ranking.rows, std::greater<>(),
                           [](const SwingRanking::Row& row) { return row.effect.per_point; });
  auto& rows = ranking.rows;
  if (rows.size() > 2 * kUpAndDown) {
    rows.erase(rows.begin() + kUpAndDown, rows.end() - kUpAndDown);
  }
  double most = 0;
  double largest = 0;  // error
  for (const SwingRanking::Row& row : rows) {
    const double error = row.effect.per_point_standard_error;
    if (error > largest) largest = error;
    most = std::max(most, std::fabs(row.effect.per_point) + (error > 0 ? error_95(error) : 0));
  }
  const int decimals = decimals_for(largest);
  HtmlTable table{"",
                  {{by, "", 1},
                   {"one more point of turnout: points of \u201c" +
                        target_words(told.labels(), ranking.target) + "\u201d",
                    "", 2},
                   {"1,000 ballots", "n extra", 1},
                   {"registered", "n extra", 1}},
                  {},
                  ""};
  for (const SwingRanking::Row& row : rows) {
    const SwingEffect& effect = row.effect;
    const double error =
        effect.per_point_standard_error > 0 ? error_95(effect.per_point_standard_error) : 0;
    table.rows.push_back(
        {by == "universe" ? swing_words(by, row) : row.shown,
         {mark_cell(whisker_mark(effect.per_point, error, most), true),
          number_cell(
              points_and_error({effect.per_point, effect.per_point_standard_error}, decimals) +
              (effect.warning ? " !" : "")),
          {points(effect.per_1000_ballots, 2), "", "n extra", ""},
          {with_thousands(fmt::format("{:.0f}", effect.registered)), "", "n extra", ""}},
         "",
         ""});
  }
  return table;
}

/// The target of swing that is the headline, else the first.
std::size_t swing_target(const Told& told) {
  const auto& targets = told.view().tally().swing.targets;
  const Headline& of = told.reading().headline;
  for (std::size_t t = 0; t < targets.size(); ++t) {
    const bool is_kind =
        (of.kind == HeadlineKind::sweep && targets[t].kind == SwingTarget::Kind::sweep) ||
        (of.kind == HeadlineKind::event && targets[t].kind == SwingTarget::Kind::event) ||
        (of.kind == HeadlineKind::win && targets[t].kind == SwingTarget::Kind::win);
    if (is_kind && targets[t].item == of.item) return t;
  }
  return 0;
}

}  // namespace

bool Moved::is_seen() const {
  return size() > 2 * of.moved.paired_standard_error;
}

std::string chance_text(double p, Certainty certainty, std::uint64_t elections) {
  Probability of = probability(
      static_cast<std::uint64_t>(std::llround(p * static_cast<double>(elections))), elections);
  of.certainty = certainty;
  return percent(of);
}

std::string swing_html(const Told& told) {
  if (told.view().tally().swing.targets.empty()) return "";
  return swing_html(told, swing_target(told));
}

std::string swing_html(const Told& told, std::size_t target) {
  const SwingTally& swing = told.view().tally().swing;
  std::string html;
  for (const std::string& by : swing_kinds(swing)) {
    const HtmlTable table = swing_table(told, target, by);
    if (table.rows.empty()) continue;
    const std::string card = written(HtmlCard{"", "", scrolled(table, "Turnout by " + by)});
    html += html.empty() ? card : fold("The same by " + by, card);
  }
  const bool warns = html.find(" !</td>") != std::string::npos;
  return html + (warns ? "<p class=\"kicker\">!: the wide and the narrow window of close "
                         "elections differ by more than three errors</p>"
                       : "");
}

std::string what_ifs_html(const Told& told) {
  std::string cards;
  for (const auto& [name, world] : told.what_ifs()) {
    cards += world_card(told, name, world, {"now", "then", "difference, points"});
  }
  return cards.empty() ? "" : "<div class=\"grid2\">" + cards + "</div>";
}

std::string programmes_html(const Told& told) {
  std::string cards;
  visit_worth(told.results(), told.view(),
              [&](const std::string& programme, const std::string&, const View& worth) {
                cards += world_card(told, programme, worth, {"without", "with", "worth, points"});
              });
  return cards.empty() ? "" : "<div class=\"grid2\">" + cards + "</div>";
}

}  // namespace hustings
