// The piles of eliminated candidates in a ranked-choice count, one vector of elections at a time.
// Included inside Highway's foreach_target.

#if defined(HUSTINGS_COUNT_RANKED_PILES_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef HUSTINGS_COUNT_RANKED_PILES_INL
#undef HUSTINGS_COUNT_RANKED_PILES_INL
#else
#define HUSTINGS_COUNT_RANKED_PILES_INL
#endif

#include "count/ranked_layout.hpp"
#include "count/ranked_quadrature.hpp"
#include "random/vector-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace hustings {
namespace HWY_NAMESPACE {

/// What keeps a division from being by nothing.
inline constexpr float kLeast = 1e-30F;

/// Lanes of a vector: known when this is compiled, so that the i-th vector costs no multiplication.
inline constexpr std::size_t kLanes = hn::MaxLanes(DF());

HWY_INLINE VF vector_at(const float* from, std::size_t i) {
  return hn::Load(DF(), from + i * kLanes);
}
HWY_INLINE void put_vector(float* to, std::size_t i, VF x) {
  hn::Store(x, DF(), to + i * kLanes);
}

/// The scratch space of one vector of elections; every quantity is one vector of lanes.
struct Scratch {
  const RankedChoicePlan& plan;
  const SubsetTable* subsets;
  PileLayout layout;
  float* first;         ///< candidate: first choices
  float* total;         ///< candidate: votes in the present round
  float* alive;         ///< candidate: 1, or 0 once eliminated
  float* sorted;        ///< candidate
  float* newest;        ///< candidate: row of `pair` of the newest eliminated
  std::int32_t* order;  ///< position: where the eliminated stands in a row (slot x lanes + lane)
  float* pair;          ///< first choice x candidate: e^(slate + noise)
  float* base;          ///< transfer group x candidate: share^alpha e^appeal
  float* lengths;       ///< position x ranks: shares of ballots that rank 1..L names
  float* reached;       ///< ranks: distribution of a count, for the integral
  float* piles;

  Scratch(float* memory, const RankedChoicePlan& of, const SubsetTable* table)
      : plan(of), subsets(table), layout(of, table) {
    const std::size_t n = of.n_candidates;
    const auto take = [&](std::size_t n_vectors) {
      float* taken = memory;
      memory += n_vectors * kLanes;
      return taken;
    };
    first = take(n);
    total = take(n);
    alive = take(n);
    sorted = take(n);
    newest = take(n);
    order = reinterpret_cast<std::int32_t*>(take(n));
    pair = take(n * n);
    base = take(of.n_groups * n);
    lengths = take((n > 2 ? n - 2 : 0) * of.n_ranks);
    reached = take(of.n_ranks);
    piles = memory;
  }
};

/// The ballots of one transfer group whose first choice was eliminated as the j-th.
///
/// W = weights of all others, w_b = weight of b. f(B) = probability that the next |B| ranks are
/// exactly the set B of eliminated candidates = sum over b in B of w_b x f(B\b) / (W - w(B\b)).
/// Chances are f(B) / (W - w(B)).
class Pile {
 public:
  Pile(const Scratch& scratch, std::size_t u, std::size_t j)
      : scratch_(scratch),
        j_(j),
        memory_(scratch.piles +
                (u * (scratch.plan.n_candidates - 2) + j) * scratch.layout.n_vectors * kLanes) {}

  float* row() const { return memory_ + scratch_.layout.row * kLanes; }
  VF ballots() const { return single(PileLayout::kBallots); }

  /// Begins with nobody else eliminated; the row of weights is there already.
  void begin(VF ballots) {
    const DF d;
    VF all = vector_at(row(), 0);
    for (std::size_t k = 1; k < n(); ++k) all = hn::Add(all, vector_at(row(), k));
    const VF chance = hn::Div(hn::Set(d, 1.0F), hn::Max(all, hn::Set(d, kLeast)));
    set_single(PileLayout::kBallots, ballots);
    set_single(PileLayout::kAll, all);
    set_single(PileLayout::kRest, all);
    set_single(PileLayout::kChances, chance);
    for (std::size_t s = 1; s < scratch_.plan.n_ranks; ++s) put(layout().sums + s, hn::Zero(d));
    if (scratch_.subsets == nullptr) return;
    put(layout().chances, chance);
    if (scratch_.subsets->max_size > 0) set_single(PileLayout::kChances, hn::Zero(d));
  }

  /// Weight of those who continue.
  VF continuing() const {
    const float* of = row();
    const float* alive = scratch_.alive;
    VF sum = hn::Mul(vector_at(of, 0), vector_at(alive, 0));
    for (std::size_t k = 1, end = n(); k < end; ++k) {
      sum = fused(vector_at(of, k), vector_at(alive, k), sum);
    }
    return sum;
  }

  /// Adds one more eliminated candidate beside this pile's own, the o-th, of the given weight;
  /// `continuing` bounds W - w(B) from below.
  void add_other(std::size_t o, VF weight, VF continuing) {
    put(layout().others + o, weight);
    if (scratch_.subsets == nullptr || scratch_.plan.n_ranks < 2) return;
    const DF d;
    const SubsetTable& table = *scratch_.subsets;
    const VF all = single(PileLayout::kAll);
    const VF rest = hn::Max(hn::Sub(single(PileLayout::kRest), weight), hn::Zero(d));
    set_single(PileLayout::kRest, rest);
    VF chances = single(PileLayout::kChances);
    const std::size_t top = table.max_size + 1;  // these subsets are only summed
    const bool sums_top = top < scratch_.plan.n_ranks && top <= table.n_elements;
    VF top_sum = sums_top ? fused(weight, chances, get(layout().sums + top)) : chances;
    const VF without = hn::Sub(all, weight);
    for (std::uint32_t i = table.first_block[o]; i < table.first_block[o + 1]; ++i) {
      const SubsetTable::Block& block = table.blocks[i];
      VF sum = get(layout().sums + block.size);
      switch (block.size) {
        case 1:
          add_block<1>(block, weight, without, continuing, rest, sum, chances, top_sum);
          break;
        case 2:
          add_block<2>(block, weight, without, continuing, rest, sum, chances, top_sum);
          break;
        case 3:
          add_block<3>(block, weight, without, continuing, rest, sum, chances, top_sum);
          break;
        default:
          add_block<0>(block, weight, without, continuing, rest, sum, chances, top_sum);
      }
      put(layout().sums + block.size, sum);
    }
    set_single(PileLayout::kChances, chances);
    if (sums_top) put(layout().sums + top, top_sum);
  }

  /// Share of the pile's ballots that rank nobody who continues, with m others eliminated.
  VF exhausted(std::size_t m, VF continuing) const {
    const DF d;
    const std::size_t n_ranks = scratch_.plan.n_ranks;
    VF share = length(0);
    if (scratch_.subsets != nullptr) {
      for (std::size_t s = 1; s < n_ranks; ++s) {
        share = fused(length(s), get(layout().sums + s), share);
      }
    } else {
      share = hn::Add(share, integral(m, continuing));
    }
    return hn::Min(share, hn::Set(d, 1.0F));
  }

  /// Gives those who continue `per_weight` votes for their weight.
  void share_out(VF per_weight) const {
    // Stores may be to anything as far as the compiler knows: what they leave alone is read once.
    const float* of = row();
    const float* alive = scratch_.alive;
    float* total = scratch_.total;
    for (std::size_t k = 0, end = n(); k < end; ++k) {
      const VF weight = hn::Mul(vector_at(of, k), vector_at(alive, k));
      put_vector(total, k, fused(per_weight, weight, vector_at(total, k)));
    }
  }

 private:
  std::size_t n() const { return scratch_.plan.n_candidates; }
  const PileLayout& layout() const { return scratch_.layout; }
  VF get(std::size_t i) const { return vector_at(memory_, i); }
  void put(std::size_t i, VF x) const { put_vector(memory_, i, x); }
  VF single(std::size_t i) const { return get(layout().single + i); }
  void set_single(std::size_t i, VF x) const { put(layout().single + i, x); }
  VF length(std::size_t l) const {
    return vector_at(scratch_.lengths, j_ * scratch_.plan.n_ranks + l);
  }

  /// Adds the subsets of one size that hold the newest candidate; kSize 0 = any size.
  template <std::uint32_t kSize>
  HWY_INLINE void add_block(const SubsetTable::Block& block, VF weight, VF without, VF continuing,
                            VF rest, VF& sum, VF& chances, VF& top_sum) {
    const DF d;
    const std::uint32_t size = kSize > 0 ? kSize : block.size;
    const std::uint32_t* parent = scratch_.subsets->parents.data() + block.first_entry;
    const std::uint32_t* element = scratch_.subsets->elements.data() + block.first_entry;
    const float* chance = memory_ + layout().chances * kLanes;
    const float* others = memory_ + layout().others * kLanes;
    float* out = memory_ + (layout().chances + block.first) * kLanes;
    const bool is_last = block.size == scratch_.subsets->max_size;
    const std::uint32_t* end = parent + block.n * size;
    for (; parent != end; parent += size, element += size, out += kLanes) {
      VF f = hn::Mul(weight, vector_at(chance, parent[0]));
      VF left = without;
      for (std::uint32_t b = 1; b < size; ++b) {
        const VF w = vector_at(others, element[b]);
        f = fused(w, vector_at(chance, parent[b]), f);
        left = hn::Sub(left, w);
      }
      left = hn::Max(left, continuing);
      const VF made = hn::Div(f, left);
      sum = hn::Add(sum, f);
      if (!is_last) {
        put_vector(out, 0, made);
      } else {
        chances = hn::Add(chances, made);
        top_sum = fused(made, hn::Max(hn::Sub(left, rest), hn::Zero(d)), top_sum);
      }
    }
  }

  /// Sum over s >= 1 of length(s) x P(s or more of the m others come before all who continue), by
  /// integral_0^1 P(PoissonBinomial(1 - u^(w_b / w_S)) >= s) du with u = x^4.
  VF integral(std::size_t m, VF continuing) const {
    const DF d;
    const std::size_t n_ranks = scratch_.plan.n_ranks;
    const VF one = hn::Set(d, 1.0F);
    const VF per_continuing = hn::Div(one, continuing);
    VF total = hn::Zero(d);
    for (const QuadratureNode& node : kQuarticNodes) {
      put_vector(scratch_.reached, 0, one);
      for (std::size_t s = 1; s < n_ranks; ++s) put_vector(scratch_.reached, s, hn::Zero(d));
      for (std::size_t b = 0; b < m; ++b) {
        const VF ratio =
            hn::Min(hn::Mul(get(layout().others + b), per_continuing), hn::Set(d, 1.0F / kLeast));
        const VF not_yet = exp_of(hn::Mul(ratio, hn::Set(d, node.log_u)));
        const VF before = hn::Sub(one, not_yet);
        for (std::size_t s = std::min(b + 1, n_ranks - 1); s > 0; --s) {
          const VF from = hn::Mul(vector_at(scratch_.reached, s - 1), before);
          const VF stay = s + 1 == n_ranks ? one : not_yet;  // the last entry is "so many or more"
          put_vector(scratch_.reached, s, fused(vector_at(scratch_.reached, s), stay, from));
        }
        put_vector(scratch_.reached, 0, hn::Mul(vector_at(scratch_.reached, 0), not_yet));
      }
      VF at_most = hn::Zero(d);
      VF value = hn::Zero(d);
      for (std::size_t s = 1; s < n_ranks; ++s) {
        at_most = hn::Add(at_most, length(s));
        value = fused(vector_at(scratch_.reached, s), at_most, value);
      }
      total = fused(hn::Set(d, node.weight), value, total);
    }
    return total;
  }

  const Scratch& scratch_;
  std::size_t j_;
  float* memory_;
};

}  // namespace HWY_NAMESPACE
}  // namespace hustings
HWY_AFTER_NAMESPACE();

#endif
