#include "report/simulated_rounds.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "report/lines.hpp"
#include "report/text_grid.hpp"

namespace hustings {
namespace {

using Cells = std::vector<TextGrid::Cell>;

TextGrid::Cell in_percent(double share, TextGrid::Tone tone = TextGrid::Tone::plain) {
  return {fmt::format("{:.1f}", 100 * share), "", tone};
}

/// Mean shares by round of a candidate or the contest.
Cells shares(const View& view, QuantityId quantity, std::size_t item, TextGrid::Tone tone) {
  Cells cells;
  for (std::size_t m = 0; view.has(quantity, item, m); ++m) {
    cells.push_back(in_percent(view.distribution(quantity, item, m).mean, tone));
  }
  return cells;
}

/// The pairs that are most often the last two.
std::string last_two(const SimulatedRounds& of) {
  const auto& candidates = of.view.labels().candidates;
  std::vector<std::string> words;
  for (const std::size_t i : of.view.final_pairs_of(of.contest)) {
    if (words.size() == 3) break;
    const FinalPairLabel& pair = of.view.final_pairs()[i];
    words.push_back(candidates[pair.a].id + " - " + candidates[pair.b].id + " " +
                    percent(of.view.chance(kFinalPair, i)));
  }
  return list_of(words);
}

}  // namespace

std::string simulated_rounds_table(const SimulatedRounds& of, const TableStyle& style) {
  const View& view = of.view;
  const std::size_t n_rounds = view.labels().contests[of.contest].n_rounds;
  const bool may_end_early = view.chance(kReached, of.contest, n_rounds - 1).probability < 1;
  TextGrid grid("round", {}, 2);
  Cells reached;
  bool exhausts = false;  // second elections of a runoff exhaust nobody
  for (std::size_t m = 0; m < n_rounds; ++m) {
    grid.add_column(std::to_string(m + 1));
    reached.push_back(
        in_percent(view.chance(kReached, of.contest, m).probability, TextGrid::Tone::quiet));
    exhausts |= view.distribution(kExhaustedByRound, of.contest, m).mean > 0;
  }
  if (may_end_early) grid.add_row("takes place", std::move(reached));
  for (const std::size_t k : of.order) {
    grid.add_row(view.labels().candidates[k].name,
                 shares(view, kStanding, k, TextGrid::Tone::plain));
  }
  if (exhausts) {
    grid.add_row("exhausted", shares(view, kExhaustedByRound, of.contest, TextGrid::Tone::quiet));
  }
  const std::string title = may_end_early ? "percent of valid votes by round, where it takes place"
                                          : "percent of valid votes by round";
  return "\n  " + dim(title, style) + "\n" + grid.text(style) + "  last two: " + last_two(of) +
         dim("\n  who led the first round lost: " +
                 percent(view.chance(kLedFirstButLost, of.contest)),
             style) +
         "\n";
}

}  // namespace hustings
