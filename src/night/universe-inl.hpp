// Own draws, turnout, weights and roll-off of one universe, for the kernels that are compiled once
// per instruction set. Included inside Highway's foreach_target.

#if defined(HUSTINGS_NIGHT_UNIVERSE_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef HUSTINGS_NIGHT_UNIVERSE_INL
#undef HUSTINGS_NIGHT_UNIVERSE_INL
#else
#define HUSTINGS_NIGHT_UNIVERSE_INL
#endif

#include "night/kernels.hpp"
#include "random/vector-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace hustings {
namespace HWY_NAMESPACE {

/// A draw that is handed over, or `drawn` where the generator's counts.
HWY_INLINE Quad handed_or(const BatchContext& batch, RowIndex handed, Quad drawn, std::size_t q) {
  return handed == kNotHanded ? drawn : load_quad(batch.handed + handed * kBatch, q);
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

}  // namespace HWY_NAMESPACE
}  // namespace hustings
HWY_AFTER_NAMESPACE();

#endif
