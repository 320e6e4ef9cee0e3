// What programmes and shocks do to the universes that they touch, for the kernels that are compiled
// once per instruction set. Included inside Highway's foreach_target.

#if defined(HUSTINGS_NIGHT_TOUCHED_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef HUSTINGS_NIGHT_TOUCHED_INL
#undef HUSTINGS_NIGHT_TOUCHED_INL
#else
#define HUSTINGS_NIGHT_TOUCHED_INL
#endif

#include "night/kernels.hpp"
#include "night/universe-inl.hpp"
#include "random/vector-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace hustings {
namespace HWY_NAMESPACE {

/// e^x - 1 over x: where x is next to 0 by its series, whose next term is below 2^-26.
HWY_INLINE VF growth_of(VF x) {
  const DF d;
  VF series = hn::Set(d, 1.0F / 720.0F);
  for (const float c : {1.0F / 120.0F, 1.0F / 24.0F, 1.0F / 6.0F, 0.5F, 1.0F}) {
    series = fused(series, x, hn::Set(d, c));
  }
  const VF quotient = hn::Div(hn::Sub(exp_of(x), hn::Set(d, 1.0F)), x);
  return hn::IfThenElse(hn::Lt(hn::Abs(x), hn::Set(d, 0.125F)), series, quotient);
}

/// The dose of a touch: dose + load x its row.
HWY_INLINE Quad dose_of(const BatchContext& batch, const Touch& touch, std::size_t q) {
  const DF d;
  const Quad dose = quad_of(hn::Set(d, touch.dose));
  if (touch.row == kZeroRow) return dose;
  return fused(quad_of(hn::Set(d, touch.load)), load_quad(batch.rows + touch.row * kBatch, q),
               dose);
}

/// Combines the programmes of a universe, one after the other, in the order in which they count.
///
/// Law: contacts fall independently, the j-th of one person counts repeat^(j-1): reached R = 1 -
/// product of (1 - r_g), summand_g = dose_g r_g x product over h before g of (1 - (1 - repeat)
/// r_h). Source: docs/campaign.md, "Several programmes".
class Combination {
 public:
  HWY_INLINE Combination(const BatchContext& batch, float repeat, std::size_t q)
      : batch_(batch), q_(q), lost_(quad_of(hn::Set(DF(), 1.0F - repeat))) {}

  HWY_INLINE Quad summand(const Touch& touch) {
    const DF d;
    Quad reached = quad_of(hn::Set(d, touch.reached));
    if (touch.left != kZeroRow)
      reached = reached * load_quad(batch_.rows + touch.left * kBatch, q_);
    const Quad one = quad_of(hn::Set(d, 1.0F));
    const Quad summand = dose_of(batch_, touch, q_) * reached * counts_;
    if (!touch.again) missed_ = missed_ * (one - reached);
    counts_ = counts_ * (one - lost_ * reached);
    return summand;
  }
  /// The next programmes are another candidate's: they do not count as repeats of these.
  HWY_INLINE void begin_candidate() { counts_ = quad_of(hn::Set(DF(), 1.0F)); }
  /// R, at least next to nothing, so that it can divide.
  HWY_INLINE Quad reached() const {
    const DF d;
    const Quad r = quad_of(hn::Set(d, 1.0F)) - missed_;
    const VF least = hn::Set(d, 1e-30F);
    return {hn::Max(r.a, least), hn::Max(r.b, least), hn::Max(r.c, least), hn::Max(r.d, least)};
  }

 private:
  const BatchContext& batch_;
  std::size_t q_;
  Quad lost_;
  Quad missed_ = quad_of(hn::Set(DF(), 1.0F));
  Quad counts_ = quad_of(hn::Set(DF(), 1.0F));
};

/// Moves a turnout: tau' = tau + R (shift(tau, B) - tau), R the share reached, B its mean dose.
///
/// Law: shift(tau, b) - tau = b D, D = tau (1 - tau) e1 / (1 + tau b e1), e1 = (e^b - 1) / b; a
/// programme gains its summand of R B times D. Ballots that it gains are kept where they split
/// otherwise. Source: docs/campaign.md, "One law".
HWY_NOINLINE Quad moved_turnout(const BatchContext& batch, const GroupTask& task,
                                const UniverseTouches& touches, Quad tau, float registered,
                                std::size_t q) {
  const DF d;
  const Quad one = quad_of(hn::Set(d, 1.0F));
  const Touch* const first = task.contest->touches.data() + touches.turnout.first;
  Combination combination(batch, task.repeat, q);
  Quad sum = quad_of(hn::Zero(d));
  for (std::uint32_t g = 0; g < touches.turnout.n; ++g) {
    const Quad summand = combination.summand(first[g]);
    sum = sum + summand;
    if (first[g].gain != kNoGain) store_quad(summand, task.gains + first[g].gain * kBatch, q);
  }
  const Quad dose = sum / combination.reached();
  const Quad growth{growth_of(dose.a), growth_of(dose.b), growth_of(dose.c), growth_of(dose.d)};
  const Quad slope = tau * (one - tau) * growth / (one + tau * dose * growth);
  for (std::uint32_t g = 0; g < touches.turnout.n; ++g) {
    if (first[g].gain == kNoGain) continue;
    float* const gain = task.gains + first[g].gain * kBatch;
    store_quad(load_quad(gain, q) * slope * quad_of(hn::Set(d, registered)), gain, q);
  }
  return fused(sum, slope, tau);
}

/// Moves a turnout by shocks, one after the other, and with it what programmes gained: both lose
/// the same part.
///
/// Law: tau'' = tau' + R (shift(tau', b) - tau') = tau' x (1 + R b (1 - tau') e1 / (1 + tau' b
/// e1)), e1 = (e^b - 1) / b. Source: docs/campaign.md, "Shocks".
HWY_NOINLINE Quad shocked_turnout(const BatchContext& batch, const GroupTask& task,
                                  const UniverseTouches& touches, Quad tau, std::size_t q) {
  const DF d;
  const Quad one = quad_of(hn::Set(d, 1.0F));
  const Touch* const shocks = task.contest->touches.data() + touches.turnout_shocks.first;
  Quad kept = one;
  for (std::uint32_t s = 0; s < touches.turnout_shocks.n; ++s) {
    const Quad moved =
        quad_of(hn::Set(d, shocks[s].reached)) * load_quad(batch.rows + shocks[s].left * kBatch, q);
    const Quad dose = dose_of(batch, shocks[s], q);
    const Quad growth{growth_of(dose.a), growth_of(dose.b), growth_of(dose.c), growth_of(dose.d)};
    const Quad step = dose * growth;
    const Quad factor = fused(moved, step * (one - tau) / (one + tau * step), one);
    tau = tau * factor;
    kept = kept * factor;
  }
  const Touch* const programmes = task.contest->touches.data() + touches.turnout.first;
  for (std::uint32_t g = 0; g < touches.turnout.n; ++g) {
    if (programmes[g].gain == kNoGain) continue;
    float* const gain = task.gains + programmes[g].gain * kBatch;
    store_quad(load_quad(gain, q) * kept, gain, q);
  }
  return tau;
}

/// Moves weights by shocks, one after the other: s'_k = s_k + Q (softmax(log s + g)_k - s_k), g the
/// dose of the one candidate. Weights then add up to 1.
HWY_NOINLINE void shock_support(const BatchContext& batch, const GroupTask& task,
                                const UniverseTouches& touches, int n, std::size_t q,
                                Quad* weight) {
  const DF d;
  const Quad one = quad_of(hn::Set(d, 1.0F));
  const Touch* const shocks = task.contest->touches.data() + touches.support_shocks.first;
  for (std::uint32_t s = 0; s < touches.support_shocks.n; ++s) {
    const Quad moved =
        quad_of(hn::Set(d, shocks[s].reached)) * load_quad(batch.rows + shocks[s].left * kBatch, q);
    const Quad power = exp_of(dose_of(batch, shocks[s], q));
    Quad total = weight[0];
    for (int k = 1; k < n; ++k) total = total + weight[k];
    // Of shares even e^-75 of one is no smaller than normal floats.
    const Quad per_weight = one / total;
    const auto slot = static_cast<int>(shocks[s].slot);
    Quad moved_total = quad_of(hn::Zero(d));
    for (int k = 0; k < n; ++k) {
      weight[k] = weight[k] * per_weight;
      moved_total = moved_total + (k == slot ? weight[k] * power : weight[k]);
    }
    const Quad stays = one - moved;
    const Quad moves = moved / moved_total;
    for (int k = 0; k < n; ++k) {
      const Quad after = k == slot ? weight[k] * power : weight[k];
      weight[k] = fused(after, moves, weight[k] * stays);
    }
  }
}

/// Candidates who are believed to be out, each by a share of its own.
struct BelievedOut {
  Quad share[scenario::kMostBelievedOut];
  std::uint32_t slot[scenario::kMostBelievedOut];
  std::uint32_t n = 0;
};

/// Reads who believes what: several shocks about one candidate are believed independently.
HWY_INLINE BelievedOut believed_out(const BatchContext& batch, const GroupTask& task,
                                    const Slice& withdrawals, std::size_t q) {
  const DF d;
  const Quad one = quad_of(hn::Set(d, 1.0F));
  const Touch* const shocks = task.contest->touches.data() + withdrawals.first;
  BelievedOut out;
  for (std::uint32_t s = 0; s < withdrawals.n; ++s) {
    const Quad moved =
        quad_of(hn::Set(d, shocks[s].reached)) * load_quad(batch.rows + shocks[s].left * kBatch, q);
    if (out.n > 0 && out.slot[out.n - 1] == shocks[s].slot) {
      Quad& share = out.share[out.n - 1];
      share = fused(moved, one - share, share);
    } else {
      out.share[out.n] = moved;
      out.slot[out.n++] = shocks[s].slot;
    }
  }
  return out;
}

/// x where `total` is at least next to nothing, else y.
HWY_INLINE VF where_any(VF total, VF x, VF y) {
  // Who is not on the ballot weighs e^-75, and effects on top.
  return hn::IfThenElse(hn::Lt(total, hn::Set(DF(), 1e-16F)), y, x);
}

HWY_INLINE Quad where_any(Quad total, Quad x, Quad y) {
  return {where_any(total.a, x.a, y.a), where_any(total.b, x.b, y.b), where_any(total.c, x.c, y.c),
          where_any(total.d, x.d, y.d)};
}

/// Moves weights by who believes that candidates are out.
///
/// Law: s'_k = sum over sets S of the share who believe just S x (s_k where k is not of S, else 0)
/// / sum of those s; where nobody else is on the ballot they stay. Weights then add up to 1.
/// Source: docs/campaign.md, "Shocks".
HWY_NOINLINE void believe_out(const BatchContext& batch, const GroupTask& task,
                              const UniverseTouches& touches, int n, std::size_t q, Quad* weight) {
  const DF d;
  const Quad zero = quad_of(hn::Zero(d));
  const Quad one = quad_of(hn::Set(d, 1.0F));
  const BelievedOut out = believed_out(batch, task, touches.withdrawals, q);
  Quad total = weight[0];
  for (int k = 1; k < n; ++k) total = total + weight[k];
  const Quad per_weight = one / total;
  Quad stays = one;
  for (std::uint32_t c = 0; c < out.n; ++c) stays = stays * (one - out.share[c]);
  Quad moved[kMaxCandidates];
  for (int k = 0; k < n; ++k) {
    weight[k] = weight[k] * per_weight;
    moved[k] = weight[k] * stays;
  }
  for (std::uint32_t set = 1; set < 1U << out.n; ++set) {
    Quad believe = one;
    bool is_out[kMaxCandidates] = {};
    for (std::uint32_t c = 0; c < out.n; ++c) {
      const bool is_in = (set >> c & 1U) != 0;
      believe = believe * (is_in ? out.share[c] : one - out.share[c]);
      is_out[out.slot[c]] |= is_in;
    }
    Quad others = zero;
    for (int k = 0; k < n; ++k) {
      if (!is_out[k]) others = others + weight[k];
    }
    const Quad to_others = where_any(others, believe / others, believe);
    const Quad to_out = where_any(others, zero, believe);
    for (int k = 0; k < n; ++k) {
      moved[k] = fused(weight[k], is_out[k] ? to_out : to_others, moved[k]);
    }
  }
  for (int k = 0; k < n; ++k) weight[k] = moved[k];
}

/// Moves weights by what spreads from elsewhere: log-odds of everybody by dose x left. Source:
/// docs/campaign.md, "Spread".
HWY_NOINLINE void spread(const BatchContext& batch, const Touch* touches, std::uint32_t n,
                         std::size_t q, Quad* weight) {
  for (const Touch* touch = touches; touch != touches + n; ++touch) {
    Quad dose = dose_of(batch, *touch, q);
    if (touch->left != kZeroRow) dose = dose * load_quad(batch.rows + touch->left * kBatch, q);
    weight[touch->slot] = weight[touch->slot] * exp_of(dose);
  }
}

/// Moves weights by endorsers: shares s' = sum over sets S of endorsers of the share who follow
/// just these x softmax(log s + their doses). Weights then add up to 1. Source: docs/campaign.md,
/// "Endorsers".
HWY_NOINLINE void endorse(const BatchContext& batch, const Touch* endorsers, std::uint32_t n,
                          int n_candidates, std::size_t q, Quad* weight) {
  const DF d;
  const Quad one = quad_of(hn::Set(d, 1.0F));
  Quad power[scenario::kMostEndorsers];
  for (std::uint32_t e = 0; e < n; ++e) {
    power[e] = exp_of(dose_of(batch, endorsers[e], q));
  }
  Quad moved[kMaxCandidates];
  for (int k = 0; k < n_candidates; ++k) moved[k] = quad_of(hn::Zero(d));
  for (std::uint32_t set = 0; set < 1U << n; ++set) {
    float follow = 1;
    Quad factor[kMaxCandidates];
    for (int k = 0; k < n_candidates; ++k) factor[k] = one;
    for (std::uint32_t e = 0; e < n; ++e) {
      const bool is_in = (set >> e & 1U) != 0;
      follow *= is_in ? endorsers[e].reached : 1.0F - endorsers[e].reached;
      if (is_in) factor[endorsers[e].slot] = factor[endorsers[e].slot] * power[e];
    }
    Quad total = weight[0] * factor[0];
    for (int k = 1; k < n_candidates; ++k) total = fused(weight[k], factor[k], total);
    const Quad scale = quad_of(hn::Set(d, follow)) / total;
    for (int k = 0; k < n_candidates; ++k) {
      moved[k] = fused(weight[k] * factor[k], scale, moved[k]);
    }
  }
  for (int k = 0; k < n_candidates; ++k) weight[k] = moved[k];
}

/// Moves weights by persuasion: s'_k = s_k + Q (softmax(log s + G)_k - s_k), Q the share reached by
/// any programme, Q G_k the sum of the summands of those for k. Weights then add up to 1.
HWY_NOINLINE void persuade(const BatchContext& batch, const GroupTask& task,
                           const UniverseTouches& touches, int n, std::size_t q, Quad* weight) {
  const DF d;
  const Touch* const first = task.contest->touches.data() + touches.support.first;
  Combination combination(batch, task.repeat, q);
  Quad dose[kMaxCandidates];
  bool is_moved[kMaxCandidates] = {};
  for (std::uint32_t g = 0; g < touches.support.n; ++g) {
    const std::uint32_t k = first[g].slot;
    if (!is_moved[k]) {
      combination.begin_candidate();
      dose[k] = quad_of(hn::Zero(d));
    }
    is_moved[k] = true;
    dose[k] = dose[k] + combination.summand(first[g]);
  }
  const Quad reached = combination.reached();
  Quad moved[kMaxCandidates];
  Quad total = quad_of(hn::Zero(d));
  Quad moved_total = total;
  for (int k = 0; k < n; ++k) {
    moved[k] = is_moved[k] ? weight[k] * exp_of(dose[k] / reached) : weight[k];
    total = total + weight[k];
    moved_total = moved_total + moved[k];
  }
  const Quad stays = (quad_of(hn::Set(d, 1.0F)) - reached) / total;
  const Quad moves = reached / moved_total;
  for (int k = 0; k < n; ++k) weight[k] = fused(moved[k], moves, weight[k] * stays);
}

/// Divides the ballots of a touched universe: votes of each candidate.
///
/// Law: votes_k = N tau' t_k: ballots but for those gained among supporters split by s', and of
/// these candidate c has the odds a s'_c / (1 - s'_c): a share a s'_c / D, the others s'_k / D, D =
/// 1 + (a - 1) s'_c. Source: docs/campaign.md, "Supporters only".
HWY_NOINLINE void divide_ballots(const BatchContext& batch, const GroupTask& task, std::uint32_t i,
                                 Quad ballots, int n, std::size_t q, Quad* weight) {
  const DF d;
  const UniverseTouches& touches = task.touched[i];
  const Touch* const first = task.contest->touches.data();
  if (touches.spread.n > 0) {
    spread(batch, first + touches.spread.first, touches.spread.n, q, weight);
  }
  if (touches.endorsers.n > 0) {
    endorse(batch, first + touches.endorsers.first, touches.endorsers.n, n, q, weight);
  }
  if (touches.support.n > 0) persuade(batch, task, touches, n, q, weight);
  if (touches.support_shocks.n > 0) shock_support(batch, task, touches, n, q, weight);
  if (touches.withdrawals.n > 0) believe_out(batch, task, touches, n, q, weight);
  Quad total = weight[0];
  for (int k = 1; k < n; ++k) total = total + weight[k];
  const GainSplit* const splits = task.contest->splits.data() + touches.splits.first;
  Quad as_all = ballots;
  for (std::uint32_t g = 0; g < touches.splits.n; ++g) {
    as_all = as_all - load_quad(task.gains + splits[g].gain * kBatch, q);
  }
  const Quad per_weight = as_all / total;
  Quad votes[kMaxCandidates];
  for (int k = 0; k < n; ++k) votes[k] = per_weight * weight[k];
  for (std::uint32_t g = 0; g < touches.splits.n; ++g) {
    const GainSplit& split = splits[g];
    const Quad more = quad_of(hn::Set(d, split.weight - 1.0F)) * weight[split.slot];
    const Quad scale = load_quad(task.gains + split.gain * kBatch, q) / (total + more);
    for (int k = 0; k < n; ++k) votes[k] = fused(scale, weight[k], votes[k]);
    votes[split.slot] = fused(scale, more, votes[split.slot]);
  }
  for (int k = 0; k < n; ++k) weight[k] = votes[k];
}

/// Draws the ballots of a touched universe, or reads them where an earlier contest has drawn them.
template <bool kProducts, bool kHanded>
HWY_INLINE Quad touched_ballots(const BatchContext& batch, const GroupTask& task, std::uint32_t i,
                                OwnDraws<kHanded>& own, std::size_t q) {
  const UniverseTurnout& universe = task.turnouts[i];
  float* const kept =
      task.universe_ballots ? task.universe_ballots + universe.universe * kBatch : nullptr;
  if (!task.group->draws_turnout) return load_quad(kept, q);
  Odds odds;
  if constexpr (kProducts) {
    odds = turnout_of_products(batch, *task.group, universe, own, q);
  } else {
    odds = turnout_of_sums(batch, *task.group, universe, own, q);
  }
  Quad turnout = odds.of_voting / odds.of_either;
  if (task.touched[i].turnout.n > 0) {
    turnout = moved_turnout(batch, task, task.touched[i], turnout, universe.registered, q);
  }
  if (task.touched[i].turnout_shocks.n > 0) {
    turnout = shocked_turnout(batch, task, task.touched[i], turnout, q);
  }
  const Quad ballots = quad_of(hn::Set(DF(), universe.registered)) * turnout;
  if (kept) store_quad(ballots, kept, q);
  if (task.sums) {
    add_turnout(ballots, universe.fixed_per_ballot, batch.valid, q, task.sums[i]);
  }
  return ballots;
}

/// Adds the votes of a touched universe to those of its group, and keeps them where they are asked
/// for.
HWY_INLINE void add_touched(const GroupTask& task, std::uint32_t i, int n, const Quad* of_universe,
                            Quad* votes, std::size_t q) {
  for (int k = 0; k < n; ++k) votes[k] = votes[k] + of_universe[k];
  if (task.universe_votes == nullptr) return;
  float* kept = task.universe_votes + static_cast<std::size_t>(i) * n * kBatch;
  for (int k = 0; k < n; ++k) store_quad(of_universe[k], kept + k * kBatch, q);
}

}  // namespace HWY_NAMESPACE
}  // namespace hustings
HWY_AFTER_NAMESPACE();

#endif
