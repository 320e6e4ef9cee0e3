#include "count/outcome.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "count/outcome.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace hustings {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Sets wins[k] where winner == k.
void mark_slots(const std::int32_t* HWY_RESTRICT winner, std::size_t n, BatchBits* wins) {
  const hn::ScalableTag<std::int32_t> di;
  for (std::size_t k = 0; k < n; ++k) {
    const auto slot = hn::Set(di, static_cast<int>(k));
    for (std::size_t w = 0; w < BatchBits::kWords; ++w) {
      std::uint64_t word = 0;
      for (std::size_t lane = 0; lane < 64; lane += hn::Lanes(di)) {
        std::uint8_t bytes[8] = {};
        hn::StoreMaskBits(di, hn::Eq(hn::Load(di, winner + w * 64 + lane), slot), bytes);
        std::uint64_t bits = 0;
        for (std::size_t b = 0; b * 8 < hn::Lanes(di); ++b) {
          bits |= static_cast<std::uint64_t>(bytes[b]) << (8 * b);
        }
        word |= bits << lane;
      }
      wins[k].words[w] = word;
    }
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace hustings
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace hustings {

HWY_EXPORT(mark_slots);

void Rounds::resize(std::size_t n_candidates, std::size_t most_rounds) {
  n_rounds = most_rounds;
  eliminated.resize(n_candidates * kBatch);
  last.resize(kBatch);
  runner_up.resize(kBatch);
  leader.resize(kBatch);
  standing.resize(n_rounds * n_candidates * kBatch);
  exhausted.resize(n_rounds * kBatch);
  final_shares.resize(n_candidates * kBatch);
  final_votes.resize(kBatch);
}

void DelegatesWon::resize(std::size_t n_candidates) {
  won.resize(n_candidates * kBatch);
  shares.resize(n_candidates * kBatch);
  leader.resize(kBatch);
}

void Outcome::resize(std::size_t n_candidates) {
  shares.resize(n_candidates * kBatch);
  ballots.resize(kBatch);
  margin.resize(kBatch);
  winner.resize(kBatch);
  wins.resize(n_candidates);
  delegates.seats = 0;
}

void mark_wins(Outcome& outcome) {
  HWY_DYNAMIC_DISPATCH(mark_slots)
  (outcome.winner.data(), outcome.wins.size(), outcome.wins.data());
}

}  // namespace hustings
#endif
