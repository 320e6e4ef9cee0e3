#include "report/replay_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "report/text_grid.hpp"

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

std::string percent(float share) {
  return fmt::format("{:.1f}%", 100 * share);
}

class ReplayText {
 public:
  ReplayText(const Labels& labels, const Replay& replay, const TableStyle& style)
      : labels_(labels), replay_(replay), style_(style) {}

  std::string text() {
    line(bold(labels_.title));
    line(dim(fmt::format("election {} (the first is 0), seed {}", with_thousands(replay_.election),
                         labels_.seed)));
    add_effects();
    for (std::size_t c = 0; c < labels_.contests.size(); ++c) add_contest(c);
    add_universes();
    add_totals();
    add_slates();
    add_events();
    return std::move(text_);
  }

 private:
  void line(const std::string& text) { text_ += text + '\n'; }
  std::string bold(const std::string& text) const { return hustings::bold(text, style_); }
  std::string dim(const std::string& text) const { return hustings::dim(text, style_); }

  /// Writes words after a head, in as many lines as they need.
  void add_words(const std::string& head, const std::vector<std::string>& words,
                 const char* separator = ",") {
    std::string row = head;
    bool is_first = true;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::string word = words[i] + (i + 1 < words.size() ? separator : "");
      if (!is_first && row.size() + 1 + word.size() > style_.width) {
        line(row);
        row = std::string(4, ' ');
        is_first = true;
      }
      row += (is_first ? "" : " ") + word;
      is_first = false;
    }
    line(row);
  }

  void add_grid(const TextGrid& grid) {
    const std::string text = grid.text({style_.width - 2, style_.colour});
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      line((end > at ? "  " : "") + text.substr(at, end - at));
      at = end + 1;
    }
  }

  void add_effects() {
    if (replay_.factors.empty()) return;
    line("");
    line(bold("effects") + dim("   in standard deviations"));
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
    std::vector<std::string> words;
    const bool is_cut = factors.size() > kMostListed;
    if (is_cut) {
      std::stable_sort(factors.begin(), factors.end(), [](const auto& a, const auto& b) {
        return std::fabs(a.value) > std::fabs(b.value);
      });
    }
    for (std::size_t i = 0; i < std::min(factors.size(), kMostListed); ++i) {
      const ReplayedFactor& factor = factors[i];
      words.push_back(factor.level + (factor.level.empty() ? "" : " ") +
                      fmt::format("{:+.2f}", factor.value));
    }
    if (is_cut) {
      words.push_back(fmt::format("and {} within {:.2f} of 0", factors.size() - kMostListed,
                                  std::fabs(factors[kMostListed].value)));
    }
    add_words(head + ": ", words, ";");
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
    std::string about =
        fmt::format("   turnout {}, {} ballots, margin {:.2f} points", percent(contest.turnout),
                    votes_text(contest.ballots), 100 * contest.margin);
    if (contest.by_lot) about += ", a tie by lot";
    if (contest.is_recounted) about += ", recounted";
    line("");
    line(bold(label.name == label.id ? label.id : label.id + "  " + label.name) + dim(about));
    TextGrid grid("candidate");
    if (contest.rounds.empty()) {
      grid.add_column("votes");
      grid.add_column("share");
      if (!contest.delegates.empty()) grid.add_column("delegates");
      grid.add_column("");
    } else {
      add_round_columns(label, contest, grid);
    }
    for (const std::size_t slot : by_success(contest)) {
      const CandidateLabel& one = candidate(c, slot);
      std::vector<Cell> cells =
          contest.rounds.empty() ? first_choices(contest, slot) : standing(label, contest, slot);
      const bool wins = ReplayText::wins(contest, slot);
      cells.push_back({wins ? "wins" : "", "", wins ? Tone::good : Tone::plain});
      grid.add_row(one.name + (one.incumbent ? " *" : ""), std::move(cells));
    }
    if (label.rule == "ranked_choice") add_exhausted(contest, grid);
    add_grid(grid);
    add_districts(c);
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
    grid.add_column("");
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
    cells.push_back({});
    grid.add_line();
    grid.add_row("exhausted", std::move(cells));
  }

  void add_districts(std::size_t c) {
    const ReplayedContest& contest = replay_.contests[c];
    const std::size_t n = contest.districts.size();
    if (n < 2) return;
    if (n > kMostRows) {
      return line(dim(fmt::format("  in {} districts (see --json)", n)));
    }
    TextGrid grid("district");
    grid.add_column("turnout");
    grid.add_column("ballots");
    const std::vector<std::size_t> order = by_success(contest);
    for (const std::size_t slot : order) grid.add_column(candidate(c, slot).id);
    for (const ReplayedDistrict& district : contest.districts) {
      const std::size_t d = district.district.index();
      std::vector<Cell> cells{{percent(replay_.district_turnout[d])},
                              {votes_text(district.ballots)}};
      for (const std::size_t slot : order) cells.push_back({votes_text(district.votes[slot])});
      grid.add_row(labels_.districts[d].name, std::move(cells));
    }
    line("");
    add_grid(grid);
  }

  void add_universes() {
    line("");
    line(bold("turnout of universes"));
    const std::size_t n = labels_.universes.size();
    if (n > kMostUniverses) {
      return line(dim(fmt::format("  {} of them (see --json)", n)));
    }
    std::vector<std::vector<std::string>> words(labels_.districts.size());
    for (std::size_t i = 0; i < n; ++i) {
      const UniverseLabel& universe = labels_.universes[i];
      const std::string& district = labels_.districts[universe.district].id;
      words[universe.district].push_back(universe.id.substr(district.size() + 1) + " " +
                                         percent(replay_.universe_turnout[i]));
    }
    for (std::size_t d = 0; d < words.size(); ++d) {
      if (!words[d].empty()) add_words("  " + labels_.districts[d].id + ": ", words[d]);
    }
  }

  void add_totals() {
    if (labels_.totals.empty()) return;
    line("");
    line(bold("delegates in all"));
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
      add_words("  " + total.name + ": ", words);
    }
  }

  void add_slates() {
    if (labels_.slates.empty()) return;
    line("");
    line(bold("slates"));
    for (const SlateLabel& slate : labels_.slates) {
      std::vector<std::string> winners;
      for (const std::uint32_t member : slate.members) {
        const std::uint32_t contest = labels_.candidates[member].contest;
        const std::uint32_t slot = member - labels_.contests[contest].first_candidate;
        if (wins(replay_.contests[contest], slot)) {
          winners.push_back(candidate_label(labels_, member));
        }
      }
      const bool some = !winners.empty();
      add_words(fmt::format("  {} wins {} of {}{}", slate.name, winners.size(),
                            slate.members.size(), some ? ": " : ""),
                winners);
    }
  }

  void add_events() {
    if (labels_.events.empty()) return;
    line("");
    line(bold("events"));
    for (const bool happened : {true, false}) {
      std::vector<std::string> names;
      for (std::size_t i = 0; i < labels_.events.size(); ++i) {
        if (replay_.events[i] == happened) names.push_back(labels_.events[i].name);
      }
      if (!names.empty()) add_words(happened ? "  happened: " : "  did not happen: ", names);
    }
  }

  const Labels& labels_;
  const Replay& replay_;
  const TableStyle& style_;
  std::string text_;
};

}  // namespace

std::string replay_text(const Labels& labels, const Replay& replay, const TableStyle& style) {
  return ReplayText(labels, replay, style).text();
}

}  // namespace hustings
