#include "report/replay_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "hustings/summary/find.hpp"
#include "report/page.hpp"
#include "report/reach_text.hpp"

namespace hustings {
namespace {

/// Most levels of an effect that are printed one by one.
constexpr std::size_t kMostListed = 12;
/// Most universes that are printed.
constexpr std::size_t kMostUniverses = 150;
/// Most districts of a contest with a row each.
constexpr std::size_t kMostRows = 40;

using Cell = TextGrid::Cell;
using Tone = TextGrid::Tone;

std::string votes_text(float votes) {
  return with_thousands(fmt::format("{:.0f}", votes));
}

/// One election in full, as text: shared effects in standard deviations (of many levels those
/// farthest from 0), then contest by contest votes, rounds and districts. Votes are real numbers
/// rounded to whole ones, so columns may miss their sum by one; what moved between rounds is the
/// difference of two. Runoffs show no transfers: their second round has voters of its own. Long
/// lists are left to `--json`.
class ReplayText {
 public:
  ReplayText(const Labels& labels, const Replay& replay, const TableStyle& style)
      : labels_(labels), replay_(replay), page_(style) {}

  std::string text() {
    page_.title(labels_.title);
    std::string note = fmt::format("election {} (the first is 0), seed {}",
                                   with_thousands(replay_.election), labels_.seed);
    if (replay_.proposal) {
      note += ", given counted returns: proposal " + with_thousands(*replay_.proposal);
    }
    page_.note(note);
    add_effects();
    add_reach(labels_, replay_, page_);
    add_shocks(labels_, replay_, page_);
    for (std::size_t c = 0; c < labels_.contests.size(); ++c) add_contest(c);
    add_universes();
    add_totals();
    add_slates();
    add_events();
    return std::move(page_).text();
  }

 private:
  void add_effects() {
    if (replay_.factors.empty()) return;
    page_.section("effects", "   in standard deviations");
    for (auto first = replay_.factors.begin(); first != replay_.factors.end();) {
      const auto end = std::find_if(first, replay_.factors.end(), [&](const auto& factor) {
        return factor.effect != first->effect;
      });
      add_effect({first, end});
      first = end;
    }
  }

  /// The levels of an effect; of many the farthest ones.
  void add_effect(std::vector<ReplayedFactor> factors) {
    std::string head = "  " + factor_label(labels_, factors[0].effect);
    const auto [low, high] =
        std::minmax_element(factors.begin(), factors.end(),
                            [](const auto& a, const auto& b) { return a.scale < b.scale; });
    if (high->scale > 0) {
      head += low->scale == high->scale
                  ? fmt::format(" (t scale {:.2f})", high->scale)
                  : fmt::format(" (t scales {:.2f} to {:.2f})", low->scale, high->scale);
    }
    const std::size_t n = std::min(factors.size(), kMostListed);
    if (n < factors.size()) {
      std::ranges::stable_sort(factors, std::greater<>(),
                               [](const auto& factor) { return std::fabs(factor.value); });
    }
    std::vector<std::string> words;
    for (std::size_t i = 0; i < n; ++i) {
      words.push_back(factors[i].level + (factors[i].level.empty() ? "" : " ") +
                      fmt::format("{:+.2f}", factors[i].value));
    }
    if (n < factors.size()) {
      words.push_back(fmt::format("and {} within {:.2f} of 0", factors.size() - n,
                                  std::fabs(factors[n].value)));
    }
    page_.line(list_of(words, "; ", head + ": "));
  }

  const CandidateLabel& candidate(std::size_t c, std::size_t slot) const {
    return labels_.candidates[labels_.contests[c].first_candidate + slot];
  }
  static bool wins(const ReplayedContest& contest, std::size_t slot) {
    return std::find(contest.winners.begin(), contest.winners.end(), slot) != contest.winners.end();
  }

  /// Who stood longest first, then who had more votes in the last round stood.
  static std::vector<std::size_t> by_success(const ReplayedContest& contest) {
    std::vector<std::size_t> order(contest.shares.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto before = [&](std::size_t a, std::size_t b) {
      if (wins(contest, a) != wins(contest, b)) return wins(contest, a);
      for (std::size_t m = contest.rounds.size(); m-- > 0;) {
        const auto& votes = contest.rounds[m].votes;
        if (votes[a] != votes[b]) return votes[a] > votes[b];
      }
      return contest.shares[a] > contest.shares[b];
    };
    std::stable_sort(order.begin(), order.end(), before);
    return order;
  }

  void add_contest(std::size_t c) {
    const ContestLabel& label = labels_.contests[c];
    const ReplayedContest& contest = replay_.contests[c];
    std::vector<std::string> facts{
        "turnout " + percent(contest.turnout) + (label.rolloff > 0 ? " without blanks" : ""),
        counted(fmt::format("{:.0f}", contest.ballots), "ballot")};
    if (label.rolloff > 0) facts.push_back(blank_ballots(contest));
    facts.push_back(is_contested(label) ? fmt::format("margin {:.2f} points", 100 * contest.margin)
                                        : std::string("unopposed"));
    if (contest.by_lot) facts.emplace_back("a tie by lot");
    if (contest.is_recounted) facts.emplace_back("recounted");
    page_.section(title_of(label), list_of(facts, ", ", "   "));
    TextGrid grid("candidate", {}, 2);
    if (contest.rounds.empty()) {
      grid.add_column("votes");
      grid.add_column("share");
      if (!contest.delegates.empty()) grid.add_column("delegates");
    } else {
      add_round_columns(label, contest, grid);
    }
    grid.add_words();
    for (const std::size_t slot : by_success(contest)) {
      const CandidateLabel& one = candidate(c, slot);
      std::vector<Cell> cells =
          contest.rounds.empty() ? first_choices(contest, slot) : standing(label, contest, slot);
      const bool wins = ReplayText::wins(contest, slot);
      cells.push_back({wins ? "wins" : "", "", wins ? Tone::good : Tone::plain});
      grid.add_row(name_of(one), std::move(cells));
    }
    if (label.rule == "ranked_choice") add_exhausted(contest, grid);
    page_.add(grid);
    add_districts(c);
  }

  /// The ballots left blank, which turnout does not count.
  static std::string blank_ballots(const ReplayedContest& contest) {
    const float came = contest.ballots + contest.blank;
    return fmt::format("{} blank ({})", votes_text(contest.blank),
                       percent(came > 0 ? contest.blank / came : 0));
  }

  static std::vector<Cell> first_choices(const ReplayedContest& contest, std::size_t slot) {
    std::vector<Cell> cells{{votes_text(contest.shares[slot] * contest.ballots)},
                            {percent(contest.shares[slot])}};
    if (!contest.delegates.empty()) cells.push_back({std::to_string(contest.delegates[slot])});
    return cells;
  }

  /// A runoff's second round has voters of its own: no transfers are shown for it.
  static bool shows_transfers(const ContestLabel& label) { return label.rule == "ranked_choice"; }

  static void add_round_columns(const ContestLabel& label, const ReplayedContest& contest,
                                TextGrid& grid) {
    for (std::size_t m = 0; m < contest.rounds.size(); ++m) {
      if (m > 0 && shows_transfers(label)) grid.add_column("moved");
      grid.add_column(fmt::format("round {}", m + 1));
    }
  }

  static Cell moved(float votes) {
    if (std::round(votes) == 0) return {};
    return {(votes > 0 ? "+" : "-") + votes_text(std::fabs(votes)), "", Tone::quiet};
  }

  static std::vector<Cell> standing(const ContestLabel& label, const ReplayedContest& contest,
                                    std::size_t slot) {
    std::vector<Cell> cells;
    bool is_out = false;
    for (std::size_t m = 0; m < contest.rounds.size(); ++m) {
      const ReplayedRound& round = contest.rounds[m];
      if (m > 0 && shows_transfers(label)) {
        cells.push_back(moved(round.votes[slot] - contest.rounds[m - 1].votes[slot]));
      }
      const auto& out = round.eliminated;
      const bool goes = std::find(out.begin(), out.end(), slot) != out.end();
      cells.push_back(
          {is_out ? "" : votes_text(round.votes[slot]), "", goes ? Tone::bad : Tone::plain});
      is_out |= goes;
    }
    return cells;
  }

  static void add_exhausted(const ReplayedContest& contest, TextGrid& grid) {
    std::vector<Cell> cells;
    for (std::size_t m = 0; m < contest.rounds.size(); ++m) {
      const float exhausted = contest.rounds[m].exhausted;
      if (m > 0) cells.push_back(moved(exhausted - contest.rounds[m - 1].exhausted));
      cells.push_back({votes_text(exhausted), "", Tone::quiet});
    }
    grid.add_line();
    grid.add_row("exhausted", std::move(cells));
  }

  void add_districts(std::size_t c) {
    const ReplayedContest& contest = replay_.contests[c];
    const std::size_t n = contest.districts.size();
    if (n < 2) return;
    if (n > kMostRows) return page_.note(fmt::format("  in {} districts (see --json)", n));
    const bool has_blank = labels_.contests[c].rolloff > 0;
    TextGrid grid("district", {has_blank ? "who came" : "turnout", "ballots"}, 2);
    if (has_blank) grid.add_column("blank");
    const std::vector<std::size_t> order = by_success(contest);
    for (const std::size_t slot : order) grid.add_column(candidate(c, slot).id);
    for (const ReplayedDistrict& district : contest.districts) {
      const std::size_t d = district.district.index();
      std::vector<Cell> cells{{percent(replay_.district_turnout[d])},
                              {votes_text(district.ballots)}};
      if (has_blank) cells.push_back({votes_text(district.came - district.ballots)});
      for (const std::size_t slot : order) cells.push_back({votes_text(district.votes[slot])});
      grid.add_row(labels_.districts[d].name, std::move(cells));
    }
    page_.line("");
    page_.add(grid);
  }

  void add_universes() {
    const bool has_blank = std::ranges::any_of(
        labels_.contests, [](const ContestLabel& contest) { return contest.rolloff > 0; });
    page_.section("turnout of universes", has_blank ? "   who came, with blank ballots" : "");
    const std::size_t n = labels_.universes.size();
    if (n > kMostUniverses) return page_.note(fmt::format("  {} of them (see --json)", n));
    std::vector<std::vector<std::string>> words(labels_.districts.size());
    for (std::size_t i = 0; i < n; ++i) {
      const UniverseLabel& universe = labels_.universes[i];
      const std::string& district = labels_.districts[universe.district].id;
      words[universe.district].push_back(universe.id.substr(district.size() + 1) + " " +
                                         percent(replay_.universe_turnout[i]));
    }
    for (std::size_t d = 0; d < words.size(); ++d) {
      if (!words[d].empty()) {
        page_.line(list_of(words[d], ", ", "  " + labels_.districts[d].id + ": "));
      }
    }
  }

  void add_totals() {
    if (labels_.totals.empty()) return;
    page_.section("delegates in all");
    for (std::size_t t = 0; t < labels_.totals.size(); ++t) {
      const TotalLabel& total = labels_.totals[t];
      std::vector<std::string> words;
      for (std::size_t i = 0; i < labels_.total_names.size(); ++i) {
        if (labels_.total_names[i].total != t) continue;
        const std::int32_t won = replay_.total_delegates[i];
        const bool is_enough = won >= static_cast<std::int32_t>(total.majority);
        words.push_back(labels_.total_names[i].name + fmt::format(" {}", won) +
                        (is_enough ? " (a majority)" : ""));
      }
      page_.line(list_of(words, ", ", "  " + total.name + ": "));
    }
  }

  void add_slates() {
    if (labels_.slates.empty()) return;
    page_.section("slates");
    for (const SlateLabel& slate : labels_.slates) {
      std::vector<std::string> winners;
      for (const std::uint32_t member : slate.members) {
        const std::uint32_t contest = labels_.candidates[member].contest;
        const std::uint32_t slot = member - labels_.contests[contest].first_candidate;
        if (wins(replay_.contests[contest], slot)) {
          winners.push_back(candidate_label(labels_, member));
        }
      }
      page_.line(
          fmt::format("  {} wins {} of {}", slate.name, winners.size(), slate.members.size()) +
          list_of(winners, ", ", ": "));
    }
  }

  void add_events() {
    if (labels_.events.empty()) return;
    page_.section("events");
    for (const bool happened : {true, false}) {
      std::vector<std::string> names;
      for (std::size_t i = 0; i < labels_.events.size(); ++i) {
        if (replay_.events[i] == happened) names.push_back(labels_.events[i].name);
      }
      const char* const head = happened ? "  happened: " : "  did not happen: ";
      if (!names.empty()) page_.line(list_of(names, ", ", head));
    }
  }

  const Labels& labels_;
  const Replay& replay_;
  Page page_;
};

}  // namespace

std::string replay_text(const Labels& labels, const Replay& replay, const TableStyle& style) {
  return ReplayText(labels, replay, style).text();
}

}  // namespace hustings
