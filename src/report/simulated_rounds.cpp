#include "report/simulated_rounds.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hustings {
namespace {

std::string in_percent(double share) {
  return fmt::format(" {:>5.1f}", 100 * share);
}

std::string row(const std::string& name, std::size_t width,
                const std::vector<Distribution>& shares) {
  std::string text = "  " + padded(name, width);
  for (const Distribution& share : shares) text += in_percent(share.mean);
  return text;
}

/// The pairs that are most often the last two.
std::string last_two(const Labels& labels, const RoundsSummary& rounds) {
  std::string pairs;
  for (std::size_t i = 0; i < rounds.final_pairs.size() && i < 3; ++i) {
    const FinalPair& pair = rounds.final_pairs[i];
    pairs += (i == 0 ? "" : ", ") + labels.candidates[pair.a].id + " - " +
             labels.candidates[pair.b].id + " " + percent(pair.probability);
  }
  return pairs;
}

}  // namespace

std::string simulated_rounds_table(const SimulatedRounds& of, const TableStyle& style) {
  const RoundsSummary& rounds = of.rounds;
  const bool may_end_early = rounds.reached.back() < 1;
  const std::string title =
      may_end_early ? "share by round, where it takes place" : "share of valid votes by round";
  const std::size_t width = std::max(of.name_width, columns_of(title));
  std::string head = "  " + padded(title, width);
  std::string reached = "  " + padded("takes place, percent", width);
  for (std::size_t m = 0; m < of.contest.n_rounds; ++m) {
    head += fmt::format(" {:>5}", m + 1);
    reached += in_percent(rounds.reached[m]);
  }
  std::string text = "\n" + dim(head, style) + "\n";
  if (may_end_early) text += dim(reached, style) + "\n";
  for (const std::size_t k : of.order) {
    text +=
        row(of.labels.candidates[k].name, width, rounds.standing[k - of.contest.first_candidate]) +
        "\n";
  }
  // Second elections of a runoff exhaust nobody.
  const bool exhausts = std::ranges::any_of(
      rounds.exhausted_by_round, [](const Distribution& exhausted) { return exhausted.mean > 0; });
  if (exhausts) text += dim(row("exhausted", width, rounds.exhausted_by_round), style) + "\n";
  return text + "  last two: " + last_two(of.labels, rounds) +
         dim("   led the first round but lost " + percent(rounds.led_first_but_lost), style) + "\n";
}

}  // namespace hustings
