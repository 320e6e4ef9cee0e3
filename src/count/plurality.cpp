#include "count/plurality.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "count/plurality.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace hustings {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Fills shares, ballots, margin and winner; returns in `tied` the elections whose top two are
/// equal.
///
/// Law: margin = (most - second) / all votes, second being 0 of a lone candidate. Equal means equal
/// as 32-bit numbers: then the margin is exactly 0.
void compare_votes(const float* HWY_RESTRICT votes, std::size_t n, Outcome& outcome,
                   BatchBits& tied) {
  const hn::ScalableTag<float> d;
  const hn::RebindToSigned<decltype(d)> di;
  for (std::size_t e = 0; e < kBatch; e += hn::Lanes(d)) {
    auto top = hn::Load(d, votes + e);
    auto second = hn::Zero(d);
    auto total = top;
    auto winner = hn::Zero(di);
    for (std::size_t k = 1; k < n; ++k) {
      const auto v = hn::Load(d, votes + k * kBatch + e);
      const auto above = hn::Gt(v, top);
      second = hn::Max(second, hn::Min(top, v));
      winner = hn::IfThenElse(hn::RebindMask(di, above), hn::Set(di, static_cast<int>(k)), winner);
      top = hn::Max(top, v);
      total = hn::Add(total, v);
    }
    // Nobody's votes are shares of 0, not of nothing.
    const auto per_vote = hn::Div(hn::Set(d, 1.0F), hn::Max(total, hn::Set(d, 1e-30F)));
    for (std::size_t k = 0; k < n; ++k) {
      const auto v = hn::Load(d, votes + k * kBatch + e);
      hn::Store(hn::Mul(v, per_vote), d, outcome.shares.data() + k * kBatch + e);
    }
    hn::Store(total, d, outcome.ballots.data() + e);
    hn::Store(hn::Mul(hn::Sub(top, second), per_vote), d, outcome.margin.data() + e);
    hn::Store(winner, di, outcome.winner.data() + e);
    if (!hn::AllFalse(d, hn::Eq(top, second))) {
      for (std::size_t lane = 0; lane < hn::Lanes(d); ++lane) {
        tied.set(e + lane, n > 1 && outcome.margin[e + lane] == 0.0F);
      }
    }
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace hustings
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace hustings {

HWY_EXPORT(compare_votes);

namespace {

/// Draws a winner among all with most votes: the highest lot, so each of k tied wins with chance
/// 1 / k.
std::int32_t drawn_by_lot(std::span<const float> votes, const Lots& lots, std::uint64_t election) {
  const std::size_t lane = election % kBatch;
  float top = 0;
  for (std::size_t k = 0; k < lots.names.size(); ++k) top = std::max(top, votes[k * kBatch + lane]);
  std::int32_t winner = -1;
  std::uint32_t highest = 0;
  for (std::size_t k = 0; k < lots.names.size(); ++k) {
    if (votes[k * kBatch + lane] != top) continue;
    const std::uint32_t lot = lots.draw(k, election);
    if (winner >= 0 && lot <= highest) continue;
    winner = static_cast<std::int32_t>(k);
    highest = lot;
  }
  return winner;
}

/// Gives who is unopposed all votes exactly, where there are any: dividing them by themselves
/// rounds.
void settle_unopposed(Outcome& outcome) {
  for (std::size_t e = 0; e < kBatch; ++e) {
    outcome.shares[e] = outcome.margin[e] = outcome.ballots[e] > 0 ? 1.0F : 0.0F;
  }
}

}  // namespace

void count_plurality(std::span<const float> votes, const Lots& lots, std::uint64_t index,
                     std::size_t n_valid, Outcome& outcome) {
  const std::size_t n = lots.names.size();
  outcome.resize(n);
  outcome.rounds.n_rounds = 0;
  outcome.seats = 1;
  BatchBits tied;
  HWY_DYNAMIC_DISPATCH(compare_votes)(votes.data(), n, outcome, tied);
  if (n == 1) settle_unopposed(outcome);
  tied &= BatchBits::first(n_valid);
  for (std::size_t e = 0; tied.count() > 0 && e < n_valid; ++e) {
    if (!tied[e]) continue;
    outcome.winner[e] = drawn_by_lot(votes, lots, index * kBatch + e);
  }
  outcome.by_lot = tied;
  mark_wins(outcome);
}

}  // namespace hustings
#endif
