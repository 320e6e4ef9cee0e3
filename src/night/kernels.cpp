#include "night/kernels.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "night/kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "random/vector-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace hustings {
namespace HWY_NAMESPACE {

/// Draws the t scale of each election, sqrt((df - 2) / sum of df squared normals).
///
/// Costs df normals, since any gamma sampler that rejects would take a number of words that depends
/// on the draw; E[W^2] = 1 for df >= 3. Source: docs/method.md, "t tails".
HWY_INLINE Quad draw_scale(const BatchContext& batch, const ScaleDraw& scale, std::size_t q) {
  const DF d;
  Quad chi2 = quad_of(hn::Zero(d));
  WordsAhead draws(*batch.key, *batch.counters, q, scale.normals.front());
  for (std::size_t i = 1; i <= scale.normals.size(); ++i) {
    const Quad z = draws.normals(scale.normals[i % scale.normals.size()]);
    chi2 = fused(z, z, chi2);
  }
  const float df = static_cast<float>(scale.normals.size());
  const Quad square = quad_of(hn::Set(d, df - 2.0F)) / chi2;
  return {hn::Sqrt(square.a), hn::Sqrt(square.b), hn::Sqrt(square.c), hn::Sqrt(square.d)};
}

/// e^x, x taken into [-15, 15]: products of several such powers are finite and no smaller than
/// normal floats. A predictor that far out is a share within 4e-7 of 0 or 1.
HWY_INLINE Quad bounded_power(Quad x) {
  const DF d;
  const auto bounded = [&](VF y) HWY_ATTR {
    return hn::Min(hn::Max(y, hn::Set(d, -15.0F)), hn::Set(d, 15.0F));
  };
  return exp_of(Quad{bounded(x.a), bounded(x.b), bounded(x.c), bounded(x.d)});
}

/// A draw that is handed over, or `drawn` where the generator's counts.
HWY_INLINE Quad handed_or(const BatchContext& batch, RowIndex handed, Quad drawn, std::size_t q) {
  return handed == kNotHanded ? drawn : load_quad(batch.handed + handed * kBatch, q);
}

HWY_INLINE Quad least_of(Quad x, Quad y) {
  return {hn::Min(x.a, y.a), hn::Min(x.b, y.b), hn::Min(x.c, y.c), hn::Min(x.d, y.d)};
}

/// Fills the rows of what resources cover, week by week, and of what is left of reaches: plans of a
/// week that are not covered lapse, hours of a week are used before the stock.
HWY_NOINLINE void fill_supplies(const BatchContext& batch, const RowProgram& program,
                                std::size_t q) {
  const DF d;
  const auto all = [&](float x) HWY_ATTR { return quad_of(hn::Set(d, x)); };
  const auto row = [&](RowIndex index) HWY_ATTR { return batch.rows + index * kBatch; };
  for (const SupplyDraw& supply : program.supplies) {
    const Quad factor = exp_of(fused(all(supply.sigma), load_quad(row(supply.normal), q),
                                     all(-0.5F * supply.sigma * supply.sigma)));
    Quad stock = all(supply.stock);
    for (const SupplyWeek& week : supply.weeks) {
      const Quad drawn = least_of(all(week.drawn) * factor, all(week.limit));
      const Quad available = drawn + all(week.fixed) + stock;
      const Quad used = least_of(all(week.planned), available);
      if (week.row != kZeroRow) store_quad(used / all(week.planned), row(week.row), q);
      stock = supply.keeps ? available - used : least_of(stock, available - used);
    }
  }
  for (const ReachLeft& left : program.lefts) {
    Quad sum = all(0);
    for (const WeekContacts& week : left.weeks) {
      Quad least = all(1);
      for (const RowIndex covered : week.covered) {
        least = least_of(least, load_quad(row(covered), q));
      }
      sum = fused(all(week.share), least, sum);
    }
    store_quad(sum, row(left.row), q);
  }
}

/// Fills rows of 256 floats in the program's order: scales, factors (normal x scale), sums of
/// load x row and powers of such. All of a program is done for four vectors of elections before the
/// next four, so the rows it reads are still at hand. Sums are added from 0 in the order of terms,
/// each step fused: their bits are the law. kHanded: some draws come from memory.
template <bool kHanded>
void fill_rows(const BatchContext& batch, const RowProgram& program) {
  const DF d;
  const auto row = [&](RowIndex index) HWY_ATTR { return batch.rows + index * kBatch; };
  for (std::size_t q = 0; q < kCalls; q += hn::Lanes(d)) {
    for (const ScaleDraw& scale : program.scales) {
      Quad w = draw_scale(batch, scale, q);
      if constexpr (kHanded) w = handed_or(batch, scale.handed, w, q);
      store_quad(w, row(scale.row), q);
    }
    const std::size_t n = program.factors.size();
    WordsAhead draws(*batch.key, *batch.counters, q,
                     n > 0 ? program.factors.front().address : DrawAddress{});
    for (std::size_t f = 0; f < n; ++f) {
      const FactorDraw& factor = program.factors[f];
      Quad z = draws.normals(program.factors[f + 1 < n ? f + 1 : f].address);
      if constexpr (kHanded) z = handed_or(batch, factor.handed, z, q);
      if (factor.scale != kZeroRow) z = z * load_quad(row(factor.scale), q);
      store_quad(z, row(factor.row), q);
    }
    for (const RowSum& sum : program.sums) {
      Quad total = quad_of(hn::Zero(d));
      const RowTerm* term = program.terms.data() + sum.first_term;
      for (std::uint32_t t = 0; t < sum.n_terms; ++t, ++term) {
        total = fused(quad_of(hn::Set(d, term->load)), load_quad(row(term->row), q), total);
      }
      store_quad(sum.is_power ? bounded_power(total) : total, row(sum.row), q);
    }
    if (!program.lefts.empty()) fill_supplies(batch, program, q);
  }
}

void run_rows(const BatchContext& batch, const RowProgram& program) {
  return batch.handed != nullptr ? fill_rows<true>(batch, program)
                                 : fill_rows<false>(batch, program);
}

/// Adds the turnout of a universe, in fixed point, to its running sums.
///
/// Law: x = nearest integer to 2^20 ballots / registered, at most 2^20; sum of x in 32 bits (a lane
/// has at most 64 elections of a batch: below 2^27), of x^2 in 64. Elections that do not count are
/// masked to 0.
HWY_INLINE void add_turnout(Quad ballots, float fixed_per_ballot, const std::uint32_t* valid,
                            std::size_t q, UniverseSums& sums) {
  const DF d;
  const DU du;
  const hn::Repartition<std::uint64_t, DU> du64;
  VU sum = hn::Load(du, sums.sum);
  auto squares = hn::Load(du64, sums.squares);
  const VF unit = hn::Set(d, fixed_per_ballot);
  const auto add = [&](VF x, std::size_t offset) HWY_ATTR {
    const VI nearest = hn::NearestInt(hn::Mul(x, unit));
    const VU fixed = hn::And(hn::BitCast(du, nearest), hn::Load(du, valid + offset + q));
    sum = hn::Add(sum, fixed);
    const VU odd = hn::BitCast(du, hn::ShiftRight<32>(hn::BitCast(du64, fixed)));
    squares = hn::Add(squares, hn::MulEven(fixed, fixed));
    squares = hn::Add(squares, hn::MulEven(odd, odd));
  };
  add(ballots.a, 0);
  add(ballots.b, kCalls);
  add(ballots.c, 2 * kCalls);
  add(ballots.d, 3 * kCalls);
  hn::Store(sum, du, sums.sum);
  hn::Store(squares, du64, sums.squares);
}

/// Own draws of a group's universes, in the order of its list. kHanded: some come from memory.
template <bool kHanded>
class OwnDraws {
 public:
  HWY_INLINE OwnDraws(const BatchContext& batch, const GroupTask& task, std::size_t q)
      : batch_(batch),
        q_(q),
        tables_(batch.odd_tables),
        address_(task.own_draws),
        handed_(task.own_handed),
        draws_(*batch.key, *batch.counters, q, *address_) {}

  HWY_INLINE Quad normals() {
    const Quad drawn = draws_.normals(*++address_);
    if constexpr (kHanded) return handed_or(batch_, *handed_++, drawn, q_);
    return drawn;
  }
  HWY_INLINE Quad odd(std::uint32_t table) {
    static_assert(!kHanded);
    return draws_.odd(tables_[table], *++address_);
  }

 private:
  const BatchContext& batch_;
  std::size_t q_;
  const OddTable* tables_;
  const DrawAddress* address_;
  const RowIndex* handed_;
  WordsAhead draws_;
};

/// Turnout of a universe as odds: for / (for + against).
///
/// The logistic function is left undone: its division is the softmax's, too.
struct Odds {
  Quad of_voting;
  Quad of_either;  ///< of voting and of staying at home, added
};

/// Returns 1 and 1 + e^-logit, logit = centre + base row + extra row + sd z.
template <bool kHanded>
HWY_INLINE Odds turnout_of_sums(const BatchContext& batch, const UniverseGroup& group,
                                const UniverseTurnout& universe, OwnDraws<kHanded>& own,
                                std::size_t q) {
  const DF d;
  Quad logit =
      quad_of(hn::Set(d, universe.centre)) + load_quad(batch.rows + group.turnout_base * kBatch, q);
  if (universe.extra != kZeroRow)
    logit = logit + load_quad(batch.rows + universe.extra * kBatch, q);
  if (universe.sd > 0) logit = fused(quad_of(hn::Set(d, universe.sd)), own.normals(), logit);
  const VU sign = hn::Set(DU(), 0x80000000U);
  const auto negated = [&](VF x)
                           HWY_ATTR { return hn::BitCast(d, hn::Xor(hn::BitCast(DU(), x), sign)); };
  const Quad e =
      exp_of(Quad{negated(logit.a), negated(logit.b), negated(logit.c), negated(logit.d)});
  const Quad one = quad_of(hn::Set(d, 1.0F));
  return {one, e + one};
}

/// Returns (1 + T) F and (1 + T) F + e^-centre (1 - T), F the rows' powers and T = tanh(sd z / 2):
/// e^(sd z) = (1 + T) / (1 - T).
HWY_INLINE Odds turnout_of_products(const BatchContext& batch, const UniverseGroup& group,
                                    const UniverseTurnout& universe, OwnDraws<false>& own,
                                    std::size_t q) {
  const DF d;
  const Quad one = quad_of(hn::Set(d, 1.0F));
  Quad power = load_quad(batch.rows + group.turnout_base * kBatch, q);
  if (universe.extra != kZeroRow)
    power = power * load_quad(batch.rows + universe.extra * kBatch, q);
  const Quad against = quad_of(hn::Set(d, universe.odds_against));
  if (universe.sd <= 0) return {power, power + against};
  const Quad t = own.odd(universe.table);
  const Quad of_voting = (one + t) * power;
  return {of_voting, fused(against, one - t, of_voting)};
}

/// Computes weights e^utility, utility = centre + base row + extra row + own noise.
///
/// No largest utility is subtracted first: centres are solved with the largest at 0, and exp_of
/// takes its argument into [-80, 80]. Who is not on the ballot has e^-75 and effects on top: next
/// to no vote of any number of voters.
template <bool kExtra, bool kHanded>
HWY_INLINE void weights_of_sums(const BatchContext& batch, const RowIndex* base,
                                const UniverseSupport* support, int n, OwnDraws<kHanded>& own,
                                std::size_t q, Quad* weight) {
  const DF d;
  Quad passed_on = quad_of(hn::Zero(d));
  for (int k = 0; k < n; ++k) {
    Quad utility = quad_of(hn::Set(d, support[k].centre)) +
                   load_quad(batch.rows + base[k] * kBatch, q) + passed_on;
    if (kExtra) utility = utility + load_quad(batch.rows + support[k].extra * kBatch, q);
    if (support[k].own > 0) {
      const Quad z = own.normals();
      utility = fused(quad_of(hn::Set(d, support[k].own)), z, utility);
      passed_on = fused(quad_of(hn::Set(d, support[k].passed_on)), z, passed_on);
    }
    weight[k] = exp_of(utility);
  }
}

/// x^power, 1 to 6.
HWY_INLINE Quad power_of(Quad x, int power) {
  const Quad square = x * x;
  switch (power) {
    case 1:
      return x;
    case 2:
      return square;
    case 3:
      return square * x;
    case 4:
      return square * square;
    case 5:
      return square * square * x;
    default:
      return square * x * (square * x);
  }
}

/// Computes e^noise of n candidates of one own sd, but for a factor that is common to all.
///
/// Law: with P_j = 1 + T_j and M_j = 1 - T_j, T_j = tanh(c_j z_j / 2), and d_j = (j + 1) c_j,
/// e^noise_k x product of M_j^(j+1) over all j is
///     product over j < k of P_j M_j^j  x  P_k^(k+1)  x  product over j > k of M_j^(j+1).
/// Source: docs/method.md, "Own noise".
HWY_INLINE void multiply_noise(const UniverseSupport* support, int n, OwnDraws<false>& own,
                               Quad* weight) {
  const Quad one = quad_of(hn::Set(DF(), 1.0F));
  Quad before = one;
  weight[0] = one;
#pragma GCC unroll 6
  for (int j = 1; j < n; ++j) {
    const Quad t = own.odd(support[j].table);
    const Quad more = one + t;
    const Quad less = one - t;
    const Quad for_later = power_of(less, j);
    const Quad for_earlier = for_later * less;
#pragma GCC unroll 6
    for (int k = 0; k < j; ++k) weight[k] = weight[k] * for_earlier;
    weight[j] = before * power_of(more, j + 1);
    before = before * more * for_later;
  }
}

/// Computes the same weights as products: e^centre x the rows' powers x e^noise, but for a factor
/// that is common to all.
template <bool kExtra>
HWY_INLINE void weights_of_products(const BatchContext& batch, const RowIndex* base,
                                    const UniverseSupport* support, int n, OwnDraws<false>& own,
                                    std::size_t q, Quad* weight) {
  const DF d;
  if (support[n - 1].own > 0) {
    multiply_noise(support, n, own, weight);
  } else {
    for (int k = 0; k < n; ++k) weight[k] = quad_of(hn::Set(d, 1.0F));
  }
  for (int k = 0; k < n; ++k) {
    Quad power =
        quad_of(hn::Set(d, support[k].weight)) * load_quad(batch.rows + base[k] * kBatch, q);
    if (kExtra) power = power * load_quad(batch.rows + support[k].extra * kBatch, q);
    weight[k] = weight[k] * power;
  }
}

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
    Quad dose = quad_of(hn::Set(d, touch.dose));
    if (touch.row != kZeroRow) {
      dose = fused(quad_of(hn::Set(d, touch.load)), load_quad(batch_.rows + touch.row * kBatch, q_),
                   dose);
    }
    const Quad one = quad_of(hn::Set(d, 1.0F));
    const Quad summand = dose * reached * counts_;
    missed_ = missed_ * (one - reached);
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

/// Moves weights by endorsers: shares s' = sum over sets S of endorsers of the share who follow
/// just these x softmax(log s + their doses). Weights then add up to 1. Source: docs/campaign.md,
/// "Endorsers".
HWY_NOINLINE void endorse(const BatchContext& batch, const Touch* endorsers, std::uint32_t n,
                          int n_candidates, std::size_t q, Quad* weight) {
  const DF d;
  const Quad one = quad_of(hn::Set(d, 1.0F));
  Quad power[scenario::kMostEndorsers];
  for (std::uint32_t e = 0; e < n; ++e) {
    Quad dose = quad_of(hn::Set(d, endorsers[e].dose));
    if (endorsers[e].row != kZeroRow) {
      dose = fused(quad_of(hn::Set(d, endorsers[e].load)),
                   load_quad(batch.rows + endorsers[e].row * kBatch, q), dose);
    }
    power[e] = exp_of(dose);
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
  if (touches.endorsers.n > 0) {
    endorse(batch, task.contest->touches.data() + touches.endorsers.first, touches.endorsers.n, n,
            q, weight);
  }
  if (touches.support.n > 0) persuade(batch, task, touches, n, q, weight);
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

/// 1 / (1 - roll-off) = 1 + e^logit, logit = centre + row + sd z.
template <bool kHanded>
HWY_INLINE Quad came_per_vote(const BatchContext& batch, const UniverseRolloff& rolloff,
                              OwnDraws<kHanded>& own, std::size_t q) {
  const DF d;
  Quad logit =
      quad_of(hn::Set(d, rolloff.centre)) + load_quad(batch.rows + rolloff.row * kBatch, q);
  if (rolloff.sd > 0) logit = fused(quad_of(hn::Set(d, rolloff.sd)), own.normals(), logit);
  return quad_of(hn::Set(d, 1.0F)) + exp_of(logit);
}

/// Adds a group's ballots, which are n sums, to its district.
HWY_INLINE void add_ballots(const GroupTask& task, const Quad* sums, int n, std::size_t q) {
  Quad ballots = task.begins_district ? sums[0] : load_quad(task.district_ballots, q) + sums[0];
  for (int k = 1; k < n; ++k) ballots = ballots + sums[k];
  store_quad(ballots, task.district_ballots, q);
}

/// Hands a group's votes on: by candidate to its part, and who came to its district, which are its
/// votes of all candidates where nobody leaves the contest blank. The first group of either writes,
/// later ones are added, in the plan's order: that order is part of the result.
HWY_INLINE void add_votes(const GroupTask& task, const Quad* votes, int n, std::size_t q) {
  for (int k = 0; k < n; ++k) {
    float* part = task.votes + k * kBatch;
    store_quad(task.begins_part ? votes[k] : load_quad(part, q) + votes[k], part, q);
  }
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

/// Sums the first choices of a group: votes_k = sum over universes of
/// registered x turnout x softmax_k.
///
/// Law: N o / e x w_k / sum over j of w_j, o / e the odds of voting, w weights: one division a
/// universe, for all candidates. Where an earlier contest drew the turnout its ballots are read
/// instead. Universes are added in their order, each step fused. kFixed candidates, or any number
/// up to kMaxCandidates where kFixed is 0: a known number keeps all of a universe in registers.
/// kProducts: weights and odds are products, not exponentials. kHanded: some draws come from
/// memory. kRolloff: some who come leave the contest blank, and votes are times 1 - roll-off.
/// kTouched: programmes touch some of the universes; the others keep their bits. Source:
/// docs/method.md, "Random numbers", "Own noise" and "Roll-off"; docs/campaign.md.
template <int kFixed, bool kExtra, bool kProducts, bool kHanded = false, bool kRolloff = false,
          bool kTouched = false>
void first_choices_of(const BatchContext& batch, const GroupTask& task) {
  constexpr int kSize = kFixed > 0 ? kFixed : static_cast<int>(kMaxCandidates);
  const DF d;
  const UniverseGroup& group = *task.group;
  const int n = kFixed > 0 ? kFixed : static_cast<int>(task.n_candidates);
  const RowIndex* base = group.support_base.data();
  for (std::size_t q = 0; q < kCalls; q += hn::Lanes(d)) {
    Quad votes[kSize];
    Quad weight[kSize];
    for (int k = 0; k < n; ++k) votes[k] = quad_of(hn::Zero(d));
    Quad came = quad_of(hn::Zero(d));
    OwnDraws<kHanded> own(batch, task, q);
    for (std::uint32_t i = 0; i < group.n_universes; ++i) {
      const UniverseTurnout& universe = task.turnouts[i];
      const UniverseSupport* support = task.supports + static_cast<std::size_t>(i) * n;
      float* kept =
          task.universe_ballots ? task.universe_ballots + universe.universe * kBatch : nullptr;
      if constexpr (kProducts) {
        weights_of_products<kExtra>(batch, base, support, n, own, q, weight);
      } else {
        weights_of_sums<kExtra>(batch, base, support, n, own, q, weight);
      }
      if constexpr (kTouched) {
        if (task.touched[i].any()) {
          const Quad ballots = touched_ballots<kProducts>(batch, task, i, own, q);
          divide_ballots(batch, task, i, ballots, n, q, weight);
          if constexpr (kRolloff) {
            came = came + ballots;
            const Quad per_vote = came_per_vote(batch, task.rolloffs[i], own, q);
            for (int k = 0; k < n; ++k) weight[k] = weight[k] / per_vote;
          }
          add_touched(task, i, n, weight, votes, q);
          continue;
        }
      }
      Quad total = weight[0];
      for (int k = 1; k < n; ++k) total = total + weight[k];
      Quad per_weight;
      if (group.draws_turnout) {
        Odds odds;
        if constexpr (kProducts) {
          odds = turnout_of_products(batch, group, universe, own, q);
        } else {
          odds = turnout_of_sums(batch, group, universe, own, q);
        }
        per_weight =
            quad_of(hn::Set(d, universe.registered)) * odds.of_voting / (odds.of_either * total);
        if (kept || task.sums) {
          const Quad ballots = per_weight * total;
          if (kept) store_quad(ballots, kept, q);
          if (task.sums) {
            add_turnout(ballots, universe.fixed_per_ballot, batch.valid, q, task.sums[i]);
          }
        }
      } else {
        per_weight = load_quad(kept, q) / total;
      }
      if constexpr (kRolloff) {
        came = fused(per_weight, total, came);
        per_weight = per_weight / came_per_vote(batch, task.rolloffs[i], own, q);
      }
      for (int k = 0; k < n; ++k) votes[k] = fused(per_weight, weight[k], votes[k]);
      if (task.universe_votes != nullptr) {
        float* of_universe = task.universe_votes + static_cast<std::size_t>(i) * n * kBatch;
        for (int k = 0; k < n; ++k) store_quad(per_weight * weight[k], of_universe + k * kBatch, q);
      }
    }
    add_ballots(task, kRolloff ? &came : votes, kRolloff ? 1 : n, q);
    add_votes(task, votes, n, q);
  }
}

template <bool kExtra, bool kProducts, bool kTouched = false>
void first_choices_by_size(const BatchContext& batch, const GroupTask& task) {
  // Emulated vectors gain little from a known number of candidates and take a minute to compile.
  constexpr bool kBySize = HWY_TARGET != HWY_EMU128;
  switch (kBySize ? task.n_candidates : 0) {
    case 2:
      return first_choices_of < kBySize ? 2 : 0, kExtra, kProducts, false, false,
             kTouched > (batch, task);
    case 3:
      return first_choices_of < kBySize ? 3 : 0, kExtra, kProducts, false, false,
             kTouched > (batch, task);
    case 4:
      return first_choices_of < kBySize ? 4 : 0, kExtra, kProducts, false, false,
             kTouched > (batch, task);
    case 5:
      return first_choices_of < kBySize ? 5 : 0, kExtra, kProducts, false, false,
             kTouched > (batch, task);
    case 6:
      return first_choices_of < kBySize ? 6 : 0, kExtra, kProducts, false, false,
             kTouched > (batch, task);
    default:
      return first_choices_of<0, kExtra, kProducts, false, false, kTouched>(batch, task);
  }
}

/// Sums those of a contest with roll-off. Its weights have the bits that any number of candidates
/// gives them, known or not: a world without roll-off is compared with it.
template <bool kTouched>
void first_choices_with_rolloff(const BatchContext& batch, const GroupTask& task) {
  if (batch.handed != nullptr) {
    return first_choices_of<0, true, false, true, true, kTouched>(batch, task);
  }
  return task.group->multiplies
             ? first_choices_of<0, true, true, false, true, kTouched>(batch, task)
             : first_choices_of<0, true, false, false, true, kTouched>(batch, task);
}

/// Sums those of a group that programmes touch. Rows of extra support are zero, or powers of zero,
/// where there is none.
void touched_first_choices(const BatchContext& batch, const GroupTask& task) {
  if (task.rolloffs != nullptr) return first_choices_with_rolloff<true>(batch, task);
  if (batch.handed != nullptr) {
    return first_choices_of<0, true, false, true, false, true>(batch, task);
  }
  return task.group->multiplies ? first_choices_by_size<true, true, true>(batch, task)
                                : first_choices_by_size<true, false, true>(batch, task);
}

void first_choices(const BatchContext& batch, const GroupTask& task) {
  if (task.touched != nullptr) return touched_first_choices(batch, task);
  if (task.rolloffs != nullptr) return first_choices_with_rolloff<false>(batch, task);
  if (batch.handed != nullptr) return first_choices_of<0, true, false, true>(batch, task);
  const bool extra = task.group->any_extra_support;
  if (task.group->multiplies) {
    return extra ? first_choices_by_size<true, true>(batch, task)
                 : first_choices_by_size<false, true>(batch, task);
  }
  return extra ? first_choices_by_size<true, false>(batch, task)
               : first_choices_by_size<false, false>(batch, task);
}

const NightKernels& kernels() {
  static const NightKernels table{run_rows, first_choices};
  return table;
}

}  // namespace HWY_NAMESPACE
}  // namespace hustings
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace hustings {

HWY_EXPORT(kernels);

const NightKernels& night_kernels() {
  return HWY_DYNAMIC_DISPATCH(kernels)();
}

}  // namespace hustings
#endif
