#include "report/score_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/page.hpp"

namespace hustings {
namespace {

/// What a score is called, its unit, and how it is written.
struct ScoreText {
  const char* name;
  double unit;  ///< what is printed of 1
  int decimals;
};

constexpr std::array<ScoreText, kScoreKinds> kTexts{{{"CRPS of shares", 100, 2},
                                                     {"CRPS of the margin", 100, 2},
                                                     {"CRPS of turnout", 100, 2},
                                                     {"CRPS of districts", 100, 2},
                                                     {"energy", 100, 2},
                                                     {"variogram", 1, 3},
                                                     {"log", 1, 3},
                                                     {"Brier", 1, 3}}};

const ScoreText& text_of(ScoreKind kind) {
  return kTexts[static_cast<std::size_t>(kind)];
}

std::string number_of(double value, const ScoreText& text) {
  return fmt::format("{:.{}f}", value * text.unit, text.decimals);
}

std::string points(double share) {
  return fmt::format("{:.2f}", 100 * share);
}

/// The short name of a column.
std::string column_of(const ForecastScore& forecast) {
  switch (forecast.role) {
    case ForecastRole::scored:
    case ForecastRole::member:
      return "CRPS";
    case ForecastRole::other:
      return "against";
    case ForecastRole::polls:
      return "polls";
    case ForecastRole::past:
      return "past";
    case ForecastRole::written:
      return "written";
  }
  return "";
}

bool same_number(const NumberScore& a, const NumberScore& b) {
  return a.what == b.what && a.candidate == b.candidate;
}

/// The scores of one night, a table a contest, then events and seats: small ones are good. CRPS and
/// energy scores are in points of share, PIT in parts of 1, marked where the count lies outside the
/// 90 % interval; log, Brier and variogram scores have no unit. Columns are forecasts of the same
/// contest, so a row compares them; parts of a pool have weights, no columns. Source:
/// docs/scores.md; laws: docs/method.md, "Scores".
class NightText {
 public:
  NightText(const NightScore& night, Page& page)
      : night_(night), scored_(night.forecasts.front()), page_(page) {}

  void write() {
    page_.title(night_.title);
    page_.note("the first " + counted(night_.elections, "election"));
    for (std::size_t i = 0; i < night_.contests.size(); ++i) add_contest(i);
    add_common_notes();
    add_events();
  }

 private:
  void add_contest(std::size_t i) {
    const ScoredContest& contest = night_.contests[i];
    if (!scored_.contests[i]) return;
    const ContestScore& score = *scored_.contests[i];
    const bool has_name = !contest.name.empty() && contest.name != contest.id;
    page_.section(contest.id + (has_name ? "  " + contest.name : ""), about(contest));
    TextGrid grid("", {}, 2);
    grid.add_column("counted");
    grid.add_column("median", 1);
    grid.add_column("90% interval", 2);
    grid.add_column("PIT");
    for (const ForecastScore* forecast : shown()) grid.add_column(column_of(*forecast));
    for (const NumberScore& number : score.numbers) add_row(number, i, grid);
    page_.add(grid);
    if (score.log) page_.line("  " + winner_line(contest, score));
    if (score.energy) {
      page_.line(fmt::format("  shares by region together: energy {}, variogram {:.3f}",
                             points(*score.energy), *score.variogram));
    }
    if (!score.districts.empty()) page_.line("  " + district_line(score));
    if (!contest.weights.empty()) page_.line("  " + weight_line(contest));
    if (contest.favoured) page_.line("  " + favoured_line(*contest.favoured));
    for (const std::string& note : contest.notes) {
      if (contests_with(note) == 1) page_.note("  " + note);
    }
  }

  std::size_t contests_with(const std::string& note) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(night_.contests, [&note](const ScoredContest& contest) {
          return std::ranges::count(contest.notes, note) > 0;
        }));
  }

  /// What is to be noted of several contests is told once.
  void add_common_notes() {
    std::vector<std::string> told;
    for (const ScoredContest& contest : night_.contests) {
      for (const std::string& note : contest.notes) {
        const std::size_t n = contests_with(note);
        if (n == 1 || std::ranges::count(told, note) > 0) continue;
        page_.remark(fmt::format("of {}: {}", counted(n, "contest"), note));
        told.push_back(note);
      }
    }
  }

  /// The forecasts that have a column: the one scored, and what it is held against.
  std::vector<const ForecastScore*> shown() const {
    std::vector<const ForecastScore*> forecasts;
    for (const ForecastScore& forecast : night_.forecasts) {
      if (forecast.role != ForecastRole::member) forecasts.push_back(&forecast);
    }
    return forecasts;
  }

  static std::string about(const ScoredContest& contest) {
    std::vector<std::string> facts;
    if (!contest.day.empty()) facts.push_back(contest.day);
    if (contest.n_counted > 0) {
      facts.push_back(fmt::format("{} of {} counted", contest.n_counted,
                                  counted(contest.n_districts, "district")));
    }
    if (!contest.is_final) facts.emplace_back("not final");
    return list_of(facts, ", ", "   ");
  }

  std::string name_of(const ScoredContest& contest, const NumberScore& number) const {
    if (number.what == NumberScore::What::margin) return "margin of first choices";
    if (number.what == NumberScore::What::turnout) return "turnout";
    const auto found = std::ranges::find(contest.candidates, number.candidate);
    const auto place = static_cast<std::size_t>(found - contest.candidates.begin());
    const bool has_won =
        std::ranges::find(contest.winners, number.candidate) != contest.winners.end();
    return contest.candidate_names[place] + (has_won ? " (won)" : "");
  }

  void add_row(const NumberScore& number, std::size_t i, TextGrid& grid) const {
    const infer::Interval& wide = number.intervals.back();
    std::vector<TextGrid::Cell> cells{
        {percent(number.counted)},
        {percent(number.median)},
        {interval(percent(wide.low), percent(wide.high))},
        {fmt::format("{:.3f}", number.pit),
         {},
         wide.holds(number.counted) ? TextGrid::Tone::plain : TextGrid::Tone::bad}};
    for (const ForecastScore* forecast : shown()) {
      TextGrid::Cell cell;
      if (forecast->contests[i]) {
        const auto& numbers = forecast->contests[i]->numbers;
        const auto found = std::ranges::find_if(
            numbers, [&number](const NumberScore& other) { return same_number(number, other); });
        if (found != numbers.end()) cell.text = points(found->crps);
      }
      cells.push_back(std::move(cell));
    }
    grid.add_row(name_of(night_.contests[i], number), std::move(cells));
  }

  static std::string winner_line(const ScoredContest& contest, const ContestScore& score) {
    std::string line = "won by ";
    std::vector<std::string> winners;
    for (const std::string& id : contest.winners) {
      const auto found = std::ranges::find(contest.candidates, id);
      const auto place = static_cast<std::size_t>(found - contest.candidates.begin());
      winners.push_back(fmt::format("{} (chance {})", contest.candidate_names[place],
                                    percent(score.chances[place])));
    }
    return line + listed(winners) +
           fmt::format(": log {:.3f}, Brier {:.3f}", *score.log, *score.brier);
  }

  static std::string district_line(const ContestScore& score) {
    std::array<std::size_t, 3> held{};
    for (const NumberScore& number : score.districts) {
      for (std::size_t i = 0; i < held.size(); ++i) {
        held[i] += number.intervals[i].holds(number.counted) ? 1 : 0;
      }
    }
    const auto n = static_cast<double>(score.districts.size());
    std::string line = fmt::format("{} by district: CRPS {}, intervals of 50/80/90% hold",
                                   counted(score.districts.size(), "share"),
                                   points(*value_of(score, ScoreKind::districts)));
    for (std::size_t i = 0; i < held.size(); ++i) {
      line += fmt::format("{} {:.0f}%", i == 0 ? "" : ",", 100 * static_cast<double>(held[i]) / n);
    }
    return line;
  }

  std::string weight_line(const ScoredContest& contest) const {
    std::vector<std::string> weights;
    for (const ForecastScore& forecast : night_.forecasts) {
      if (forecast.role != ForecastRole::member) continue;
      weights.push_back(fmt::format("{} {:.2f}", forecast.name, contest.weights[weights.size()]));
    }
    return "weights of the pool: " + listed(weights);
  }

  static std::string favoured_line(const infer::Favoured& favoured) {
    const bool is_told = favoured.chance_right >= .95;
    return fmt::format(
        "by what they expect of districts a count favours the right one of the two scenarios {} of "
        "the time{}; with their errors this one favours {}, log ratio {:+.2f}",
        percent(favoured.chance_right), is_told ? "" : " (one primary does not tell)",
        favoured.log_ratio >= 0 ? "the scored one" : "the other", favoured.log_ratio);
  }

  void add_events() {
    if (!scored_.events.empty() || !scored_.slates.empty()) page_.section("events");
    TextGrid grid("", {"chance", "happened", "log", "Brier"}, 2);
    for (const EventScore& event : scored_.events) {
      grid.add_row(event.name, {{percent(event.chance)},
                                {event.happened ? "yes" : "no"},
                                {fmt::format("{:.3f}", event.log)},
                                {fmt::format("{:.3f}", event.brier)}});
    }
    if (!scored_.events.empty()) page_.add(grid);
    for (const SlateScore& slate : scored_.slates) {
      page_.line(fmt::format("  seats of {}: {} won, ranked probability score {:.3f}", slate.slate,
                             slate.seats, slate.rps));
    }
    for (const std::string& event : night_.not_judged) page_.note("  not judged: " + event);
  }

  const NightScore& night_;
  const ForecastScore& scored_;
  Page& page_;
};

std::string verdict_of(const ScoreComparison& comparison) {
  if (!comparison.difference.t) return "one day does not tell";
  if (!comparison.difference.tells_apart()) return "cannot tell these apart";
  return comparison.difference.mean > 0 ? "better" : "worse";
}

TextGrid comparison_grid(bool has_errors) {
  TextGrid grid("", {}, 2);
  for (const char* title : {"scored", "other", "gain"}) grid.add_column(title);
  if (has_errors) {
    grid.add_column("std. error", 2);
    grid.add_column("95% interval", 3);
    grid.add_column("t", 1);
  }
  grid.add_words("");
  return grid;
}

void add_row(const ScoreComparison& comparison, bool has_errors, TextGrid& grid) {
  const ScoreText& text = text_of(comparison.kind);
  const infer::ScoreDifference& difference = comparison.difference;
  const auto optional = [&text](const std::optional<double>& value) {
    return value ? number_of(*value, text) : "";
  };
  std::vector<TextGrid::Cell> cells{{number_of(comparison.mean_scored, text)},
                                    {number_of(comparison.mean_other, text)},
                                    {number_of(difference.mean, text)}};
  if (has_errors) {
    cells.push_back({optional(difference.standard_error)});
    cells.push_back(
        {difference.low ? interval(optional(difference.low), optional(difference.high)) : ""});
    cells.push_back({difference.t ? fmt::format("{:+.2f}", *difference.t) : ""});
  }
  cells.push_back({verdict_of(comparison)});
  grid.add_row(text.name, std::move(cells));
}

/// One table for everything that the scored forecast is held against.
void add_comparisons(const Scores& scores, ForecastRole role, Page& page) {
  std::vector<const ScoreComparison*> rows;
  for (const ScoreComparison& one : scores.comparisons) {
    if (one.role == role) rows.push_back(&one);
  }
  if (rows.empty()) return;
  const bool has_errors = std::ranges::any_of(
      rows, [](const ScoreComparison* row) { return row->difference.standard_error.has_value(); });
  TextGrid grid = comparison_grid(has_errors);
  for (const ScoreComparison* row : rows) add_row(*row, has_errors, grid);
  const infer::ScoreDifference& first = rows.front()->difference;
  page.section("against " + rows.front()->name, "   " + counted(first.contests, "contest") + ", " +
                                                    counted(first.days, "day") +
                                                    "; a gain above 0 is the forecast's");
  page.add(grid);
}

void add_coverage(const std::string& name, const std::array<Coverage, 3>& coverage,
                  TextGrid& grid) {
  if (coverage.front().n == 0) return;
  std::vector<TextGrid::Cell> cells;
  for (const Coverage& one : coverage) {
    cells.push_back({fmt::format("{} of {}", one.held, one.n)});
    cells.push_back({interval(percent(one.exact.low), percent(one.exact.high))});
  }
  grid.add_row(name, std::move(cells));
}

void add_calibration(const Scores& scores, Page& page) {
  page.section("calibration",
               "   of all that was forecast; beside each what that many could be "
               "of, at 95%, if numbers did not err together");
  TextGrid grid("intervals that hold", {}, 2);
  for (const double level : infer::kLevels) {
    grid.add_column(fmt::format("{:.0f}%", 100 * level));
    grid.add_column("", 1);
  }
  add_coverage("contests", scores.coverage, grid);
  add_coverage("districts", scores.district_coverage, grid);
  page.add(grid);
  if (scores.calls.empty()) return;
  double log = 0;
  double brier = 0;
  const auto n = static_cast<double>(scores.calls.size());
  for (const infer::Called& call : scores.calls) {
    log += infer::log_score(call.chance, call.happened) / n;
    brier += infer::brier_score(call.chance, call.happened) / n;
  }
  page.line(fmt::format(
      "  {} of favourites and events: log {:.3f}, Brier {:.3f}, Spiegelhalter's z {:+.2f}{}",
      counted(scores.calls.size(), "chance"), log, brier, scores.calibration_z,
      std::abs(scores.calibration_z) < 1.96 ? "" : " (not calibrated)"));
}

}  // namespace

std::string score_tables(const Scores& scores, const TableStyle& style) {
  Page page(style);
  for (const NightScore& night : scores.nights) {
    if (&night != &scores.nights.front()) page.line("");
    NightText(night, page).write();
  }
  for (const ForecastRole role :
       {ForecastRole::other, ForecastRole::polls, ForecastRole::past, ForecastRole::written}) {
    add_comparisons(scores, role, page);
  }
  add_calibration(scores, page);
  page.remark("CRPS and energy in percentage points; small scores are good");
  for (const std::string& note : scores.notes) page.remark(note);
  return std::move(page).text();
}

}  // namespace hustings
