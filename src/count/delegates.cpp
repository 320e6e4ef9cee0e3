#include "count/delegates.hpp"

#include <algorithm>

#include "count/one_pool.hpp"
#include "count/plurality.hpp"
#include "hustings/model/night_plan.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "count/delegates.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace hustings {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using DD = hn::ScalableTag<double>;
using VD = hn::Vec<DD>;
using MD = hn::Mask<DD>;

/// A whole quotient with its remainder.
struct Quotient {
  VD whole;
  VD rest;
};

/// Divides a = whole x b + rest, 0 <= rest < b, for a quotient below 2^50; `per_b` is 1 / b.
///
/// The product with 1 / b may miss the whole part by one; the remainder, exact as long as whole x b
/// is, tells, and is mended. A division would be slower and round as well.
HWY_INLINE Quotient divide(VD a, VD b, VD per_b) {
  const DD d;
  const VD round_off = hn::Set(d, 4503599627370496.0);  // 2^52: what is added to it is made whole
  const VD nearest = hn::Sub(hn::Add(hn::Mul(a, per_b), round_off), round_off);
  const VD rest = hn::Sub(a, hn::Mul(nearest, b));
  const MD below = hn::Lt(rest, hn::Zero(d));
  return {hn::Sub(nearest, hn::IfThenElseZero(below, hn::Set(d, 1.0))),
          hn::Add(rest, hn::IfThenElseZero(below, b))};
}

/// One pool of one vector of elections.
///
/// Law: with votes v_k, V their sum and D the pool's delegates, k qualifies if 10^6 v_k >= T V, T
/// the threshold in millionths: whole numbers on both sides, so 15 % itself qualifies. If nobody
/// does, who has enough_of_leader of the most votes. With Q the sum of the qualified each gets
/// floor(D v_k / Q), and what is left goes one by one to the largest remainders. kRounds: with
/// v_k / V and v_k / Q in hundred-thousandths, half up. In doubles, each number exact for votes of
/// 32 bits within a factor of 2^18, so equal remainders are equal on every machine.
///
/// Elections in which more have a remainder than there are delegates left, because some are equal,
/// are marked and get nothing here: few, they are settled in plain code. Source: docs/method.md,
/// "Counting".
template <bool kRounds>
class Award {
 public:
  Award(const AwardTask& task, std::size_t pool, std::size_t e)
      : task_(task),
        plan_(*task.plan),
        pool_(task.pools[pool]),
        tied_in_(task.tied[pool]),
        n_(plan_.n_candidates),
        e_(e) {}

  void run() {
    qualify();
    if (n_kept_ == 0) return;
    share_out();
    give_rest();
    const DD d;
    const hn::Rebind<std::int32_t, DD> di;
    for (std::size_t i = 0; i < n_kept_; ++i) {
      std::int32_t* won = task_.won + slot_[i] * kBatch + e_;
      const VD gets = hn::IfThenZeroElse(tied_, whole_[i]);
      hn::Store(hn::Add(hn::Load(di, won), hn::DemoteTo(di, gets)), di, won);
    }
    if (!hn::AllFalse(d, tied_)) mark();
  }

 private:
  static VD set(double value) { return hn::Set(DD(), value); }

  /// What keeps a division from being by nothing.
  static VD positive(VD sum) { return hn::IfThenElse(hn::Gt(sum, set(0)), sum, set(1)); }

  /// Hundred-thousandths of a sum, rounded half up: percent with three decimals.
  static VD rounded(VD votes, VD sum, VD per_two_sums) {
    const VD twice = hn::Add(hn::Mul(votes, set(2e5)), sum);
    return divide(twice, hn::Add(sum, sum), per_two_sums).whole;
  }

  /// Keeps the votes of those who share a pool in any of these elections; 0 where they do not.
  void qualify() {
    const DD d;
    const hn::Rebind<float, DD> df;
    const auto load = [&](std::size_t k) HWY_ATTR {
      return hn::PromoteTo(d, hn::Load(df, pool_.votes + k * kBatch + e_));
    };
    VD sum = set(0);
    VD most = set(0);
    for (std::size_t k = 0; k < n_; ++k) {
      const VD v = load(k);
      sum = hn::Add(sum, v);
      most = hn::Max(most, v);
    }
    const VD safe = positive(sum);
    const VD per_two_sums = kRounds ? hn::Div(set(0.5), safe) : safe;
    const auto value = [&](VD v) HWY_ATTR {
      return hn::Mul(kRounds ? rounded(v, safe, per_two_sums) : v, set(1e6));
    };
    const VD threshold = hn::Mul(set(plan_.threshold_millionths), kRounds ? set(1e5) : sum);
    const VD leader = value(most);
    const VD limit = hn::IfThenElse(hn::Ge(leader, threshold), threshold,
                                    hn::Mul(leader, set(plan_.enough_of_leader)));
    n_kept_ = 0;
    for (std::size_t k = 0; k < n_; ++k) {
      const VD v = load(k);
      const MD shares = hn::And(hn::Ge(value(v), limit), hn::Gt(v, set(0)));
      if (hn::AllFalse(d, shares)) continue;
      slot_[n_kept_] = k;
      votes_[n_kept_++] = hn::IfThenElseZero(shares, v);
    }
  }

  /// Gives whole delegates, and finds what is left of each quota.
  void share_out() {
    VD sum = set(0);
    for (std::size_t i = 0; i < n_kept_; ++i) sum = hn::Add(sum, votes_[i]);
    const VD safe = positive(sum);
    const VD per_two_sums = kRounds ? hn::Div(set(0.5), safe) : safe;
    const VD unit = kRounds ? set(1e5) : safe;
    const VD per_unit = hn::Div(set(1), unit);
    left_ = hn::IfThenElseZero(hn::Gt(sum, set(0)), set(pool_.seats));
    for (std::size_t i = 0; i < n_kept_; ++i) {
      const VD part = kRounds ? rounded(votes_[i], safe, per_two_sums) : votes_[i];
      const Quotient quotient = divide(hn::Mul(part, set(pool_.seats)), unit, per_unit);
      const MD shares = hn::Gt(votes_[i], set(0));
      whole_[i] = quotient.whole;
      rest_[i] = hn::IfThenElse(shares, quotient.rest, set(-1));
      left_ = hn::Sub(left_, quotient.whole);
    }
  }

  /// Gives what is left to the largest remainders; where more than that many have them, because
  /// some are equal, the pool is tied.
  void give_rest() {
    const VD one = set(1);
    for (std::size_t i = 0; i < n_kept_; ++i) ahead_[i] = set(0);
    for (std::size_t i = 0; i < n_kept_; ++i) {
      for (std::size_t j = i + 1; j < n_kept_; ++j) {
        ahead_[i] = hn::Add(ahead_[i], hn::IfThenElseZero(hn::Gt(rest_[j], rest_[i]), one));
        ahead_[j] = hn::Add(ahead_[j], hn::IfThenElseZero(hn::Gt(rest_[i], rest_[j]), one));
      }
    }
    VD given = set(0);
    for (std::size_t i = 0; i < n_kept_; ++i) {
      const VD gets = hn::IfThenElseZero(hn::Lt(ahead_[i], left_), one);
      whole_[i] = hn::Add(whole_[i], gets);
      given = hn::Add(given, gets);
    }
    tied_ = hn::Gt(given, left_);
  }

  /// Marks the elections of this vector that equal remainders leave open.
  void mark() const {
    const DD d;
    std::uint8_t bytes[8] = {};
    hn::StoreMaskBits(d, tied_, bytes);
    tied_in_.words[e_ / 64] |= static_cast<std::uint64_t>(bytes[0]) << (e_ % 64);
  }

  const AwardTask& task_;
  const DelegatesPlan& plan_;
  const PoolVotes& pool_;
  BatchBits& tied_in_;
  std::size_t n_;
  std::size_t e_;
  std::size_t n_kept_ = 0;            ///< who shares the pool in any of these elections
  std::size_t slot_[kMaxCandidates];  ///< of those, and what belongs to them
  VD votes_[kMaxCandidates];
  VD whole_[kMaxCandidates];
  VD rest_[kMaxCandidates];   ///< remainders; -1 = does not share the pool
  VD ahead_[kMaxCandidates];  ///< how many have a larger one
  VD left_;                   ///< delegates beyond the whole ones
  MD tied_;
};

template <bool kRounds>
void award_pools(const AwardTask& task) {
  for (std::size_t pool = 0; pool < task.pools.size(); ++pool) {
    for (std::size_t e = 0; e < kBatch; e += hn::Lanes(DD())) Award<kRounds>(task, pool, e).run();
  }
}

/// Fills shares of delegates, margin and winner; marks the elections in which somebody equals the
/// winner in delegates and votes.
///
/// Law: the winner has most delegates, of equals most votes; margin = (its delegates - the most of
/// another) / all delegates, 0 where delegates are equal and votes decide.
void compare_delegates(const float* HWY_RESTRICT votes, std::size_t n, Outcome& outcome,
                       BatchBits& tied) {
  const hn::ScalableTag<float> d;
  const hn::RebindToSigned<decltype(d)> di;
  const auto seats = hn::Set(d, static_cast<float>(outcome.delegates.seats));
  const auto won = [&](std::size_t k, std::size_t e) HWY_ATTR {
    return hn::ConvertTo(d, hn::Load(di, outcome.delegates.won.data() + k * kBatch + e));
  };
  for (std::size_t e = 0; e < kBatch; e += hn::Lanes(d)) {
    auto top = hn::Set(d, -1.0F);
    auto top_votes = hn::Zero(d);
    auto second = hn::Zero(d);
    auto winner = hn::Zero(di);
    auto equals = hn::Zero(d);
    for (std::size_t k = 0; k < n; ++k) {
      const auto w = won(k, e);
      const auto v = hn::Load(d, votes + k * kBatch + e);
      const auto same = hn::Eq(w, top);
      const auto above = hn::Or(hn::Gt(w, top), hn::And(same, hn::Gt(v, top_votes)));
      const auto equal = hn::And(same, hn::Eq(v, top_votes));
      equals =
          hn::IfThenZeroElse(above, hn::Add(equals, hn::IfThenElseZero(equal, hn::Set(d, 1.0F))));
      second = hn::Max(second, hn::Min(top, w));
      winner = hn::IfThenElse(hn::RebindMask(di, above), hn::Set(di, static_cast<int>(k)), winner);
      top = hn::IfThenElse(above, w, top);
      top_votes = hn::IfThenElse(above, v, top_votes);
      hn::Store(hn::Div(w, seats), d, outcome.delegates.shares.data() + k * kBatch + e);
    }
    hn::Store(hn::Div(hn::Sub(top, second), seats), d, outcome.margin.data() + e);
    hn::Store(winner, di, outcome.winner.data() + e);
    std::uint8_t bytes[8] = {};
    hn::StoreMaskBits(d, hn::Gt(equals, hn::Zero(d)), bytes);
    for (std::size_t b = 0; b * 8 < hn::Lanes(d); ++b) {
      tied.words[e / 64] |= static_cast<std::uint64_t>(bytes[b]) << (e % 64 + 8 * b);
    }
  }
}

const DelegateKernels& delegate_table() {
  static const DelegateKernels table{award_pools<false>, award_pools<true>, compare_delegates};
  return table;
}

}  // namespace HWY_NAMESPACE
}  // namespace hustings
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace hustings {

HWY_EXPORT(delegate_table);

DelegatesCounter::DelegatesCounter(const DelegatesPlan& plan, const Lots& lots)
    : plan_(plan),
      lots_(lots),
      kernels_(HWY_DYNAMIC_DISPATCH(delegate_table)()),
      award_(plan.rounds_percentages ? kernels_.award_rounded : kernels_.award),
      totals_(plan.n_candidates * kBatch),
      tied_(plan.pools.size()) {}

void DelegatesCounter::add_up(std::span<const float> votes) {
  std::copy_n(votes.begin(), totals_.size(), totals_.begin());
  for (std::size_t part = 1; part < plan_.n_parts; ++part) {
    const float* of = votes.data() + part * totals_.size();
    for (std::size_t i = 0; i < totals_.size(); ++i) totals_[i] += of[i];
  }
}

void DelegatesCounter::award(std::span<const float> votes, DelegatesWon& delegates) {
  pools_.clear();
  for (const DelegatePool& pool : plan_.pools) {
    const bool is_whole = pool.part == DelegatePool::kWholeContest;
    pools_.push_back({is_whole ? totals_.data() : votes.data() + pool.part * totals_.size(),
                      static_cast<double>(pool.seats)});
  }
  std::fill(tied_.begin(), tied_.end(), BatchBits{});
  std::fill(delegates.won.begin(), delegates.won.end(), 0);
  award_({&plan_, pools_, delegates.won.data(), tied_.data()});
}

/// Awards the pools that equal remainders left open, in one election after the other: more votes,
/// then the id that comes first.
void DelegatesCounter::settle_ties(DelegatesWon& delegates) {
  std::vector<double> votes(plan_.n_candidates);
  delegates.tied = {};
  for (std::size_t p = 0; p < pools_.size(); ++p) {
    if (tied_[p].count() == 0) continue;
    delegates.tied |= tied_[p];
    for (std::size_t e = 0; e < kBatch; ++e) {
      if (!tied_[p][e]) continue;
      for (std::size_t k = 0; k < votes.size(); ++k) {
        votes[k] = static_cast<double>(pools_[p].votes[k * kBatch + e]);
      }
      const auto won = award_one_pool(votes, plan_.pools[p].seats, plan_);
      for (std::size_t k = 0; k < votes.size(); ++k) {
        delegates.won[k * kBatch + e] += static_cast<std::int32_t>(won[k]);
      }
    }
  }
}

/// Decides who wins; a lot where delegates and votes are equal, and only such elections count as by
/// lot.
void DelegatesCounter::decide(std::uint64_t index, std::size_t n_valid, Outcome& outcome) const {
  BatchBits tied;
  kernels_.compare(totals_.data(), plan_.n_candidates, outcome, tied);
  tied &= BatchBits::first(n_valid);
  outcome.by_lot = tied;
  for (std::size_t e = 0; tied.count() > 0 && e < n_valid; ++e) {
    if (!tied[e]) continue;
    const auto first = static_cast<std::size_t>(outcome.winner[e]);
    const auto equals_first = [&](std::size_t k) {
      return outcome.delegates.won[k * kBatch + e] == outcome.delegates.won[first * kBatch + e] &&
             totals_[k * kBatch + e] == totals_[first * kBatch + e];
    };
    std::size_t winner = first;
    for (std::size_t k = first + 1; k < plan_.n_candidates; ++k) {
      if (!equals_first(k)) continue;
      const std::uint64_t election = index * kBatch + e;
      if (lots_.draw(k, election) > lots_.draw(winner, election)) winner = k;
    }
    outcome.winner[e] = static_cast<std::int32_t>(winner);
  }
}

/// Counts first choices first, for shares, ballots and who leads; delegates then have the last word
/// on winner and margin.
void DelegatesCounter::operator()(std::span<const float> votes, std::uint64_t index,
                                  std::size_t n_valid, Outcome& outcome) {
  add_up(votes);
  count_plurality(totals_, lots_, index, n_valid, outcome);
  DelegatesWon& delegates = outcome.delegates;
  delegates.resize(plan_.n_candidates);
  delegates.seats = plan_.seats;
  std::copy(outcome.winner.begin(), outcome.winner.end(), delegates.leader.begin());
  award(votes, delegates);
  settle_ties(delegates);
  decide(index, n_valid, outcome);
  mark_wins(outcome);
}

}  // namespace hustings
#endif
