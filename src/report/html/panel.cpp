#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "core/isolated.hpp"
#include "report/html/headline_card.hpp"
#include "report/html/html_table.hpp"
#include "report/html/map_mark.hpp"
#include "report/html/marks.hpp"
#include "report/html/moves.hpp"
#include "report/html/template.hpp"
#include "report/html/words.hpp"
#include "report/panel_html.hpp"

namespace hustings {
namespace {

constexpr std::size_t kPanelShown = 2;  // candidates who are never folded

/// A name in an event of the scenario language.
std::string in_event(const std::string& name) {
  const bool is_word = std::ranges::all_of(name, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalnum(byte) != 0 ||
           std::string_view("_-/.").find(c) != std::string_view::npos;
  });
  return is_word && !name.empty() ? name : '"' + name + '"';
}

std::string section(const std::string& id, const std::string& title, const std::string& body) {
  if (body.empty()) return "";
  return "<section id=\"" + id + "\" aria-labelledby=\"t-" + id + "\"><h2 id=\"t-" + id + "\">" +
         escaped(title) + "</h2>" + body + "</section>";
}

/// A difference in tenths of points, which while a slider moves is all that can be read.
std::string change_of(const Difference& moved) {
  const double error = 100 * error_95(moved.paired_standard_error);
  const std::string value = points(moved.difference, 1);
  if (error <= 0) return value;
  return value + (error < 0.05 ? " \u00b1<0.1" : fmt::format(" \u00b1{:.1f}", error));
}

/// The making of a panel: what a changed world comes to beside its base, name by name.
///
/// Rows and their order are those of `first`, contests by how much they are in doubt, candidates by
/// their wins in it: a row stays where it is while its numbers get finer. A row has the chance now
/// (bar) and in the base (ring) and the paired difference of both with 1.96 standard errors, since
/// both worlds have the same draws. Who is new in the changed world stands last in its contest; who
/// has a chance below 1 % in both is folded. Items are found across worlds by `View::item_of_base`.
class Panel {
 public:
  Panel(const Told& first, const View& now, const PanelWords& words)
      : first_(first), now_(now), words_(words), now_reading_(reading_of(now)) {}

  std::string html(const std::vector<MapTile>& tiles) const {
    std::string cards;
    for (const std::size_t c : first_.reading().order) cards += contest(c);
    return headline() + section("map", "Map", map(tiles)) +
           section("contests", "Contests", "<div class=\"cards\">" + cards + "</div>") +
           section("events", "Events", others());
  }

 private:
  std::string headline() const {
    const Headline& of = first_.reading().headline;
    const auto before = headline_in(of, now_.base());
    const auto after = headline_in(of, now_);
    const auto moved = compared(of, now_);
    if (!before || !after || !moved) return "";
    const int was = before->dots.happens;
    const int is = after->dots.happens;
    const std::string colour = headline_colour(first_);
    const Moved of_all{"", "", *moved};
    return written(HeadlineCard{
        after->headline.text,
        HeadlineMove{words_.base, percent(before->headline.probability), change_of(moved->moved),
                     tone_of(of_all)},
        {},
        {{{std::min(was, is), "fill-" + colour, words_.before}, colour},
         {{std::max(0, is - was), "tint-" + colour + " gained", "gained"}, colour + " gained"},
         {{std::max(0, was - is), "line-" + colour + " lost", "lost"}, colour + " lost"},
         {{100 - std::max(was, is), "fill-t", "neither"}, ""}}});
  }

  static std::string tone_of(const Moved& moved) {
    if (!moved.is_seen()) return "quiet";
    return moved.of.moved.difference > 0 ? "up" : "down";
  }

  HtmlTable table(const std::string& what, const std::string& chance) const {
    return {"",
            {{what, "", 1}, {chance, "mark", 1}, number_head("now"), number_head(words_.moved)},
            {},
            "moves"};
  }

  HtmlTable::Row row(const Moved& moved) const {
    const Compared& of = moved.of;
    HtmlTable::Row row{moved.name,
                       {mark_cell(bar_and_ring_mark(of.before, of.after, moved.colour), true),
                        number_cell(chance_text(of.after, of.certain_after, now_.elections())),
                        number_cell(change_of(of.moved))},
                       moved.colour,
                       ""};
    row.cells.back().classes += " delta " + tone_of(moved);
    return row;
  }

  std::string contest(std::size_t c) const {
    const ContestLabel& label = first_.labels().contests[c];
    const auto now = now_.item_of_base(Axis::contest, c);
    HtmlTable shown = table("candidate", "wins");
    HtmlTable folded = table("candidate", "wins");
    for (const std::size_t i : first_.reading().contests[c].order) {
      const CandidateLabel& candidate = first_.labels().candidates[i];
      const auto of = compared(Headline{HeadlineKind::win, i, "", {}, ""}, now_);
      if (!of) continue;
      HtmlTable::Row one = row({star_name(candidate), first_.colour(i), *of});
      one.event = in_event(label.id + "/" + candidate.id) + " wins";
      const bool is_minor = std::max(of->before, of->after) < kFolded;
      (is_minor && shown.rows.size() >= kPanelShown ? folded : shown)
          .rows.push_back(std::move(one));
    }
    add_new(label, now, shown);
    HtmlData data;
    data.set("number", std::to_string(c));
    data.set("name", label.name);
    data.set("id", label.name == label.id ? HtmlData(false) : HtmlData(label.id));
    const Call call = now ? now_reading_.contests[*now].call : Call::too_close;
    data.set("call", std::string(name_of(call)));
    data.set("close", HtmlData(call == Call::too_close));
    data.set("about", about(c, now));
    data.set("swarm", HtmlData(false));
    data.set("candidates",
             written(shown) +
                 (folded.rows.empty()
                      ? ""
                      : fold(std::to_string(folded.rows.size()) + " more", written(folded))));
    return rendered("contest.mustache", data);
  }

  /// Who stands only in the changed world.
  void add_new(const ContestLabel& label, std::optional<std::size_t> now, HtmlTable& table) const {
    if (!now) return;
    const ContestLabel& after = now_.labels().contests[*now];
    for (std::size_t k = label.n_candidates; k < after.n_candidates; ++k) {
      const std::size_t i = after.first_candidate + k;
      const Probability win = now_.chance(kWin, i);
      table.rows.push_back({now_.labels().candidates[i].name,
                            {mark_cell(bar_mark(win.probability, "g"), true),
                             number_cell(percent(win)), number_cell("new")},
                            "g",
                            ""});
    }
  }

  std::string about(std::size_t c, std::optional<std::size_t> now) const {
    if (!now || !now_.has(kTurnout) || !now_.has(kTurnout, *now)) return "";
    std::string text = fmt::format("turnout {:.1f}%", 100 * now_.distribution(kTurnout, *now).mean);
    const auto moved = now_.compared(kTurnout, *now);
    if (moved && moved->moved.difference != 0) {
      text += fmt::format(" ({} points)", points(moved->moved.difference, 1));
    }
    const std::string& rule = now_.labels().contests[*now].rule;
    return rule == first_.labels().contests[c].rule
               ? text
               : text + " \u00b7 counted by " + replaced(rule, "_", " ");
  }

  /// Sweeps, majorities and events.
  std::string others() const {
    const Labels& labels = first_.labels();
    HtmlTable all = table("event", "happens");
    const auto add = [&](HeadlineKind kind, std::size_t item, const std::string& name,
                         const std::string& colour, const std::string& event) {
      const auto of = compared(Headline{kind, item, "", {}, ""}, now_);
      if (!of) return;
      all.rows.push_back(row({name, colour, *of}));
      all.rows.back().event = event;
    };
    for (std::size_t s = 0; s < labels.slates.size(); ++s) {
      add(HeadlineKind::sweep, s, isolated(labels.slates[s].name) + " sweeps",
          Told::slate_colour(s), "sweep of " + in_event(labels.slates[s].id));
    }
    for (std::size_t i = 0; i < labels.total_names.size(); ++i) {
      const TotalNameLabel& of = labels.total_names[i];
      add(HeadlineKind::majority, i, isolated(total_name(labels, i)) + ": majority", "a",
          "majority of " + in_event(labels.totals[of.total].id + "/" + of.name));
    }
    for (std::size_t i = 0; i < labels.events.size(); ++i) {
      const auto same = plainly(labels, i);
      if (same && same->kind == SwingTarget::Kind::sweep) continue;  // has its row above
      add(HeadlineKind::event, i, labels.events[i].name, "g", '"' + labels.events[i].name + '"');
    }
    return all.rows.empty() ? "" : written(HtmlCard{"", "", scrolled(all, "Events")});
  }

  std::string map(const std::vector<MapTile>& tiles) const {
    std::vector<MapMarkTile> marks;
    for (const MapTile& tile : tiles) {
      const auto at = std::ranges::find(first_.labels().contests, tile.contest, &ContestLabel::id);
      if (at == first_.labels().contests.end()) continue;
      const auto c = static_cast<std::size_t>(at - first_.labels().contests.begin());
      const auto now = now_.item_of_base(Axis::contest, c);
      if (!now) continue;
      const std::size_t ahead = now_reading_.contests[*now].order.front();
      const Probability win = now_.chance(kWin, ahead);
      marks.push_back(
          {tile.row, tile.column, colour_now(ahead), win.probability,
           tile.name + ": " + now_.labels().candidates[ahead].name + " " + percent(win)});
    }
    return map_mark(marks);
  }

  std::string colour_now(std::size_t candidate) const {
    for (std::size_t i = 0; i < first_.labels().candidates.size(); ++i) {
      if (now_.item_of_base(Axis::candidate, i) == candidate) return first_.colour(i);
    }
    return "g";
  }

  const Told& first_;
  const View& now_;
  const PanelWords& words_;
  Reading now_reading_;
};

}  // namespace

std::string panel_html(const Told& first, const View& now, const PanelWords& words,
                       const std::vector<MapTile>& tiles) {
  return Panel(first, now, words).html(tiles);
}

}  // namespace hustings
