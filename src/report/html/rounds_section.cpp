#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/html/html_table.hpp"
#include "report/html/marks.hpp"
#include "report/html/sections.hpp"
#include "report/html/words.hpp"
#include "report/lines.hpp"

namespace hustings {
namespace {

constexpr std::size_t kPairs = 6;
constexpr std::size_t kNarrow = 5;  // rounds that half a page holds

/// A chance or a share as a shade of one colour.
HtmlTable::Cell heat(double part, const std::string& text) {
  const int step = std::clamp(static_cast<int>(std::lround(7 * part)), 0, 7);
  return {text, "", fmt::format("cell up t{}", step), ""};
}

/// What one contest has of rounds: mean shares of valid votes over the elections that come to a
/// round, chances of going out after each, the last two. Rounds that fewer than kFewestGiven
/// elections reach are left out, of a shorter run those that not all reach.
class RoundsCard {
 public:
  RoundsCard(const Told& told, std::size_t contest)
      : told_(told), view_(told.view()), contest_(contest), n_rounds_(n_told()) {}

  std::string html() const {
    const ContestLabel& label = told_.labels().contests[contest_];
    std::string about = "in " + percent(view_.chance(kLedFirstButLost, contest_)) +
                        " of elections the leader of the first round loses";
    if (n_rounds_ < label.n_rounds) {
      about += fmt::format("; later rounds are reached in fewer than {} elections", kFewestGiven);
    }
    return "<div class=\"" + std::string(n_rounds_ > kNarrow ? "stack" : "grid2") + "\">" +
           written(HtmlCard{label.name + ": votes by round", about,
                            scrolled(votes(), label.name + ": votes by round")}) +
           written(HtmlCard{
               label.name + ": who goes out when", "chance of going out after each round",
               scrolled(eliminated(), label.name + ": who goes out when") + written(last_two())}) +
           "</div>";
  }

 private:
  /// Rounds that enough elections reach; of a short run those that all of its elections do.
  std::size_t n_told() const {
    const std::uint64_t enough = std::min<std::uint64_t>(kFewestGiven, view_.elections());
    std::size_t n = told_.labels().contests[contest_].n_rounds;
    while (n > 1 && view_.count(kReached, contest_, n - 1) < enough) --n;
    return n;
  }

  HtmlTable table(const std::string& caption) const {
    HtmlTable table;
    table.classes = "matrix";
    table.caption = caption;
    table.heads.push_back({"round", "", 1});
    for (std::size_t m = 0; m < n_rounds_; ++m) {
      table.heads.push_back({std::to_string(m + 1), "", 1});
    }
    return table;
  }

  /// Mean shares of valid votes, over the elections that come to the round.
  HtmlTable votes() const {
    HtmlTable made = table("mean share of the valid votes, where the round takes place");
    HtmlTable::Row reached{"takes place", {}, "", "minor"};
    HtmlTable::Row exhausted{"exhausted", {}, "", "minor"};
    bool exhausts = false;
    for (std::size_t m = 0; m < n_rounds_; ++m) {
      const double part = view_.chance(kReached, contest_, m).probability;
      reached.cells.push_back({percent(part), "", "cell", ""});
      const double lost = view_.distribution(kExhaustedByRound, contest_, m).mean;
      exhausts = exhausts || lost > 0;
      exhausted.cells.push_back({percent(lost), "", "cell", ""});
    }
    made.rows.push_back(std::move(reached));
    for (const std::size_t k : told_.reading().contests[contest_].order) {
      HtmlTable::Row row{star_name(told_.labels().candidates[k]), {}, told_.colour(k), ""};
      for (std::size_t m = 0; m < n_rounds_ && view_.has(kStanding, k, m); ++m) {
        const double share = view_.distribution(kStanding, k, m).mean;
        row.cells.push_back(heat(share, percent(share)));
      }
      made.rows.push_back(std::move(row));
    }
    if (exhausts) made.rows.push_back(std::move(exhausted));
    return made;
  }

  HtmlTable eliminated() const {
    HtmlTable made = table("");
    for (const std::size_t k : told_.reading().contests[contest_].order) {
      HtmlTable::Row row{star_name(told_.labels().candidates[k]), {}, told_.colour(k), ""};
      for (std::size_t m = 0; m < n_rounds_ && view_.has(kEliminated, k, m); ++m) {
        const Probability out = view_.chance(kEliminated, k, m);
        row.cells.push_back(out.probability > 0 ? heat(out.probability, percent(out))
                                                : HtmlTable::Cell{"", "", "cell", ""});
      }
      made.rows.push_back(std::move(row));
    }
    return made;
  }

  HtmlTable last_two() const {
    HtmlTable made{"", {{"the last two", "", 1}, {"chance", "", 2}}, {}, ""};
    const auto& candidates = told_.labels().candidates;
    for (const std::size_t i : view_.final_pairs_of(contest_)) {
      if (made.rows.size() == kPairs) break;
      const FinalPairLabel& pair = view_.final_pairs()[i];
      const Probability chance = view_.chance(kFinalPair, i);
      made.rows.push_back(
          {candidates[pair.a].name + " and " + candidates[pair.b].name,
           {mark_cell(bar_mark(chance.probability, "g")), number_cell(percent(chance))},
           "",
           ""});
    }
    return made;
  }

  const Told& told_;
  const View& view_;
  std::size_t contest_;
  std::size_t n_rounds_;
};

}  // namespace

std::string rounds_html(const Told& told) {
  std::string cards;
  for (const std::size_t c : told.reading().order) {
    if (told.labels().contests[c].n_rounds > 0) cards += RoundsCard(told, c).html();
  }
  return cards;
}

}  // namespace hustings
