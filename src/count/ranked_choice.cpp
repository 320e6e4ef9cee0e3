#include "count/ranked_choice.hpp"

#include <algorithm>

#include "count/ranked_layout.hpp"
#include "night/kernels.hpp"
#include "random/math.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "count/ranked_choice.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "count/ranked_piles-inl.hpp"
#include "random/vector-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace hustings {
namespace HWY_NAMESPACE {

using MF = hn::Mask<DF>;

/// The count of one vector of elections from first choices to the last round.
///
/// Law: while more than two continue the last of them is eliminated, n - 2 times. Of the V_uc
/// ballots of group u whose first choice c is eliminated a part ex_uc ranks nobody who continues
/// and is exhausted; the others go to those who continue in proportion to w_k = s_uk^alpha
/// exp(delta_k + A_ck + eta_ck).
///
/// The ballots of one (group, eliminated first choice) are a pile, kept by the place of that choice
/// in its lane's order of elimination: so every lane does the same steps, whoever goes in it. Votes
/// are made anew in every round from first choices and piles, so rounding does not add up over
/// rounds. Cost of a vector: groups x n^2 / 2 piles over all rounds, each O(n + sets that hold the
/// newest). Votes are as the plain recursion has them to 1e-5 of all
/// (tests/unit/count/ranked_choice_test.cpp). Source: docs/method.md, "Counting".
class LaneCount {
 public:
  LaneCount(const RankedTask& task, std::size_t e)
      : task_(task),
        plan_(*task.plan),
        out_(*task.outcome),
        n_(plan_.n_candidates),
        e_(e),
        scratch_(task.scratch, plan_, task.subsets) {}

  void run() {
    add_first_choices();
    make_weights();
    const std::size_t n_eliminations = n_ - 2;
    VI round = hn::Zero(DI());
    VI left = hn::Zero(DI());  // of a batch being eliminated
    for (std::size_t m = 0; m < n_eliminations; ++m) {
      if (plan_.batch) {
        begin_batches(m, round, left);
      } else {
        round = hn::Set(DI(), static_cast<std::int32_t>(m + 1));
        store_round(m);
      }
      const VI loser = swap_last(m, find_last());
      eliminate(loser, round);
      transfer(m, loser);
    }
    if (plan_.batch) {
      store_rounds(hn::Eq(round, round), hn::Add(round, hn::Set(DI(), 1)));
    } else {
      store_round(n_eliminations);
    }
    hn::Store(hn::Add(round, hn::Set(DI(), 1)), DI(), out_.rounds.last.data() + e_);
    decide();
  }

 private:
  VF load(const float* row) const { return hn::Load(DF(), row + e_); }
  void store(VF x, float* row) const { hn::Store(x, DF(), row + e_); }
  VF votes(std::size_t u, std::size_t k) const { return load(task_.votes + (u * n_ + k) * kBatch); }
  VI slot(std::size_t k) const { return hn::Set(DI(), static_cast<std::int32_t>(k)); }

  /// Fills shares, valid votes and the leader of the first round. Who leads decides nothing, so a
  /// lot about it is not counted as one.
  void add_first_choices() {
    const DF d;
    VF ballots = hn::Zero(d);
    for (std::size_t k = 0; k < n_; ++k) {
      VF total = votes(0, k);
      for (std::size_t u = 1; u < plan_.n_groups; ++u) total = hn::Add(total, votes(u, k));
      put_vector(scratch_.first, k, total);
      put_vector(scratch_.total, k, total);
      put_vector(scratch_.alive, k, hn::Set(d, 1.0F));
      ballots = hn::Add(ballots, total);
    }
    per_ballot_ = hn::Div(hn::Set(d, 1.0F), hn::Max(ballots, hn::Set(d, kLeast)));
    exhausted_ = hn::Zero(d);
    store(ballots, out_.ballots.data());
    for (std::size_t k = 0; k < n_; ++k) {
      store(hn::Mul(vector_at(scratch_.first, k), per_ballot_), out_.shares.data() + k * kBatch);
      hn::Store(hn::Zero(DI()), DI(), out_.rounds.eliminated.data() + k * kBatch + e_);
    }
    const auto [top, second, winner, other] = two_best(false);
    static_cast<void>(other);
    hn::Store(winner, DI(), out_.rounds.leader.data() + e_);
    settle(hn::Eq(top, second), out_.rounds.leader.data(), Best::highest, false);
  }

  /// Fills x_ck = e^(slate + noise), 0 for c itself, and per group base_k = share^alpha e^appeal.
  ///
  /// alpha = max(0, mean + sd z): below 0 small candidates would be liked for being small. A share
  /// of 0 counts as 1e-30; who cannot be voted for in the group has weight 0.
  void make_weights() {
    const DF d;
    const float* noise = task_.rows + RankedRows::noise(n_) * kBatch;
    for (std::size_t c = 0; c < n_; ++c) {
      for (std::size_t k = 0; k < n_; ++k) {
        const std::size_t at = c * n_ + k;
        const VF z = load(noise + at * kBatch);
        const VF log_weight = fused(hn::Set(d, plan_.noise_sd), z, hn::Set(d, plan_.slate[at]));
        put_vector(scratch_.pair, at, c == k ? hn::Zero(d) : exp_of(log_weight));
      }
    }
    const VF alpha = alpha_ =
        hn::Max(fused(hn::Set(d, plan_.alpha_sd), load(task_.rows + RankedRows::kAlpha * kBatch),
                      hn::Set(d, plan_.alpha_mean)),
                hn::Zero(d));
    for (std::size_t u = 0; u < plan_.n_groups; ++u) {
      VF ballots = hn::Zero(d);
      for (std::size_t k = 0; k < n_; ++k) ballots = hn::Add(ballots, votes(u, k));
      const VF per_ballot = hn::Div(hn::Set(d, 1.0F), hn::Max(ballots, hn::Set(d, kLeast)));
      for (std::size_t k = 0; k < n_; ++k) {
        const VF share = hn::Max(hn::Mul(votes(u, k), per_ballot), hn::Set(d, kLeast));
        const VF appeal = fused(hn::Set(d, plan_.appeal_sd),
                                load(task_.rows + (RankedRows::kAppeal + k) * kBatch),
                                hn::Set(d, plan_.appeal_mean[k]));
        const VF weight = exp_of(fused(alpha, log_of(share), appeal));
        put_vector(scratch_.base, u * n_ + k,
                   hn::Mul(weight, hn::Set(d, plan_.on_ballot[u * n_ + k])));
      }
    }
  }

  /// Stores where everybody stands as round m + 1: shares of the first round's valid votes, in
  /// which those continuing and the exhausted add up to 1.
  void store_round(std::size_t m) {
    for (std::size_t k = 0; k < n_; ++k) {
      store(hn::Mul(vector_at(scratch_.total, k), per_ballot_),
            out_.rounds.standing.data() + (m * n_ + k) * kBatch);
    }
    store(hn::Mul(exhausted_, per_ballot_), out_.rounds.exhausted.data() + m * kBatch);
  }

  /// The same, lane by lane, where `which`: each lane's round is its own.
  void store_rounds(hn::Mask<DI> which, VI round) {
    const std::size_t n_lanes = hn::Lanes(DF());
    HWY_ALIGN std::int32_t rounds[hn::MaxLanes(DI())];
    HWY_ALIGN float ex[hn::MaxLanes(DF())];
    HWY_ALIGN float unit[hn::MaxLanes(DF())];
    hn::Store(hn::IfThenElseZero(which, round), DI(), rounds);
    hn::Store(hn::Mul(exhausted_, per_ballot_), DF(), ex);
    hn::Store(per_ballot_, DF(), unit);
    for (std::size_t lane = 0; lane < n_lanes; ++lane) {
      if (rounds[lane] == 0) continue;
      const auto m = static_cast<std::size_t>(rounds[lane] - 1);
      out_.rounds.exhausted[m * kBatch + e_ + lane] = ex[lane];
      for (std::size_t k = 0; k < n_; ++k) {
        out_.rounds.standing[(m * n_ + k) * kBatch + e_ + lane] =
            scratch_.total[k * n_lanes + lane] * unit[lane];
      }
    }
  }

  /// Where the last batch is done, begins a round: finds how many go together in it.
  ///
  /// Law: with votes in order v_1 <= v_2 <= .., the largest i with v_1 + .. + v_i < v_i+1, at least
  /// 1, and no more than leaves two. They are then eliminated one by one without a round between
  /// them: who is left, and with how many votes, is the same as without batches.
  void begin_batches(std::size_t m, VI& round, VI& left) {
    const DF d;
    const DI di;
    const auto is_new = hn::Eq(left, hn::Zero(di));
    round = hn::IfThenElse(is_new, hn::Add(round, hn::Set(di, 1)), round);
    store_rounds(is_new, round);
    sort_standing();
    VI n = hn::Set(di, 1);
    VF together = vector_at(scratch_.sorted, 0);
    for (std::size_t i = 1; i + 2 <= n_ - m; ++i) {
      const VF next = vector_at(scratch_.sorted, i);
      n = hn::IfThenElse(hn::RebindMask(di, hn::Lt(together, next)), slot(i), n);
      together = hn::Add(together, next);
    }
    left = hn::Sub(hn::IfThenElse(is_new, n, left), hn::Set(di, 1));
    static_cast<void>(d);
  }

  /// Sorts the votes of those continuing, fewest first; the eliminated stand last.
  void sort_standing() {
    const DF d;
    for (std::size_t k = 0; k < n_; ++k) {
      VF x = hn::IfThenElse(hn::Gt(vector_at(scratch_.alive, k), hn::Zero(d)),
                            vector_at(scratch_.total, k), hn::Set(d, kMost));
      for (std::size_t i = 0; i < k; ++i) {
        const VF y = vector_at(scratch_.sorted, i);
        put_vector(scratch_.sorted, i, hn::Min(x, y));
        x = hn::Max(x, y);
      }
      put_vector(scratch_.sorted, k, x);
    }
  }

  /// Finds who has fewest votes of those continuing; of equals who has the lowest lot.
  VI find_last() {
    const DF d;
    const DI di;
    VF least = hn::Set(d, kMost);
    VI last = hn::Zero(di);
    MF tied = hn::Lt(least, least);
    for (std::size_t k = 0; k < n_; ++k) {
      const VF x = hn::IfThenElse(hn::Gt(vector_at(scratch_.alive, k), hn::Zero(d)),
                                  vector_at(scratch_.total, k), hn::Set(d, kMost));
      const MF below = hn::Lt(x, least);
      tied = hn::Or(hn::AndNot(below, tied), hn::Eq(x, least));
      last = hn::IfThenElse(hn::RebindMask(di, below), slot(k), last);
      least = hn::Min(least, x);
    }
    if (hn::AllFalse(d, tied)) return last;
    HWY_ALIGN std::int32_t slots[kBatch];  // addressed as the rows of the outcome are
    hn::Store(last, di, slots + e_);
    settle(tied, slots, Best::lowest, true);
    return hn::Load(di, slots + e_);
  }

  void eliminate(VI loser, VI round) {
    const DF d;
    const DI di;
    for (std::size_t k = 0; k < n_; ++k) {
      const auto goes = hn::Eq(loser, slot(k));
      put_vector(scratch_.alive, k,
                 hn::IfThenZeroElse(hn::RebindMask(d, goes), vector_at(scratch_.alive, k)));
      std::int32_t* row = out_.rounds.eliminated.data() + k * kBatch + e_;
      hn::Store(hn::IfThenElse(goes, round, hn::Load(di, row)), di, row);
    }
  }

  /// Shares out the ballots of all who are eliminated, of whom the newest is the m-th.
  void transfer(std::size_t m, VI loser) {
    const DF d;
    const DI di;
    const VI lane = hn::Iota(di, 0);
    const auto n_lanes = static_cast<std::int32_t>(hn::Lanes(d));
    const VI at = hn::Add(hn::Mul(loser, hn::Set(di, n_lanes)), lane);
    hn::Store(at, di, scratch_.order + m * hn::Lanes(d));
    const VI pair_at = hn::Add(hn::Mul(loser, hn::Set(di, n_lanes * static_cast<int>(n_))), lane);
    for (std::size_t k = 0; k < n_; ++k) {
      const VI index = hn::Add(pair_at, hn::Set(di, n_lanes * static_cast<int>(k)));
      put_vector(scratch_.newest, k, hn::GatherIndex(d, scratch_.pair, index));
      put_vector(scratch_.total, k,
                 hn::Mul(vector_at(scratch_.alive, k), vector_at(scratch_.first, k)));
    }
    const VI law = hn::Mul(loser, hn::Set(di, static_cast<std::int32_t>(plan_.n_ranks)));
    for (std::size_t l = 0; l < plan_.n_ranks; ++l) {
      put_vector(scratch_.lengths, m * plan_.n_ranks + l,
                 hn::GatherIndex(d, plan_.lengths.data() + l, law));
    }
    exhausted_ = hn::Zero(d);
    for (std::size_t u = 0; u < plan_.n_groups; ++u) {
      Pile newest(scratch_, u, m);
      begin_pile(newest, u, loser);
      VF gone = hn::Zero(d);
      for (std::size_t j = 0; j <= m; ++j) {
        Pile pile(scratch_, u, j);
        const VF continuing = pile.continuing();
        const VF left = hn::Max(continuing, hn::Set(d, kLeast));
        if (j < m) {
          pile.add_other(m - 1, hn::GatherIndex(d, pile.row(), at), left);
        } else {
          for (std::size_t o = 0; o < m; ++o) {
            const VI other = hn::Load(di, scratch_.order + o * hn::Lanes(d));
            pile.add_other(o, hn::GatherIndex(d, pile.row(), other), left);
          }
        }
        VF ex = pile.exhausted(m, left);
        ex = hn::IfThenElse(hn::Gt(continuing, hn::Zero(d)), ex, hn::Set(d, 1.0F));
        const VF ballots = pile.ballots();
        const VF moving = hn::Mul(ballots, hn::Sub(hn::Set(d, 1.0F), ex));
        exhausted_ = fused(ballots, ex, exhausted_);
        gone = fused(ballots, ex, gone);
        pile.share_out(hn::Div(moving, left));
      }
      if (m + 3 == n_) store_exhausted(u, gone);
    }
  }

  /// Stores what part of a group's ballots the last round finds exhausted: sum over its piles of
  /// V_uc ex_uc, by all its ballots.
  void store_exhausted(std::size_t u, VF gone) {
    VF ballots = hn::Zero(DF());
    for (std::size_t k = 0; k < n_; ++k) ballots = hn::Add(ballots, votes(u, k));
    store(hn::Div(gone, hn::Max(ballots, hn::Set(DF(), kLeast))),
          out_.rounds.exhausted_of.data() + u * kBatch);
  }

  void begin_pile(Pile& pile, std::size_t u, VI loser) {
    const DF d;
    const DI di;
    const VI row = hn::Add(hn::Mul(loser, hn::Set(di, static_cast<std::int32_t>(kBatch))),
                           hn::Iota(di, static_cast<std::int32_t>(e_)));
    const VF ballots = hn::GatherIndex(d, task_.votes + u * n_ * kBatch, row);
    for (std::size_t k = 0; k < n_; ++k) {
      const VF pair = vector_at(scratch_.newest, k);
      VF weight = hn::Mul(vector_at(scratch_.base, u * n_ + k), pair);
      if (task_.written != nullptr) {
        const VI at = hn::Mul(loser, hn::Set(di, static_cast<std::int32_t>(n_)));
        const VF written = hn::GatherIndex(d, task_.written + u * n_ * n_ + k, at);
        const VF stands = hn::Set(d, plan_.on_ballot[u * n_ + k]);
        weight = hn::IfThenElse(hn::Ge(written, hn::Zero(d)),
                                hn::Mul(hn::Mul(written, pair), stands), weight);
      }
      hn::Store(weight, d, pile.row() + k * hn::Lanes(d));
    }
    pile.begin(ballots);
  }

  /// Lets the m-th elimination go the other way in the elections that ask for it.
  VI swap_last(std::size_t m, VI last) {
    if (task_.swap_at == nullptr) return last;
    const DF d;
    const DI di;
    const auto swaps = hn::Eq(hn::Load(di, task_.swap_at + e_), slot(m));
    if (hn::AllFalse(di, swaps)) return last;
    VF least = hn::Set(d, kMost);
    VI second = last;
    for (std::size_t k = 0; k < n_; ++k) {
      const auto stands = hn::Gt(vector_at(scratch_.alive, k), hn::Zero(d));
      const auto other = hn::And(stands, hn::RebindMask(d, hn::Ne(last, slot(k))));
      const VF x = hn::IfThenElse(other, vector_at(scratch_.total, k), hn::Set(d, kMost));
      second = hn::IfThenElse(hn::RebindMask(di, hn::Lt(x, least)), slot(k), second);
      least = hn::Min(least, x);
    }
    weigh(m, second, last, hn::RebindMask(d, swaps));
    return hn::IfThenElse(swaps, second, last);
  }

  /// Stores what a first choice adds to ahead minus behind where m are eliminated, for some lanes.
  ///
  /// Law: with M the votes of ahead less those of behind, v_uk first choices, G_uj the ballots of
  /// pile j that go on, W_uj the weight of those who stand in it, and side_k = 1, -1 or 0,
  ///
  ///     lead_j = (w_ahead - w_behind) / W_uj
  ///     dM / dv_uk = side_k + alpha / v_uk sum over j of G_uj w_k / W_uj (side_k - lead_j)
  ///     dM / dv_uc = (1 - ex_uc) lead_c
  ///
  /// for k standing and c eliminated, since w_k goes with v_uk^alpha. Exhausted parts and written
  /// weights are held fixed. Source: docs/method.md, "Swing".
  void weigh(std::size_t m, VI ahead, VI behind, MF which) {
    for (std::size_t u = 0; u < plan_.n_groups; ++u) weigh_group(u, m, ahead, behind, which);
  }

  void weigh_group(std::size_t u, std::size_t m, VI ahead, VI behind, MF which) {
    const DF d;
    const VF zero = hn::Zero(d);
    float* const more = scratch_.sorted;  // of whom the group's ballots rank on, by its votes
    for (std::size_t k = 0; k < n_; ++k) put_vector(more, k, zero);
    for (std::size_t j = 0; j < m; ++j) weigh_pile(u, j, m, ahead, behind, which);
    for (std::size_t k = 0; k < n_; ++k) {
      const VF of_votes = hn::Div(alpha_, hn::Max(votes(u, k), hn::Set(d, kLeast)));
      const VF weight = fused(of_votes, vector_at(more, k), side(k, ahead, behind));
      const MF stands = hn::Gt(vector_at(scratch_.alive, k), zero);
      float* row = task_.weights + (u * n_ + k) * kBatch;
      store(hn::IfThenElse(hn::And(which, stands), weight, load(row)), row);
    }
  }

  /// 1 for who is ahead, -1 for who is behind, else 0.
  VF side(std::size_t k, VI ahead, VI behind) const {
    const DF d;
    const VF is_ahead =
        hn::IfThenElseZero(hn::RebindMask(d, hn::Eq(ahead, slot(k))), hn::Set(d, 1.0F));
    const VF is_behind =
        hn::IfThenElseZero(hn::RebindMask(d, hn::Eq(behind, slot(k))), hn::Set(d, 1.0F));
    return hn::Sub(is_ahead, is_behind);
  }

  /// The weight of those whose first choice was eliminated as the j-th, and how the votes of who
  /// continues move where they go on to.
  void weigh_pile(std::size_t u, std::size_t j, std::size_t m, VI ahead, VI behind, MF which) {
    const DF d;
    const DI di;
    const auto n_lanes = static_cast<std::int32_t>(hn::Lanes(d));
    const VI lane = hn::Iota(di, 0);
    const Pile pile(scratch_, u, j);
    const auto weight_of = [&](VI of) HWY_ATTR {
      return hn::GatherIndex(d, pile.row(), hn::Add(hn::Mul(of, hn::Set(di, n_lanes)), lane));
    };
    const VF continuing = pile.continuing();
    const VF left = hn::Max(continuing, hn::Set(d, kLeast));
    const VF ex = hn::IfThenElse(hn::Gt(continuing, hn::Zero(d)), pile.exhausted(m - 1, left),
                                 hn::Set(d, 1.0F));
    const VF going_on = hn::Sub(hn::Set(d, 1.0F), ex);
    const VF lead = hn::Div(hn::Sub(weight_of(ahead), weight_of(behind)), left);
    const VI at = hn::Load(di, scratch_.order + j * hn::Lanes(d));
    put_by_slot(hn::Mul(going_on, lead), at, u, which);
    const VF per_weight = hn::Div(hn::Mul(pile.ballots(), going_on), left);
    for (std::size_t k = 0; k < n_; ++k) {
      const VF weight = hn::Mul(vector_at(pile.row(), k), vector_at(scratch_.alive, k));
      const VF turn = hn::Sub(side(k, ahead, behind), lead);
      VF more = hn::Mul(hn::Mul(per_weight, weight), turn);
      if (task_.written != nullptr) {
        const VI first = hn::Mul(slot_of(at), slot(n_));
        const VF written = hn::GatherIndex(d, task_.written + u * n_ * n_ + k, first);
        more = hn::IfThenElseZero(hn::Lt(written, hn::Zero(d)), more);
      }
      put_vector(scratch_.sorted, k, hn::Add(vector_at(scratch_.sorted, k), more));
    }
  }

  /// The slot of a place slot x lanes + lane; lanes are a power of two.
  VI slot_of(VI at) const {
    const DI di;
    const std::size_t n_lanes = hn::Lanes(di);
    HWY_ALIGN std::int32_t slots[hn::MaxLanes(DI())];
    hn::Store(at, di, slots);
    for (std::size_t i = 0; i < n_lanes; ++i) slots[i] /= static_cast<std::int32_t>(n_lanes);
    return hn::Load(di, slots);
  }

  /// Stores a weight in the row of each lane's own first choice.
  void put_by_slot(VF weight, VI at, std::size_t u, MF which) const {
    const DF d;
    const std::size_t n_lanes = hn::Lanes(d);
    HWY_ALIGN std::int32_t slots[hn::MaxLanes(DI())];
    HWY_ALIGN float weights[hn::MaxLanes(DF())];
    HWY_ALIGN float wanted[hn::MaxLanes(DF())];
    hn::Store(slot_of(at), DI(), slots);
    hn::Store(weight, d, weights);
    hn::Store(hn::IfThenElseZero(which, hn::Set(d, 1.0F)), d, wanted);
    for (std::size_t i = 0; i < n_lanes; ++i) {
      if (wanted[i] == 0.0F) continue;
      task_.weights[(u * n_ + static_cast<std::size_t>(slots[i])) * kBatch + e_ + i] = weights[i];
    }
  }

  /// Lets the last round go the other way in the elections that ask for it.
  void swap_final(VI& winner, VI& runner_up) {
    const DI di;
    const auto swaps = hn::Eq(hn::Load(di, task_.swap_at + e_), slot(n_ - 2));
    if (hn::AllFalse(di, swaps)) return;
    weigh(n_ - 2, winner, runner_up, hn::RebindMask(DF(), swaps));
    const VI was = winner;
    winner = hn::IfThenElse(swaps, runner_up, winner);
    runner_up = hn::IfThenElse(swaps, was, runner_up);
    hn::Store(winner, di, out_.winner.data() + e_);
  }

  struct TwoBest {
    VF top, second;
    VI winner, runner_up;
  };

  /// The two with most votes; in the last round among those left, who alone have any.
  TwoBest two_best(bool last_round) const {
    const DF d;
    const DI di;
    TwoBest best{hn::Set(d, -1.0F), hn::Set(d, -1.0F), hn::Zero(di), hn::Zero(di)};
    for (std::size_t k = 0; k < n_; ++k) {
      VF x = vector_at(scratch_.total, k);
      if (last_round) {
        const MF stands = hn::Gt(vector_at(scratch_.alive, k), hn::Zero(d));
        x = hn::IfThenElse(stands, x, hn::Set(d, -1.0F));
      }
      const MF above = hn::Gt(x, best.top);
      const MF between = hn::Gt(x, best.second);
      const auto above_i = hn::RebindMask(di, above);
      best.runner_up =
          hn::IfThenElse(above_i, best.winner,
                         hn::IfThenElse(hn::RebindMask(di, between), slot(k), best.runner_up));
      best.second = hn::Max(best.second, hn::Min(best.top, x));
      best.winner = hn::IfThenElse(above_i, slot(k), best.winner);
      best.top = hn::Max(best.top, x);
    }
    return best;
  }

  /// Decides the last round: winner, runner-up, and the margin as a share of its votes.
  void decide() {
    const DF d;
    const DI di;
    TwoBest best = two_best(true);
    hn::Store(best.winner, di, out_.winner.data() + e_);
    const MF tied = hn::Eq(best.top, best.second);
    if (!hn::AllFalse(d, tied)) {
      settle(tied, out_.winner.data(), Best::highest, true);
      const VI winner = hn::Load(di, out_.winner.data() + e_);
      best.runner_up = hn::Sub(hn::Add(best.winner, best.runner_up), winner);
      best.winner = winner;
    }
    if (task_.swap_at != nullptr) swap_final(best.winner, best.runner_up);
    hn::Store(best.runner_up, di, out_.rounds.runner_up.data() + e_);
    const VF both = hn::Max(hn::Add(best.top, best.second), hn::Set(d, kLeast));
    const VF unit = hn::Div(hn::Set(d, 1.0F), both);
    store(both, out_.rounds.final_votes.data());
    store(hn::Mul(hn::Sub(best.top, best.second), unit), out_.margin.data());
    for (std::size_t k = 0; k < n_; ++k) {
      store(hn::Mul(vector_at(scratch_.total, k), unit),
            out_.rounds.final_shares.data() + k * kBatch);
    }
  }

  enum class Best { lowest, highest };

  /// Decides the ties of some lanes by lot: of those with equally many votes as `slots` says, who
  /// has the lowest (goes) or highest lot (is placed first). A candidate has one lot an election,
  /// so several ties of one election go by one order. Lanes beyond the valid ones are left alone.
  void settle(MF tied, std::int32_t* slots, Best best, bool counts) {
    const DF d;
    if (hn::AllFalse(d, tied)) return;
    const std::size_t n_lanes = hn::Lanes(d);
    HWY_ALIGN float is_tied[hn::MaxLanes(d)];
    hn::Store(hn::IfThenElseZero(tied, hn::Set(d, 1.0F)), d, is_tied);
    for (std::size_t lane = 0; lane < n_lanes; ++lane) {
      if (is_tied[lane] == 0.0F || e_ + lane >= task_.n_valid) continue;
      const auto first = static_cast<std::size_t>(slots[e_ + lane]);
      const float votes = scratch_.total[first * n_lanes + lane];
      std::size_t chosen = n_;
      std::uint32_t lot = 0;
      for (std::size_t k = 0; k < n_; ++k) {
        if (scratch_.alive[k * n_lanes + lane] == 0.0F) continue;
        if (scratch_.total[k * n_lanes + lane] != votes) continue;
        const std::uint32_t drawn = task_.lots->draw(k, task_.first_election + e_ + lane);
        const bool better = best == Best::lowest ? drawn < lot : drawn > lot;
        if (chosen < n_ && !better) continue;
        chosen = k;
        lot = drawn;
      }
      slots[e_ + lane] = static_cast<std::int32_t>(chosen);
      if (counts) task_.by_lot->set(e_ + lane, true);
    }
  }

  static constexpr float kMost = 3e38F;

  const RankedTask& task_;
  const RankedChoicePlan& plan_;
  Outcome& out_;
  std::size_t n_;
  std::size_t e_;
  Scratch scratch_;
  VF per_ballot_;
  VF exhausted_;
  VF alpha_;
};

void count_ranked(const RankedTask& task) {
  for (std::size_t e = 0; e < task.n_columns; e += hn::Lanes(DF())) LaneCount(task, e).run();
}

}  // namespace HWY_NAMESPACE
}  // namespace hustings
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace hustings {

HWY_EXPORT(count_ranked);

namespace {

/// Most subsets that are kept: beyond it the integral is faster.
constexpr std::uint64_t kMostSubsets = 400;
constexpr std::uint32_t kMostForSubsets = 13;

/// Returns how many are ever eliminated beside a pile's own candidate: two always continue.
std::uint32_t n_others(const RankedChoicePlan& plan) {
  return plan.n_candidates > 3 ? plan.n_candidates - 3 : 0;
}

/// Returns the size of the largest subsets that are kept one by one; those one larger are only
/// summed. A ballot of L ranks has at most L - 1 eliminated names after its first, so sizes up to
/// L - 1 count.
std::uint32_t kept_size(const RankedChoicePlan& plan) {
  return plan.n_ranks > 2 ? std::min(plan.n_ranks - 2, n_others(plan)) : 0;
}

/// Tells whether sums over subsets are used, exact but for rounding, or the integral, whose cost is
/// 16 x others x ranks a pile. With 13 candidates and 5 ranks 176 sets are kept, with 6 ranks 386.
bool subsets_pay(const RankedChoicePlan& plan) {
  return plan.n_candidates <= kMostForSubsets &&
         SubsetTable::size(n_others(plan), kept_size(plan)) <= kMostSubsets;
}

constexpr std::size_t kMostLanes = 16;

}  // namespace

/// Lists the draws: of what has no sd the rows stay 0. Written weights are divided by e^slate,
/// since each is multiplied by e^(slate + noise) later: of that only the noise is to stay.
RankedChoiceCounter::RankedChoiceCounter(const RankedChoicePlan& plan, const Lots& lots)
    : plan_(plan),
      lots_(lots),
      uses_subsets_(subsets_pay(plan)),
      rows_(RankedRows::n_rows(plan.n_candidates) * kBatch) {
  if (uses_subsets_) subsets_ = SubsetTable(n_others(plan), kept_size(plan));
  scratch_.resize(scratch_vectors(plan, uses_subsets_ ? &subsets_ : nullptr) * kMostLanes);
  const std::size_t n = plan.n_candidates;
  const auto add = [&](float sd, std::size_t row, DrawAddress address) {
    if (sd > 0) draws_.factors.push_back({static_cast<RowIndex>(row), address, kZeroRow});
  };
  add(plan.alpha_sd, RankedRows::kAlpha, plan.alpha);
  for (std::size_t c = 0; c < n; ++c) {
    add(plan.appeal_sd, RankedRows::kAppeal + c, plan.appeal[c]);
    for (std::size_t k = 0; k < n; ++k) {
      const std::size_t at = c * n + k;
      if (c != k) add(plan.noise_sd, RankedRows::noise(n) + at, plan.noise[at]);
    }
  }
  for (std::size_t i = 0; i < plan.written.size(); ++i) {
    const float slate = plan.slate[i % (n * n)];
    const bool is_given = plan.written[i] >= 0;
    written_.push_back(is_given ? plan.written[i] * static_cast<float>(exact::exp(-slate)) : -1);
  }
}

void RankedChoiceCounter::draw(std::uint64_t index) {
  BatchCounters counters;
  fill_counters(plan_.key, index, counters);
  const Injections key(plan_.key);
  night_kernels().run_rows({&key, &counters, rows_.data(), nullptr}, draws_);
}

void RankedChoiceCounter::operator()(std::span<const float> votes, std::uint64_t index,
                                     std::size_t n_valid, Outcome& outcome) {
  const std::size_t n = plan_.n_candidates;
  outcome.resize(n);
  outcome.seats = 1;
  outcome.rounds.resize(n, plan_.n_rounds(), plan_.n_groups);
  if (plan_.batch) {  // an election may have fewer rounds
    std::fill(outcome.rounds.standing.begin(), outcome.rounds.standing.end(), 0.0F);
    std::fill(outcome.rounds.exhausted.begin(), outcome.rounds.exhausted.end(), 0.0F);
  }
  draw(index);
  BatchBits by_lot;
  HWY_DYNAMIC_DISPATCH(count_ranked)
  ({&plan_, uses_subsets_ ? &subsets_ : nullptr, votes.data(), rows_.data(),
    written_.empty() ? nullptr : written_.data(), scratch_.data(), &lots_, index * kBatch, n_valid,
    &by_lot, &outcome});
  outcome.by_lot = by_lot;
  mark_wins(outcome);
}

void RankedChoiceCounter::recount(std::span<const float> votes, std::span<const RankedSwap> swaps,
                                  Outcome& outcome, float* weights) {
  const std::size_t n = plan_.n_candidates;
  outcome.resize(n);
  outcome.rounds.resize(n, plan_.n_rounds(), plan_.n_groups);
  swapped_votes_.resize(votes.size());
  swapped_rows_.resize(rows_.size());
  swap_at_.resize(kBatch);
  const auto pick = [&swaps](std::span<const float> from, Aligned<float>& to) {
    for (std::size_t row = 0; row < from.size(); row += kBatch) {
      for (std::size_t i = 0; i < swaps.size(); ++i) to[row + i] = from[row + swaps[i].lane];
    }
  };
  pick(votes, swapped_votes_);
  pick(rows_, swapped_rows_);
  std::fill(swap_at_.begin(), swap_at_.end(), -1);
  for (std::size_t i = 0; i < swaps.size(); ++i) {
    swap_at_[i] = static_cast<std::int32_t>(swaps[i].at);
  }
  BatchBits by_lot;
  HWY_DYNAMIC_DISPATCH(count_ranked)
  ({&plan_, uses_subsets_ ? &subsets_ : nullptr, swapped_votes_.data(), swapped_rows_.data(),
    written_.empty() ? nullptr : written_.data(), scratch_.data(), &lots_, 0, swaps.size(), &by_lot,
    &outcome, swaps.size(), swap_at_.data(), weights});
}

}  // namespace hustings
#endif
