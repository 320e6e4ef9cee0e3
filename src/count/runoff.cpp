#include "count/runoff.hpp"

#include <algorithm>

#include "count/placing.hpp"
#include "count/plurality.hpp"
#include "night/kernels.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "count/runoff.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "random/vector-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace hustings {
namespace HWY_NAMESPACE {

/// The second round between the finalists a and b of one vector of elections.
///
/// Law: of universe i, V_ic its first choices for c and w the ranking model's weights,
///
///     A_i = V_ia + sum over c not a, b of stay V_ic w_ica / (w_ica + w_icb),   B_i likewise
///     t_i = exp(log r + district_sd z_d + universe_sd z_i),   r lognormal, one a contest
///     votes for a = sum over i of (A_i + B_i) t_i  A_i e^f / (A_i e^f + B_i),   f = sd (z_a - z_b)
///
/// f is one shift of log-odds for all universes: it moves votes between the two, not how many come.
/// Every election is counted, also those that need no second round. Source: docs/method.md,
/// "Counting".
class SecondRound {
 public:
  SecondRound(const RunoffTask& task, std::size_t e)
      : task_(task),
        plan_(*task.plan),
        n_(plan_.ranking.n_candidates),
        e_(e),
        first_(hn::Load(DI(), task.finalists + e)),
        second_(hn::Load(DI(), task.finalists + kBatch + e)) {}

  void run() {
    const DF d;
    make_weights();
    const VF one = hn::Set(d, 1.0F);
    const VF ratio = fused(set(plan_.ratio_log_sd), row(RunoffRows::kRatio), set(plan_.ratio_log));
    const VF fresh =
        hn::Mul(set(plan_.noise_sd), hn::Sub(gather_row(RunoffRows::noise(n_), first_),
                                             gather_row(RunoffRows::noise(n_), second_)));
    const VF odds = exp_of(fresh);
    VF votes_first = hn::Zero(d);
    VF votes_second = hn::Zero(d);
    for (std::size_t i = 0; i < plan_.universes.size(); ++i) {
      const auto [a, b] = universe(i);
      const std::size_t districts = RunoffRows::districts(n_);
      VF log_turnout =
          fused(set(plan_.district_sd), row(districts + plan_.universes[i].district), ratio);
      const std::size_t universes = districts + plan_.districts.size();
      log_turnout = fused(set(plan_.universe_sd), row(universes + i), log_turnout);
      const VF votes = hn::Mul(hn::Add(a, b), exp_of(log_turnout));
      const VF moved = hn::Mul(a, odds);
      const VF both = hn::Max(hn::Add(moved, b), set(kLeastVotes));
      const VF share = hn::Div(moved, both);
      votes_first = fused(votes, share, votes_first);
      votes_second = fused(votes, hn::Sub(one, share), votes_second);
      if (task_.lead_by_universe == nullptr) continue;
      const VF lead = hn::Sub(hn::Add(share, share), one);
      hn::Store(hn::Mul(votes, lead), d, task_.lead_by_universe + i * kBatch + e_);
    }
    hn::Store(votes_first, d, task_.second_round + e_);
    hn::Store(votes_second, d, task_.second_round + kBatch + e_);
  }

 private:
  struct Pair {
    VF first, second;
  };

  static constexpr float kLeastVotes = 1e-30F;

  VF set(float x) const { return hn::Set(DF(), x); }
  VF row(std::size_t r) const { return hn::Load(DF(), task_.rows + r * kBatch + e_); }
  /// One of the rows from `r` on, each lane by its own slot.
  VF gather_row(std::size_t r, VI slot) const { return gather(task_.rows + r * kBatch, slot); }
  VF gather(const float* rows, VI slot) const {
    const DI di;
    const VI at = hn::Add(hn::Mul(slot, hn::Set(di, static_cast<std::int32_t>(kBatch))),
                          hn::Iota(di, static_cast<std::int32_t>(e_)));
    return hn::GatherIndex(DF(), rows, at);
  }
  VF by_slot(const float* values, VI slot) const { return hn::GatherIndex(DF(), values, slot); }

  /// Fills, per first choice c, e^(slate + noise) for each finalist, and which part of c's voters
  /// come: `eliminated_stay`, or 0 of the finalists' own, who are not divided.
  void make_weights() {
    const DF d;
    const DI di;
    const std::size_t n_lanes = hn::Lanes(d);
    for (std::size_t c = 0; c < n_; ++c) {
      const std::size_t noise = RunoffRows::transfers(n_) + c * n_;
      const float* slate = plan_.ranking.slate.data() + c * n_;
      const auto weight = [&](VI slot) HWY_ATTR {
        return exp_of(
            fused(set(plan_.ranking.noise_sd), gather_row(noise, slot), by_slot(slate, slot)));
      };
      const auto is_out = hn::AndNot(hn::Eq(first_, hn::Set(di, static_cast<std::int32_t>(c))),
                                     hn::Ne(second_, hn::Set(di, static_cast<std::int32_t>(c))));
      const auto out = hn::RebindMask(d, is_out);
      hn::Store(weight(first_), d, task_.scratch + 3 * c * n_lanes);
      hn::Store(weight(second_), d, task_.scratch + (3 * c + 1) * n_lanes);
      hn::Store(hn::IfThenElseZero(out, set(plan_.eliminated_stay)), d,
                task_.scratch + (3 * c + 2) * n_lanes);
    }
    alpha_ = hn::Max(
        fused(set(plan_.ranking.alpha_sd), row(RunoffRows::kAlpha), set(plan_.ranking.alpha_mean)),
        hn::Zero(d));
  }

  /// Returns the weight of a finalist in a universe: votes^alpha e^appeal. Of the share,
  /// votes / ballots, only votes are taken: both weights have the ballots to the same power, which
  /// drops out of their ratio.
  VF base(std::size_t i, VF votes, VI slot) const {
    const VF appeal = fused(set(plan_.ranking.appeal_sd), gather_row(RunoffRows::kAppeal, slot),
                            by_slot(plan_.ranking.appeal_mean.data(), slot));
    const VF stands = by_slot(plan_.ranking.on_ballot.data() + i * n_, slot);
    const VF positive = hn::Max(votes, set(kLeastVotes));
    return hn::Mul(exp_of(fused(alpha_, log_of(positive), appeal)), stands);
  }

  /// Adds up the voters of one universe who stay, A_i and B_i, before turnout and fresh noise.
  /// Where neither finalist can be voted for the eliminated's voters stay at home.
  Pair universe(std::size_t i) const {
    const DF d;
    const std::size_t n_lanes = hn::Lanes(d);
    const float* votes = task_.votes + i * n_ * kBatch;
    VF a = gather(votes, first_);
    VF b = gather(votes, second_);
    const VF weight_a = base(i, a, first_);
    const VF weight_b = base(i, b, second_);
    for (std::size_t c = 0; c < n_; ++c) {
      const float* of = task_.scratch + 3 * c * n_lanes;
      const VF to_a = hn::Mul(weight_a, hn::Load(d, of));
      const VF to_b = hn::Mul(weight_b, hn::Load(d, of + n_lanes));
      const VF staying =
          hn::Mul(hn::Load(d, votes + c * kBatch + e_), hn::Load(d, of + 2 * n_lanes));
      const VF unit = hn::Div(staying, hn::Max(hn::Add(to_a, to_b), set(kLeastVotes)));
      a = fused(to_a, unit, a);
      b = fused(to_b, unit, b);
    }
    return {a, b};
  }

  const RunoffTask& task_;
  const RunoffPlan& plan_;
  std::size_t n_;
  std::size_t e_;
  VI first_;
  VI second_;
  VF alpha_;
};

void count_second_round(const RunoffTask& task) {
  for (std::size_t e = 0; e < kBatch; e += hn::Lanes(DF())) SecondRound(task, e).run();
}

}  // namespace HWY_NAMESPACE
}  // namespace hustings
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace hustings {

HWY_EXPORT(count_second_round);

RunoffCounter::RunoffCounter(const RunoffPlan& plan, const Lots& lots)
    : plan_(plan),
      lots_(lots),
      totals_(plan.ranking.n_candidates * kBatch),
      finalists_(2 * kBatch),
      scratch_(3 * plan.ranking.n_candidates * 16),
      second_round_(2 * kBatch) {
  const std::size_t n = plan.ranking.n_candidates;
  const auto add = [&](float sd, std::size_t row, DrawAddress address) {
    if (sd > 0) draws_.factors.push_back({static_cast<RowIndex>(row), address, kZeroRow});
  };
  add(plan.ranking.alpha_sd, RunoffRows::kAlpha, plan.ranking.alpha);
  add(plan.ratio_log_sd, RunoffRows::kRatio, plan.ratio);
  for (std::size_t c = 0; c < n; ++c) {
    add(plan.ranking.appeal_sd, RunoffRows::kAppeal + c, plan.ranking.appeal[c]);
    add(plan.noise_sd, RunoffRows::noise(n) + c, plan.noise[c]);
    for (std::size_t k = 0; k < n; ++k) {
      const std::size_t at = c * n + k;
      add(plan.ranking.noise_sd, RunoffRows::transfers(n) + at, plan.ranking.noise[at]);
    }
  }
  const std::size_t districts = RunoffRows::districts(n);
  for (std::size_t i = 0; i < plan.districts.size(); ++i) {
    add(plan.district_sd, districts + i, plan.districts[i]);
  }
  for (std::size_t i = 0; i < plan.universes.size(); ++i) {
    add(plan.universe_sd, districts + plan.districts.size() + i, plan.universes[i].noise);
  }
  rows_.resize((districts + plan.districts.size() + plan.universes.size()) * kBatch);
}

/// Adds up first choices over universes, in their order.
void RunoffCounter::add_up(std::span<const float> votes) {
  std::fill(totals_.begin(), totals_.end(), 0.0F);
  for (std::size_t i = 0; i < plan_.universes.size(); ++i) {
    const float* universe = votes.data() + i * totals_.size();
    for (std::size_t at = 0; at < totals_.size(); ++at) totals_[at] += universe[at];
  }
}

/// Places the candidates and tells where a second round is needed: the first has less than the
/// threshold, or with `strict` not more. A lot decided where the place that matters is tied: the
/// first of two with the threshold, else the second, who goes on, of two.
void RunoffCounter::count_first_round(std::uint64_t index, std::size_t n_valid, Outcome& outcome) {
  const std::size_t n = plan_.ranking.n_candidates;
  count_plurality(totals_, lots_, index, n_valid, outcome);
  outcome.rounds.resize(n, 2, 0);
  needed_ = {};
  by_lot_ = {};
  Placing place(totals_, lots_);
  for (std::size_t e = 0; e < kBatch; ++e) {
    const auto& order = place(e, index * kBatch + e);
    const float top = outcome.share(order[0])[e];
    const bool decided = plan_.strict ? top > plan_.threshold : top >= plan_.threshold;
    needed_.set(e, !decided);
    finalists_[e] = static_cast<std::int32_t>(order[0]);
    finalists_[kBatch + e] = static_cast<std::int32_t>(order[1]);
    const std::size_t line = decided ? 0 : 1;  // the place that matters, and the next one
    const bool tied =
        line + 1 < n && totals_[order[line] * kBatch + e] == totals_[order[line + 1] * kBatch + e];
    by_lot_.set(e, tied);
  }
  std::copy_n(finalists_.begin(), kBatch, outcome.rounds.leader.begin());
}

void RunoffCounter::draw(std::uint64_t index) {
  BatchCounters counters;
  fill_counters(plan_.ranking.key, index, counters);
  const Injections key(plan_.ranking.key);
  night_kernels().run_rows({&key, &counters, rows_.data(), nullptr}, draws_);
}

/// Fills winners and rounds. Where the first round decides, its shares are the final ones and its
/// margin (first less second) the margin; else those of the second round, of an electorate of its
/// own.
void RunoffCounter::decide(std::uint64_t index, Outcome& outcome) {
  const std::size_t n = plan_.ranking.n_candidates;
  Rounds& rounds = outcome.rounds;
  std::fill(rounds.eliminated.begin(), rounds.eliminated.end(), 0);
  std::fill(rounds.exhausted.begin(), rounds.exhausted.end(), 0.0F);
  std::fill(rounds.standing.begin(), rounds.standing.end(), 0.0F);
  std::fill(rounds.final_shares.begin(), rounds.final_shares.end(), 0.0F);
  std::copy_n(outcome.shares.begin(), n * kBatch, rounds.standing.begin());
  for (std::size_t e = 0; e < kBatch; ++e) {
    const auto a = static_cast<std::size_t>(finalists_[e]);
    const auto b = static_cast<std::size_t>(finalists_[kBatch + e]);
    rounds.last[e] = needed_[e] ? 2 : 1;
    rounds.runner_up[e] = finalists_[kBatch + e];
    rounds.final_votes[e] = outcome.ballots[e];
    outcome.winner[e] = finalists_[e];
    if (!needed_[e]) {
      for (std::size_t k = 0; k < n; ++k) {
        rounds.final_shares[k * kBatch + e] = outcome.share(k)[e];
      }
      continue;
    }
    const float votes_a = second_round_[e];
    const float votes_b = second_round_[kBatch + e];
    const float votes = std::max(votes_a + votes_b, 1e-30F);
    bool second_wins = votes_b > votes_a;
    if (votes_a == votes_b) {
      const std::uint64_t election = index * kBatch + e;
      second_wins = lots_.draw(b, election) > lots_.draw(a, election);
      by_lot_.set(e, true);
    }
    outcome.winner[e] = finalists_[(second_wins ? kBatch : 0) + e];
    rounds.runner_up[e] = finalists_[(second_wins ? 0 : kBatch) + e];
    rounds.final_votes[e] = votes;
    outcome.margin[e] = std::max(votes_a, votes_b) / votes - std::min(votes_a, votes_b) / votes;
    for (std::size_t k = 0; k < n; ++k) {
      const float final_votes = k == a ? votes_a : k == b ? votes_b : 0.0F;
      rounds.final_shares[k * kBatch + e] = final_votes / votes;
      rounds.standing[(n + k) * kBatch + e] = final_votes / votes;
      if (k != a && k != b) rounds.eliminated[k * kBatch + e] = 1;
    }
  }
}

void RunoffCounter::count_second_rounds(std::span<const float> votes, const std::int32_t* finalists,
                                        float* second_round, float* lead_by_universe) {
  HWY_DYNAMIC_DISPATCH(count_second_round)
  ({&plan_, votes.data(), rows_.data(), finalists, scratch_.data(), second_round,
    lead_by_universe});
}

void RunoffCounter::operator()(std::span<const float> votes, std::uint64_t index,
                               std::size_t n_valid, Outcome& outcome) {
  add_up(votes);
  count_first_round(index, n_valid, outcome);
  if (needed_.count() > 0) {
    draw(index);
    count_second_rounds(votes, finalists_.data(), second_round_.data(), nullptr);
  }
  decide(index, outcome);
  outcome.by_lot = by_lot_ & BatchBits::first(n_valid);
  mark_wins(outcome);
}

}  // namespace hustings
#endif
