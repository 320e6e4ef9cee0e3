#include <limits>
#include <numeric>
#include <set>

#include "hustings/summary/view.hpp"

namespace hustings {
namespace {

std::vector<std::uint32_t> paired_candidates(const Labels& labels, const Tally& tally) {
  if (counts_all_pairs(labels, tally)) {
    std::vector<std::uint32_t> all(labels.candidates.size());
    std::iota(all.begin(), all.end(), 0U);
    return all;
  }
  std::set<std::uint32_t> paired;
  for (const CandidatePair& pair : tally.pairs) {
    paired.insert(static_cast<std::uint32_t>(pair.a.index()));
    paired.insert(static_cast<std::uint32_t>(pair.b.index()));
  }
  return {paired.begin(), paired.end()};
}

}  // namespace

bool counts_all_pairs(const Labels& labels, const Tally& tally) {
  const std::size_t n = labels.candidates.size();
  return 2 * tally.pairs.size() + n == n * n;
}

PairWins pair_wins(const Labels& labels, const Tally& tally) {
  PairWins pairs{paired_candidates(labels, tally), {}};
  const std::size_t n = pairs.candidates.size();
  const auto elections = static_cast<double>(tally.elections);
  std::vector<std::size_t> position(labels.candidates.size());
  for (std::size_t i = 0; i < n; ++i) position[pairs.candidates[i]] = i;
  pairs.both_win.assign(n * n, std::numeric_limits<double>::quiet_NaN());
  const auto put = [&](std::size_t i, std::size_t j, std::uint64_t count) {
    pairs.both_win[i * n + j] = static_cast<double>(count) / elections;
  };
  for (std::size_t i = 0; i < n; ++i) put(i, i, tally[kWin].counts[pairs.candidates[i]]);
  for (std::size_t p = 0; p < tally.pairs.size(); ++p) {
    const std::size_t i = position[tally.pairs[p].a.index()];
    const std::size_t j = position[tally.pairs[p].b.index()];
    put(i, j, tally.both_win[p]);
    put(j, i, tally.both_win[p]);
  }
  return pairs;
}

}  // namespace hustings
