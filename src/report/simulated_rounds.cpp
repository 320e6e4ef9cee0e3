#include "report/simulated_rounds.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hustings {
namespace {

std::string in_percent(double share) {
  return fmt::format(" {:>5.1f}", 100 * share);
}

/// Mean shares by round of a candidate or the contest.
std::string row(const std::string& name, std::size_t width, const SimulatedRounds& of,
                QuantityId quantity, std::size_t item) {
  std::string text = "  " + padded(name, width);
  for (std::size_t m = 0; of.view.has(quantity, item, m); ++m) {
    text += in_percent(of.view.distribution(quantity, item, m).mean);
  }
  return text;
}

/// The pairs that are most often the last two.
std::string last_two(const SimulatedRounds& of) {
  const auto& candidates = of.view.labels().candidates;
  std::string text;
  const std::vector<std::size_t> pairs = of.view.final_pairs_of(of.contest);
  for (std::size_t i = 0; i < pairs.size() && i < 3; ++i) {
    const FinalPairLabel& pair = of.view.final_pairs()[pairs[i]];
    text += (i == 0 ? "" : ", ") + candidates[pair.a].id + " - " + candidates[pair.b].id + " " +
            percent(of.view.chance(kFinalPair, pairs[i]));
  }
  return text;
}

}  // namespace

std::string simulated_rounds_table(const SimulatedRounds& of, const TableStyle& style) {
  const View& view = of.view;
  const std::size_t n_rounds = view.labels().contests[of.contest].n_rounds;
  const bool may_end_early = view.chance(kReached, of.contest, n_rounds - 1).probability < 1;
  const std::string title =
      may_end_early ? "share by round, where it takes place" : "share of valid votes by round";
  const std::size_t width = std::max(of.name_width, columns_of(title));
  std::string head = "  " + padded(title, width);
  std::string reached = "  " + padded("takes place, percent", width);
  bool exhausts = false;  // second elections of a runoff exhaust nobody
  for (std::size_t m = 0; m < n_rounds; ++m) {
    head += fmt::format(" {:>5}", m + 1);
    reached += in_percent(view.chance(kReached, of.contest, m).probability);
    exhausts |= view.distribution(kExhaustedByRound, of.contest, m).mean > 0;
  }
  std::string text = "\n" + dim(head, style) + "\n";
  if (may_end_early) text += dim(reached, style) + "\n";
  for (const std::size_t k : of.order) {
    text += row(view.labels().candidates[k].name, width, of, kStanding, k) + "\n";
  }
  if (exhausts) {
    text += dim(row("exhausted", width, of, kExhaustedByRound, of.contest), style) + "\n";
  }
  return text + "  last two: " + last_two(of) +
         dim("   led the first round but lost " +
                 percent(view.chance(kLedFirstButLost, of.contest)),
             style) +
         "\n";
}

}  // namespace hustings
