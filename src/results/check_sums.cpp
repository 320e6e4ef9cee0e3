#include "results/check_sums.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <map>
#include <numeric>
#include <span>
#include <vector>

#include "hustings/core/failure.hpp"

namespace hustings {
namespace {

using CountsRead = std::span<const std::uint64_t>;

void require(bool holds, const std::string& name, const std::string& dataset) {
  if (holds) return;
  throw Failure(ExitCode::bad_data, name + ": " + dataset + " does not add up");
}

std::uint64_t sum(CountsRead counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

std::string path_of(const Quantity& quantity) {
  return "/tally/" + std::string(quantity.tally_name()) +
         (quantity.kept == Kept::histogram ? "_histogram" : "");
}

void check_wins(const Results& results, const std::string& name) {
  const Labels& labels = results.labels;
  std::vector<std::uint64_t> wins(labels.contests.size());
  for (std::size_t i = 0; i < labels.candidates.size(); ++i) {
    wins[labels.candidates[i].contest] += results.tally[kWin].counts[i];
  }
  for (std::size_t c = 0; c < wins.size(); ++c) {
    const std::uint64_t all = results.tally.elections * labels.contests[c].seats;
    require(wins[c] == all, name, path_of(about(kWin)));
  }
}

void check_column(const Quantity& quantity, const Results& results, const std::string& name) {
  const Tally& tally = results.tally;
  const CountsRead counts =
      tally.columns[static_cast<std::size_t>(&quantity - quantities().data())].counts;
  for (const std::uint64_t count : counts) {
    require(count <= tally.elections, name, path_of(quantity));
  }
  const Extents extents(results.labels, tally.bins);
  const std::size_t n_items = extents.n(quantity.axis);
  const bool is_spread = quantity.kept == Kept::histogram || quantity.kept == Kept::numbers;
  if (!is_spread || counts.empty() || n_items == 0) return;
  const std::size_t width = counts.size() / n_items;
  for (std::size_t i = 0; i < n_items; ++i) {
    const std::uint64_t all = sum(counts.subspan(i * width, width));
    require(all == 0 || all == tally.elections, name, path_of(quantity));
  }
}

void check_outcomes(const Results& results, const std::string& name) {
  const Tally& tally = results.tally;
  const CountsRead seats = tally[kSeats].counts;
  const std::size_t n = results.labels.slates.size();
  const std::size_t width = n == 0 ? 0 : seats.size() / n;
  for (std::size_t s = 0; s < n; ++s) {
    const CountsRead outcomes = tally.outcomes[s];
    if (outcomes.empty()) continue;
    std::vector<std::uint64_t> won(width);
    for (std::size_t o = 0; o < outcomes.size(); ++o) {
      won.at(static_cast<std::size_t>(std::popcount(o))) += outcomes[o];
    }
    require(sum(outcomes) == tally.elections, name, "/tally/slate_outcome");
    require(std::ranges::equal(won, seats.subspan(s * width, width)), name, path_of(about(kSeats)));
  }
}

void check_pairs(const Results& results, const std::string& name) {
  const Tally& tally = results.tally;
  const CountsRead wins = tally[kWin].counts;
  for (std::size_t p = 0; p < tally.pairs.size(); ++p) {
    const std::uint64_t most =
        std::min(wins[tally.pairs[p].a.index()], wins[tally.pairs[p].b.index()]);
    require(tally.both_win[p] <= most, name, "/tally/both_win");
  }
}

/// Holds a count of every item against the same of the base, found by its name there.
template <class NameOf>
void check_moved(QuantityId quantity, const Results& world, const Results& base,
                 const NameOf& name_of, const std::string& name) {
  std::map<std::string, std::uint64_t> before;
  const CountsRead of_base = base.tally[quantity].counts;
  for (std::size_t i = 0; i < of_base.size(); ++i) before[name_of(base.labels, i)] = of_base[i];
  const CountsRead after = world.tally[quantity].counts;
  const auto& moved = world.paired[quantity].counts;
  for (std::size_t i = 0; i < after.size(); ++i) {
    const auto found = before.find(name_of(world.labels, i));
    if (found == before.end()) continue;
    require(found->second + moved[i].gains == after[i] + moved[i].losses, name,
            "/tally/paired_" + std::string(about(quantity).moved_name()) + "_gains");
  }
}

}  // namespace

void check_sums(const Results& results, const std::string& name) {
  check_wins(results, name);
  for (const Quantity& quantity : quantities()) check_column(quantity, results, name);
  check_outcomes(results, name);
  check_pairs(results, name);
}

void check_paired_sums(const Results& world, const Results& base, const std::string& name) {
  check_moved(kWin, world, base, candidate_label, name);
  check_moved(
      kEvent, world, base,
      [](const Labels& labels, std::size_t i) { return labels.events[i].name; }, name);
}

}  // namespace hustings
