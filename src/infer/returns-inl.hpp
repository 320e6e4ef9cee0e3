// Counted returns and their derivatives in several elections, for the kernels that are compiled
// once per instruction set. Included inside Highway's foreach_target.

#if defined(HUSTINGS_INFER_RETURNS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef HUSTINGS_INFER_RETURNS_INL
#undef HUSTINGS_INFER_RETURNS_INL
#else
#define HUSTINGS_INFER_RETURNS_INL
#endif

#include "infer/lanes-inl.hpp"
#include "infer/move_kernels.hpp"

HWY_BEFORE_NAMESPACE();
namespace hustings::infer {
namespace HWY_NAMESPACE {

/// Where shares, parts and turnouts are read: of each lane, or the mode's, of all lanes alike.
template <class Number>
struct Place {
  const Number* turnout = nullptr;
  const Number* share = nullptr;
  const Number* part = nullptr;
};

HWY_INLINE Place<Lanes> place_of(const Evaluation& at) {
  return {lanes_of(at.turnout), lanes_of(at.share), lanes_of(at.part)};
}

HWY_INLINE Place<double> place_of(const LinearReturns& at) {
  return {at.turnout.data(), at.share.data(), at.part.data()};
}

/// Of a slot that is not wide, as own draws of universes never are.
HWY_INLINE const Lanes& local_value(const Block& block, const Lanes* values, std::uint32_t slot) {
  return values[block.first_local + slot - block.wide.size()];
}

/// Sums a block's rows, over wide slots alone without kOwn.
template <bool kOwn>
HWY_INLINE void add_rows(const Block& block, const Lanes* values, Lanes* rows) {
  for (std::size_t r = 0; r < block.rows.size(); ++r) {
    Lanes sum = kNothing;
    const SlotLoad* load = block.loads.data() + block.rows[r].first;
    const std::uint32_t n_wide = block.rows[r].n_wide;
    std::uint32_t i = 0;
    for (; i < n_wide; ++i, ++load) sum = fused(load->load, values[block.wide[load->slot]], sum);
    if (kOwn) {
      for (; i < block.rows[r].n; ++i, ++load) {
        sum = fused(load->load, local_value(block, values, load->slot), sum);
      }
    }
    rows[r] = sum;
  }
}

/// Evaluates one contest of a block: shares of its universes, votes and what they are made of.
HWY_INLINE void evaluate_contest(const Block& block, const BlockContest& contest,
                                 const Lanes* values, const Lanes* rows, Evaluation& to) {
  const std::uint32_t n = contest.n_candidates;
  Lanes* votes = lanes_of(to.h) + block.first_datum + contest.first_datum;
  for (std::uint32_t k = 0; k < n; ++k) votes[k] = kNothing;
  for (std::size_t u = 0; u < contest.universes.size(); ++u) {
    const BlockSupport* support = contest.supports.data() + u * n;
    Lanes* share = lanes_of(to.share) + contest.first_share + u * n;
    Lanes* part = lanes_of(to.part) + contest.first_share + u * n;
    Lanes passed_on = kNothing;
    Lanes total = kNothing;
    for (std::uint32_t k = 0; k < n; ++k) {
      Lanes utility =
          rows[support[k].base] + rows[support[k].extra] + passed_on + support[k].centre;
      if (support[k].own != kNone) {
        const Lanes& z = local_value(block, values, support[k].own);
        utility = fused(support[k].own_load, z, utility);
        passed_on = fused(support[k].passed_on, z, passed_on);
      }
      share[k] = exp_of(utility);
      total += share[k];
    }
    const std::uint32_t at = contest.universes[u];
    const Lanes one_by_total = 1.0 / total;
    const Lanes per_weight = block.turnouts[at].registered *
                             lanes_of(to.turnout)[block.first_turnout + at] * one_by_total;
    for (std::uint32_t k = 0; k < n; ++k) {
      part[k] = per_weight * share[k];
      share[k] *= one_by_total;
      votes[k] += part[k];
    }
  }
  for (std::uint32_t k = 0; k < n; ++k) {
    const Lanes one_by_votes = 1.0 / votes[k];
    for (std::size_t u = 0; u < contest.universes.size(); ++u) {
      lanes_of(to.part)[contest.first_share + u * n + k] *= one_by_votes;
    }
    votes[k] = log_of(votes[k]);
  }
}

HWY_INLINE void evaluate_all(const ReturnsPlan& plan, const Lanes* values, Lanes* rows,
                             Evaluation& to) {
  for (const Block& block : plan.blocks) {
    add_rows<true>(block, values, rows);
    Lanes* turnout = lanes_of(to.turnout) + block.first_turnout;
    for (std::size_t u = 0; u < block.turnouts.size(); ++u) {
      const BlockTurnout& from = block.turnouts[u];
      Lanes logit = rows[from.base] + rows[from.extra] + from.centre;
      if (from.own != kNone) logit = fused(from.sd, local_value(block, values, from.own), logit);
      turnout[u] = 1.0 / (exp_of(-logit) + 1.0);
    }
    for (const BlockContest& contest : block.contests) {
      evaluate_contest(block, contest, values, rows, to);
    }
  }
}

HWY_INLINE Lanes times(double a, const Lanes& b) {
  return a * b;
}

HWY_INLINE Lanes times(const Lanes& a, const Lanes& b) {
  return a * b;
}

/// Adds J z of a block, z by value and its rows summed; without kOwn its universes' own draws are
/// 0.
///
/// dh_k = sum over u of f_uk (du_uk - sum over j of s_uj du_uj + (1 - tau_u) dlogit_u).
template <bool kOwn, class Number>
HWY_INLINE void add_forward(const Block& block, const Place<Number>& at, const Lanes* values,
                            const Lanes* rows, Lanes* utilities, Lanes* to) {
  for (const BlockContest& contest : block.contests) {
    const std::uint32_t n = contest.n_candidates;
    Lanes* h = to + contest.first_datum;
    for (std::size_t u = 0; u < contest.universes.size(); ++u) {
      const BlockSupport* support = contest.supports.data() + u * n;
      const Number* share = at.share + contest.first_share + u * n;
      const Number* part = at.part + contest.first_share + u * n;
      const std::uint32_t t = contest.universes[u];
      const BlockTurnout& turnout = block.turnouts[t];
      Lanes logit = rows[turnout.base] + rows[turnout.extra];
      if (kOwn && turnout.own != kNone) {
        logit = fused(turnout.sd, local_value(block, values, turnout.own), logit);
      }
      Lanes common = times(1.0 - at.turnout[block.first_turnout + t], logit);
      Lanes passed_on = kNothing;
      for (std::uint32_t k = 0; k < n; ++k) {
        Lanes utility = rows[support[k].base] + rows[support[k].extra];
        if (kOwn && support[k].own != kNone) {
          const Lanes& z = local_value(block, values, support[k].own);
          utility = fused(support[k].own_load, z, utility + passed_on);
          passed_on = fused(support[k].passed_on, z, passed_on);
        } else if (kOwn) {
          utility += passed_on;
        }
        utilities[k] = utility;
        common = fused(-share[k], utility, common);
      }
      for (std::uint32_t k = 0; k < n; ++k) h[k] = fused(part[k], utilities[k] + common, h[k]);
    }
  }
}

/// Adds J' r of a block to adjoints of its rows and, with kOwn, of its slots.
///
/// dh_k / dutility_uj = f_uk (1{j=k} - s_uj), dh_k / dlogit_u = f_uk (1 - tau_u).
template <bool kOwn, class Number>
HWY_INLINE void add_adjoints(const Block& block, const Place<Number>& at, const Lanes* of_data,
                             Lanes* rows, Lanes* slots) {
  for (const BlockContest& contest : block.contests) {
    const std::uint32_t n = contest.n_candidates;
    const Lanes* r = of_data + contest.first_datum;
    for (std::size_t u = 0; u < contest.universes.size(); ++u) {
      const BlockSupport* support = contest.supports.data() + u * n;
      const Number* share = at.share + contest.first_share + u * n;
      const Number* part = at.part + contest.first_share + u * n;
      Lanes sum = kNothing;
      for (std::uint32_t k = 0; k < n; ++k) sum = fused(part[k], r[k], sum);
      Lanes later = kNothing;
      for (std::uint32_t k = n; k-- > 0;) {
        const Lanes g = fused(part[k], r[k], times(-share[k], sum));
        rows[support[k].base] += g;
        if (support[k].extra != 0) rows[support[k].extra] += g;
        if (kOwn && support[k].own != kNone) {
          Lanes& slot = slots[support[k].own];
          slot = fused(support[k].own_load, g, fused(support[k].passed_on, later, slot));
        }
        if (kOwn) later += g;
      }
      const std::uint32_t t = contest.universes[u];
      const BlockTurnout& turnout = block.turnouts[t];
      const Lanes g = times(1.0 - at.turnout[block.first_turnout + t], sum);
      rows[turnout.base] += g;
      rows[turnout.extra] += g;
      if (kOwn && turnout.own != kNone) {
        slots[turnout.own] = fused(turnout.sd, g, slots[turnout.own]);
      }
    }
  }
}

/// Takes adjoints of rows to slots; without kOwn to wide ones alone.
template <bool kOwn>
HWY_INLINE void add_loads(const Block& block, const Lanes* rows, Lanes* slots) {
  const std::size_t n_wide = block.wide.size();
  const std::size_t n_slots = n_wide + (kOwn ? block.n_local : 0);
  const RowLoad* load = block.slot_loads.data();
  for (std::size_t s = 0; s < n_slots; ++s) {
    const RowLoad* end = block.slot_loads.data() + block.slots[s].end;
    Lanes sum = s < n_wide ? kNothing : slots[s];
    for (; load != end; ++load) sum = fused(load->load, rows[load->row], sum);
    slots[s] = sum;
  }
}

/// J' r of a block by its slots, per unit of value; without kOwn by its wide slots alone.
template <bool kOwn, class Number>
HWY_INLINE void adjoint(const Block& block, const Place<Number>& at, const Lanes* of_data,
                        Lanes* rows, Lanes* slots) {
  for (std::size_t r = 0; r < block.rows.size(); ++r) rows[r] = kNothing;
  for (std::size_t l = 0; kOwn && l < block.n_local; ++l) slots[block.wide.size() + l] = kNothing;
  add_adjoints<kOwn>(block, at, of_data, rows, slots);
  add_loads<kOwn>(block, rows, slots);
}

}  // namespace HWY_NAMESPACE
}  // namespace hustings::infer
HWY_AFTER_NAMESPACE();

#endif
