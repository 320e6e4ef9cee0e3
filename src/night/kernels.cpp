#include "night/kernels.hpp"

#include "hustings/model/campaign.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "night/kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "night/touched-inl.hpp"
#include "night/universe-inl.hpp"
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

/// What two nodes next to each other make of a normal between them.
HWY_INLINE VF between_nodes(VF place, const std::vector<float>& nodes) {
  const DF d;
  const hn::RebindToSigned<DF> di;
  const float last = static_cast<float>(nodes.size() - 1);
  const VF inside = hn::Min(hn::Max(place, hn::Zero(d)), hn::Set(d, last));
  const auto below = hn::ConvertTo(di, hn::Min(inside, hn::Set(d, last - 1.0F)));
  const VF low = hn::GatherIndex(d, nodes.data(), below);
  const VF high = hn::GatherIndex(d, nodes.data() + 1, below);
  return fused(hn::Sub(inside, hn::ConvertTo(d, below)), hn::Sub(high, low), low);
}

/// Fills the rows of what chance makes of meshes.
HWY_NOINLINE void fill_meshes(const BatchContext& batch, const RowProgram& program, std::size_t q) {
  const DF d;
  for (const MeshRow& mesh : program.meshes) {
    const float half = 0.5F * static_cast<float>(mesh.nodes.size() - 1);
    const Quad scale = quad_of(hn::Set(d, half / static_cast<float>(kMeshWidth)));
    const Quad place =
        fused(scale, load_quad(batch.rows + mesh.normal * kBatch, q), quad_of(hn::Set(d, half)));
    Quad row{between_nodes(place.a, mesh.nodes), between_nodes(place.b, mesh.nodes),
             between_nodes(place.c, mesh.nodes), between_nodes(place.d, mesh.nodes)};
    if (mesh.left != kZeroRow) row = row * load_quad(batch.rows + mesh.left * kBatch, q);
    store_quad(row, batch.rows + mesh.row * kBatch, q);
  }
}

/// Fills the rows of what messages multiply doses by, and of the doses that have one.
HWY_NOINLINE void fill_messages(const BatchContext& batch, const RowProgram& program,
                                std::size_t q) {
  const DF d;
  const auto all = [&](float x) HWY_ATTR { return quad_of(hn::Set(d, x)); };
  const auto row = [&](RowIndex index) HWY_ATTR { return batch.rows + index * kBatch; };
  const Quad one = all(1);
  for (const MessageDraw& message : program.messages) {
    const Quad logit = fused(all(message.sd), load_quad(row(message.rate), q), all(message.centre));
    const Quad odds = exp_of(logit);
    const Quad lead = odds / ((one + odds) * all(message.mean)) - one;
    const Quad carry =
        fused(all(message.carry_sd), load_quad(row(message.carry), q), all(message.carry_mean));
    store_quad(fused(carry, lead, one), row(message.row), q);
  }
  for (const MessageDose& dose : program.message_doses) {
    const Quad lift = fused(all(dose.sd), load_quad(row(dose.lift), q), all(dose.mean));
    store_quad(lift * load_quad(row(dose.message), q), row(dose.row), q);
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
    if (!program.meshes.empty()) fill_meshes(batch, program, q);
    if (!program.messages.empty()) fill_messages(batch, program, q);
  }
}

void run_rows(const BatchContext& batch, const RowProgram& program) {
  return batch.handed != nullptr ? fill_rows<true>(batch, program)
                                 : fill_rows<false>(batch, program);
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
