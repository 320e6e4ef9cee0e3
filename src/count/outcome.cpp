#include "count/outcome.hpp"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "count/outcome.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace hustings {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Sets wins[k] where winner == k: bit e of the set is election e, on any width of vectors.
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

void Rounds::resize(std::size_t n_candidates, std::size_t most_rounds,
                    std::size_t n_transfer_groups) {
  n_rounds = most_rounds;
  n_groups = n_transfer_groups;
  eliminated.resize(n_candidates * kBatch);
  last.resize(kBatch);
  runner_up.resize(kBatch);
  leader.resize(kBatch);
  standing.resize(n_rounds * n_candidates * kBatch);
  exhausted.resize(n_rounds * kBatch);
  exhausted_of.assign(n_groups * kBatch, 0.0F);  // nobody is eliminated of two
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

namespace {

/// Rows of places as rows of slots, block by block (a round, or the only one).
template <class T>
void spread_rows(const std::vector<std::uint32_t>& slots, std::size_t n, Aligned<T>& rows) {
  const std::size_t m = slots.size();
  const std::size_t n_blocks = rows.size() / (m * kBatch);
  Aligned<T> spread(n_blocks * n * kBatch, T{0});
  for (std::size_t block = 0; block < n_blocks; ++block) {
    for (std::size_t i = 0; i < m; ++i) {
      std::copy_n(&rows[(block * m + i) * kBatch], kBatch,
                  &spread[(block * n + slots[i]) * kBatch]);
    }
  }
  rows.swap(spread);
}

/// Turns places, which name candidates in some rows, into slots.
void spread_names(const std::vector<std::uint32_t>& slots, Aligned<std::int32_t>& places) {
  for (std::int32_t& place : places) {
    place = static_cast<std::int32_t>(slots[static_cast<std::size_t>(place)]);
  }
}

}  // namespace

void spread_places(const std::vector<std::uint32_t>& slots, std::size_t n, Outcome& outcome) {
  spread_rows(slots, n, outcome.shares);
  spread_names(slots, outcome.winner);
  std::vector<BatchBits> wins(n);
  for (std::size_t i = 0; i < slots.size(); ++i) wins[slots[i]] = outcome.wins[i];
  outcome.wins.swap(wins);
  DelegatesWon& delegates = outcome.delegates;
  if (delegates.seats > 0) {
    spread_rows(slots, n, delegates.won);
    spread_rows(slots, n, delegates.shares);
    spread_names(slots, delegates.leader);
  }
  Rounds& rounds = outcome.rounds;
  if (rounds.n_rounds == 0) return;
  spread_rows(slots, n, rounds.eliminated);
  spread_rows(slots, n, rounds.standing);
  spread_rows(slots, n, rounds.final_shares);
  spread_names(slots, rounds.runner_up);
  spread_names(slots, rounds.leader);
}

void mark_wins(Outcome& outcome) {
  HWY_DYNAMIC_DISPATCH(mark_slots)
  (outcome.winner.data(), outcome.wins.size(), outcome.wins.data());
}

namespace {

using Elections = std::span<const std::uint16_t>;

template <class T>
void pick(const Aligned<T>& from, Elections elections, Aligned<T>& to) {
  to.resize(from.size());
  pick_elections(std::span<const T>(from), elections, to.data());
}

BatchBits picked(const BatchBits& from, Elections elections) {
  BatchBits to;
  for (std::size_t i = 0; i < elections.size(); ++i) to.set(i, from[elections[i]]);
  return to;
}

void pick(const Rounds& from, Elections elections, Rounds& to) {
  to.n_rounds = from.n_rounds;
  to.n_groups = from.n_groups;
  if (from.n_rounds == 0) return;
  pick(from.eliminated, elections, to.eliminated);
  pick(from.last, elections, to.last);
  pick(from.runner_up, elections, to.runner_up);
  pick(from.leader, elections, to.leader);
  pick(from.standing, elections, to.standing);
  pick(from.exhausted, elections, to.exhausted);
  pick(from.exhausted_of, elections, to.exhausted_of);
  pick(from.final_shares, elections, to.final_shares);
  pick(from.final_votes, elections, to.final_votes);
}

void pick(const DelegatesWon& from, Elections elections, DelegatesWon& to) {
  to.seats = from.seats;
  if (from.seats == 0) return;
  pick(from.won, elections, to.won);
  pick(from.shares, elections, to.shares);
  pick(from.leader, elections, to.leader);
  to.tied = picked(from.tied, elections);
}

}  // namespace

void pick_elections(const Outcome& from, Elections elections, Outcome& to) {
  pick(from.shares, elections, to.shares);
  pick(from.ballots, elections, to.ballots);
  pick(from.margin, elections, to.margin);
  pick(from.winner, elections, to.winner);
  to.wins.clear();
  for (const BatchBits& wins : from.wins) to.wins.push_back(picked(wins, elections));
  to.seats = from.seats;
  to.by_lot = picked(from.by_lot, elections);
  pick(from.rounds, elections, to.rounds);
  pick(from.delegates, elections, to.delegates);
  pick(from.district_ballots, elections, to.district_ballots);
}

}  // namespace hustings
#endif
