#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "core/thousands.hpp"
#include "hustings/summary/find.hpp"
#include "report/html/html_table.hpp"
#include "report/html/marks.hpp"
#include "report/html/sections.hpp"
#include "report/html/template.hpp"
#include "report/html/words.hpp"

namespace hustings {
namespace {

constexpr std::size_t kShown = 4;  // candidates who are never folded
constexpr std::size_t kMostCards = 40;

/// The card of one contest: call, turnout, margin, a swarm, candidates by chance. Of the swarm the
/// dots of a candidate are as many as of a hundred elections it wins (largest remainder), at the
/// quantiles (i + .5) / n of the favourite's lead in the stored elections that the candidate wins:
/// so a colour's number is its chance, over all elections, and its place only as sure as the stored
/// ones. Shares are drawn from 0 to the next tenth above the largest 95 % quantile. Source:
/// docs/report.md.
class ContestCard {
 public:
  ContestCard(const Told& told, std::size_t contest)
      : told_(told),
        view_(told.view()),
        contest_(contest),
        label_(told.labels().contests[contest]),
        reading_(told.reading().contests[contest]) {}

  std::string html() const {
    HtmlData data;
    data.set("number", std::to_string(contest_));
    data.set("name", label_.name);
    data.set("id", label_.name == label_.id ? HtmlData(false) : HtmlData(label_.id));
    data.set("call", std::string(name_of(reading_.call)));
    data.set("close", HtmlData(reading_.call == Call::too_close));
    data.set("about", about());
    const std::string of_leads = swarm();
    data.set("lead", HtmlData(!of_leads.empty()));
    data.set("swarm", text_or_nothing(of_leads.empty() ? square() : of_leads));
    data.set("favourite", told_.labels().candidates[reading_.order.front()].name);
    data.set("candidates", candidates());
    return rendered("contest.mustache", data);
  }

 private:
  std::string about() const {
    std::vector<std::string> facts;
    if (view_.has(kTurnout) && view_.has(kTurnout, contest_)) {
      const Distribution turnout = view_.distribution(kTurnout, contest_);
      facts.push_back("turnout " + whole_percent(turnout.quantiles[2]) + " (" +
                      span_of(turnout.quantiles[0], turnout.quantiles[4]) + ")");
    }
    if (label_.rolloff > 0) facts.push_back(percent(label_.rolloff) + " leave it blank");
    if (view_.has(kMargin) && view_.has(kMargin, contest_) && is_contested(label_)) {
      facts.push_back(fmt::format("median margin {:.1f} points",
                                  100 * view_.distribution(kMargin, contest_).quantiles[2]));
    }
    if (label_.seats > 1) facts.push_back(counted(label_.seats, "seat"));
    if (view_.has(kRecount, contest_)) {
      facts.push_back("counted again in " + percent(view_.chance(kRecount, contest_)));
    }
    if (view_.count(kLots, contest_) > 0) {
      facts.push_back("drawn by lot in " +
                      percent(probability(view_.count(kLots, contest_), view_.elections())));
    }
    std::string text;
    for (const std::string& fact : facts) text += (text.empty() ? "" : " \u00b7 ") + fact;
    return text;
  }

  /// Elections by the favourite's lead: as many of each winner as a hundred have, at evenly spaced
  /// quantiles of the lead in the stored elections that the candidate wins.
  std::string swarm() const {
    const std::vector<float>& lead = told_.results().draws[kMargin].values;
    const auto n = told_.results().draws.elections;
    if (lead.empty() || reading_.dots.empty() || !is_contested(label_)) return "";
    const std::size_t favourite = reading_.order.front();
    std::vector<SwarmDot> dots;
    std::string words =
        fmt::format("100 equally likely elections by {}'s lead over the best other.",
                    told_.labels().candidates[favourite].name);
    for (const Dots& of : reading_.dots) {
      std::vector<float> leads;
      for (std::uint64_t e = 0; e < n; ++e) {
        const auto slot = static_cast<std::size_t>(told_.results().draws.winner[contest_ * n + e]);
        if (label_.first_candidate + slot != of.candidate) continue;
        const float margin = lead[contest_ * n + e];
        leads.push_back(of.candidate == favourite ? margin : -margin);
      }
      words += fmt::format(" {} wins {}.", told_.labels().candidates[of.candidate].name, of.count);
      if (leads.empty()) return "";  // none of them is stored
      std::ranges::sort(leads);
      for (int i = 0; i < of.count; ++i) {
        dots.push_back({quantile(leads, (i + 0.5) / of.count), told_.colour(of.candidate)});
      }
    }
    return dots.empty() ? "" : swarm_mark(std::move(dots), words);
  }

  /// Without stored leads, or with many that are the same: a hundred dots that say no more than who
  /// wins.
  std::string square() const {
    std::vector<DotGroup> groups;
    for (const Dots& of : reading_.dots) {
      groups.push_back({of.count, "fill-" + told_.colour(of.candidate),
                        told_.labels().candidates[of.candidate].name + " wins"});
    }
    return groups.empty() || !is_contested(label_)
               ? ""
               : "<div class=\"square\">" + hundred_mark(groups) + "</div>";
  }

  /// Linear between the sorted values.
  static double quantile(const std::vector<float>& sorted, double level) {
    const double at = level * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    const double part = at - static_cast<double>(below);
    return sorted[below] + part * (sorted[above] - sorted[below]);
  }

  std::string candidates() const {
    const double top = top_share();
    HtmlTable shown = table(top);
    HtmlTable folded;
    for (std::size_t at = 0; at < reading_.order.size(); ++at) {
      const std::size_t i = reading_.order[at];
      const bool is_minor = view_.chance(kWin, i).probability < kFolded;
      HtmlTable::Row row = candidate(i, top);
      row.classes = at == 0 && reading_.call != Call::too_close ? "lead-row"
                    : is_minor                                  ? "minor"
                                                                : "";
      (at >= kShown && is_minor ? folded : shown).rows.push_back(std::move(row));
    }
    if (folded.rows.empty()) return written(shown);
    const std::string summary =
        counted(folded.rows.size(), "more candidate") +
        (folded.rows.size() > 1 ? ", each under 1 in 100" : ", under 1 in 100");
    return written(shown) + fold(summary, written(folded));
  }

  double top_share() const {
    double top = 0.1;
    for (const std::size_t i : reading_.order) {
      top = std::max(top, view_.distribution(kShare, i).quantiles[4]);
    }
    return std::min(1.0, std::ceil(10 * top - 1e-9) / 10);
  }

  HtmlTable table(double top) const {
    return {"",
            {{"candidate", "", 1},
             {"wins", "", 2},
             {"share, 0\u2013" + whole_percent(top), "range", 1},
             {"middle", "n", 1},
             {"9 in 10", "n", 1}},
            {},
            ""};
  }

  HtmlTable::Row candidate(std::size_t i, double top) const {
    const CandidateLabel& label = told_.labels().candidates[i];
    const Probability win = view_.chance(kWin, i);
    const Distribution share = view_.distribution(kShare, i);
    HtmlTable::Cell range = mark_cell(range_mark(share.quantiles, top, told_.colour(i)));
    range.classes += " range";
    return {star_name(label),
            {mark_cell(bar_mark(win.probability, told_.colour(i))),
             number_cell(label.withdrawn ? "out" : percent(win)), range,
             number_cell(whole_percent(share.quantiles[2])),
             number_cell(span_of(share.quantiles[0], share.quantiles[4]))},
            told_.colour(i),
            ""};
  }

  const Told& told_;
  const View& view_;
  std::size_t contest_;
  const ContestLabel& label_;
  const ContestReading& reading_;
};

/// Contests beyond those with a card, a row each.
std::string further_html(const Told& told, std::span<const std::size_t> contests) {
  if (contests.empty()) return "";
  HtmlTable table{
      "", {{"contest", "", 1}, {"favourite", "", 1}, {"wins", "", 2}, {"call", "", 1}}, {}, ""};
  for (const std::size_t c : contests) {
    const ContestReading& reading = told.reading().contests[c];
    const std::size_t first = reading.order.front();
    const Probability wins = told.view().chance(kWin, first);
    table.rows.push_back({told.labels().contests[c].name,
                          {{star_name(told.labels().candidates[first]), "", "", ""},
                           mark_cell(bar_mark(wins.probability, told.colour(first))),
                           number_cell(percent(wins)),
                           {std::string(name_of(reading.call)), "", "", ""}},
                          "",
                          ""});
  }
  return fold(counted(contests.size(), "more contest"),
              written(HtmlCard{"", "", scrolled(table, "Further contests")}));
}

}  // namespace

std::string contests_html(const Told& told) {
  const std::vector<std::size_t>& order = told.reading().order;
  const std::size_t n = std::min(order.size(), kMostCards);
  std::string cards;
  for (std::size_t i = 0; i < n; ++i) cards += ContestCard(told, order[i]).html();
  return "<div class=\"grid2\">" + cards + "</div>" +
         further_html(told, std::span(order).subspan(n));
}

}  // namespace hustings
