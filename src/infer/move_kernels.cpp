#include "infer/move_kernels.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "infer/move_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "infer/lanes-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace hustings::infer {
namespace HWY_NAMESPACE {

constexpr Lanes kNothing{};

HWY_INLINE Lanes root_of(const Lanes& x) {
  Lanes root = x;
  for (std::size_t i = 0; i < kLanes; ++i) root[i] = __builtin_sqrt(x[i]);
  return root;
}

HWY_INLINE Lanes size_of(const Lanes& x) {
  return x < 0.0 ? -x : x;
}

HWY_INLINE const Lanes& slot_value(const ReturnsPlan&, const Block& block, const Lanes* values,
                                   std::uint32_t slot) {
  return slot < block.wide.size() ? values[block.wide[slot]]
                                  : values[block.first_local + slot - block.wide.size()];
}

/// Sums a block's rows.
void add_rows(const ReturnsPlan& plan, const Block& block, const Lanes* values, Lanes* rows) {
  for (std::size_t r = 0; r < block.rows.size(); ++r) {
    Lanes sum = kNothing;
    const SlotLoad* load = block.loads.data() + block.rows[r].first;
    for (std::uint32_t i = 0; i < block.rows[r].n; ++i, ++load) {
      sum += load->load * slot_value(plan, block, values, load->slot);
    }
    rows[r] = sum;
  }
}

/// Evaluates one contest of a block: shares of its universes, votes and what they are made of.
void evaluate_contest(const ReturnsPlan& plan, const Block& block, const BlockContest& contest,
                      const Lanes* values, const Lanes* rows, Evaluation& to) {
  const std::uint32_t n = contest.n_candidates;
  Lanes* votes = to.h.data() + block.first_datum + contest.first_datum;
  for (std::uint32_t k = 0; k < n; ++k) votes[k] = kNothing;
  for (std::size_t u = 0; u < contest.universes.size(); ++u) {
    const BlockSupport* support = contest.supports.data() + u * n;
    Lanes* share = to.share.data() + contest.first_share + u * n;
    Lanes* part = to.part.data() + contest.first_share + u * n;
    Lanes passed_on = kNothing;
    Lanes total = kNothing;
    for (std::uint32_t k = 0; k < n; ++k) {
      Lanes utility =
          rows[support[k].base] + rows[support[k].extra] + passed_on + support[k].centre;
      if (support[k].own != kNone) {
        const Lanes& z = slot_value(plan, block, values, support[k].own);
        utility += support[k].own_load * z;
        passed_on += support[k].passed_on * z;
      }
      share[k] = exp_of(utility);
      total += share[k];
    }
    const std::uint32_t at = contest.universes[u];
    const Lanes per_weight =
        block.turnouts[at].registered * to.turnout[block.first_turnout + at] / total;
    const Lanes one_by_total = 1.0 / total;
    for (std::uint32_t k = 0; k < n; ++k) {
      part[k] = per_weight * share[k];
      share[k] *= one_by_total;
      votes[k] += part[k];
    }
  }
  for (std::uint32_t k = 0; k < n; ++k) {
    const Lanes one_by_votes = 1.0 / votes[k];
    for (std::size_t u = 0; u < contest.universes.size(); ++u) {
      to.part[contest.first_share + u * n + k] *= one_by_votes;
    }
    votes[k] = log_of(votes[k]);
  }
}

void evaluate(const ReturnsPlan& plan, const Lanes* values, Lanes* rows, Evaluation& to) {
  for (const Block& block : plan.blocks) {
    add_rows(plan, block, values, rows);
    Lanes* turnout = to.turnout.data() + block.first_turnout;
    for (std::size_t u = 0; u < block.turnouts.size(); ++u) {
      const BlockTurnout& from = block.turnouts[u];
      Lanes logit = rows[from.base] + rows[from.extra] + from.centre;
      if (from.own != kNone) logit += from.sd * slot_value(plan, block, values, from.own);
      turnout[u] = 1.0 / (exp_of(-logit) + 1.0);
    }
    for (const BlockContest& contest : block.contests) {
      evaluate_contest(plan, block, contest, values, rows, to);
    }
  }
}

/// Adds J' r of a block to adjoints of its rows and, where `own` is given, of its slots.
///
/// dh_k / dutility_uj = f_uk (1{j=k} - s_uj), dh_k / dlogit_u = f_uk (1 - tau_u).
template <bool kOwn>
HWY_INLINE void add_adjoints(const Block& block, const Evaluation& at, const Lanes* of_data,
                             Lanes* rows, Lanes* slots) {
  for (const BlockContest& contest : block.contests) {
    const std::uint32_t n = contest.n_candidates;
    const Lanes* r = of_data + contest.first_datum;
    for (std::size_t u = 0; u < contest.universes.size(); ++u) {
      const BlockSupport* support = contest.supports.data() + u * n;
      const Lanes* share = at.share.data() + contest.first_share + u * n;
      const Lanes* part = at.part.data() + contest.first_share + u * n;
      Lanes sum = kNothing;
      for (std::uint32_t k = 0; k < n; ++k) sum += part[k] * r[k];
      Lanes later = kNothing;
      for (std::uint32_t k = n; k-- > 0;) {
        const Lanes g = part[k] * r[k] - share[k] * sum;
        rows[support[k].base] += g;
        rows[support[k].extra] += g;
        if (kOwn && support[k].own != kNone) {
          slots[support[k].own] += support[k].own_load * g + support[k].passed_on * later;
        }
        if (kOwn) later += g;
      }
      const std::uint32_t t = contest.universes[u];
      const BlockTurnout& turnout = block.turnouts[t];
      const Lanes g = (1.0 - at.turnout[block.first_turnout + t]) * sum;
      rows[turnout.base] += g;
      rows[turnout.extra] += g;
      if (kOwn && turnout.own != kNone) slots[turnout.own] += turnout.sd * g;
    }
  }
}

/// Takes adjoints of rows to the slots below `end`, row 0 apart.
HWY_INLINE void add_loads(const Block& block, const Lanes* rows, std::size_t end, Lanes* slots) {
  for (std::size_t r = 1; r < block.rows.size(); ++r) {
    const SlotLoad* load = block.loads.data() + block.rows[r].first;
    for (std::uint32_t i = 0; i < block.rows[r].n; ++i, ++load) {
      if (load->slot < end) slots[load->slot] += load->load * rows[r];
    }
  }
}

void transposed(const Block& block, const Evaluation& at, const Lanes* of_data, Lanes* rows,
                Lanes* slots) {
  const std::size_t n_slots = block.wide.size() + block.n_local;
  for (std::size_t r = 0; r < block.rows.size(); ++r) rows[r] = kNothing;
  for (std::size_t s = 0; s < n_slots; ++s) slots[s] = kNothing;
  add_adjoints<true>(block, at, of_data, rows, slots);
  add_loads(block, rows, n_slots, slots);
}

/// Four elections of a task, with the memory of a thread.
class MoveFour {
 public:
  MoveFour(const MoveTask& task, MoveScratch& scratch)
      : plan_(*task.plan),
        about_(*task.about),
        linear_(about_.linear),
        task_(task),
        at_(scratch),
        n_(plan_.n_data()),
        n_wide_(plan_.n_wide) {}

  void move() {
    factor_scaled();
    for (std::size_t i = 0; i < plan_.draws.size(); ++i) at_.drawn[i] = task_.z[i];
    linear_step();
    for (int step = 0; step < kSteps; ++step) {
      take_u();
      evaluate_z();
      for (std::size_t d = 0; d < n_; ++d) {
        at_.residual[d] =
            plan_.y[d] + task_.noise[d] - at_.evaluation.h[d] - plan_.variance[d] * at_.u[d];
      }
      solve(at_.residual.data());
      for (std::size_t d = 0; d < n_; ++d) at_.u[d] += at_.residual[d];
    }
    take_u();
    if (task_.log_weight != nullptr) weigh();
  }

 private:
  /// Scale in this election over that at the mode.
  Lanes ratio(std::size_t wide) const { return task_.scale[wide] / about_.scale[wide]; }

  /// Factors I + D (G less what unscaled draws take) D of draws with a t scale, D the ratios.
  void factor_scaled() {
    const std::size_t first = plan_.n_unscaled;
    const std::size_t n = n_wide_ - first;
    factor_.resize(n * n);
    log_determinant_ = kNothing;
    for (std::size_t j = 0; j < n; ++j) {
      for (std::size_t i = j; i < n; ++i) {
        Lanes rest = ratio(first + i) * ratio(first + j) * linear_.scaled(i, j);
        if (i == j) rest += 1.0;
        for (std::size_t m = 0; m < j; ++m) rest -= factor_[i * n + m] * factor_[j * n + m];
        factor_[i * n + j] = i == j ? root_of(rest) : rest / factor_[j * n + j];
      }
      log_determinant_ += 2.0 * log_of(factor_[j * n + j]);
    }
  }

  /// Solves (I + D G D) x = right over wide draws.
  void solve_wide(Lanes* x) const {
    const std::size_t first = plan_.n_unscaled;
    const std::size_t n = n_wide_ - first;
    for (std::size_t i = 0; i < first; ++i) {
      for (std::size_t k = 0; k < i; ++k) x[i] -= linear_.factor(i, k) * x[k];
      x[i] /= linear_.factor(i, i);
    }
    for (std::size_t i = 0; i < n; ++i) {
      Lanes sum = kNothing;
      for (std::size_t k = 0; k < first; ++k) sum += linear_.factor(first + i, k) * x[k];
      Lanes y = x[first + i] - ratio(first + i) * sum;
      for (std::size_t k = 0; k < i; ++k) y -= factor_[i * n + k] * x[first + k];
      x[first + i] = y / factor_[i * n + i];
    }
    for (std::size_t i = n; i-- > 0;) {
      Lanes y = x[first + i];
      for (std::size_t k = i + 1; k < n; ++k) y -= factor_[k * n + i] * x[first + k];
      x[first + i] = y / factor_[i * n + i];
    }
    for (std::size_t i = n; i-- > 0;) {
      const Lanes y = ratio(first + i) * x[first + i];
      for (std::size_t k = 0; k < first; ++k) x[k] -= linear_.factor(first + i, k) * y;
    }
    for (std::size_t i = first; i-- > 0;) {
      x[i] /= linear_.factor(i, i);
      for (std::size_t k = 0; k < i; ++k) x[k] -= linear_.factor(i, k) * x[i];
    }
  }

  /// Solves S x = right over data: blocks first, then what wide draws add.
  void solve(Lanes* x) {
    for (std::size_t i = 0; i < n_wide_; ++i) at_.wide[i] = kNothing;
    for (std::size_t b = 0; b < plan_.blocks.size(); ++b) {
      const Block& block = plan_.blocks[b];
      const LinearBlock& of = linear_.blocks[b];
      Lanes* right = x + block.first_datum;
      for (std::size_t p = 0; p < block.wide.size(); ++p) {
        const std::span<const double> half = of.half[p];
        Lanes sum = kNothing;
        for (std::uint32_t k = 0; k < block.n_data; ++k) sum += half[k] * right[k];
        at_.wide[block.wide[p]] += sum;
      }
      for (std::uint32_t i = 0; i < block.n_data; ++i) {
        const std::span<const double> inverse = of.inverse[i];
        Lanes sum = kNothing;
        for (std::uint32_t k = 0; k < block.n_data; ++k) sum += inverse[k] * right[k];
        at_.data[i] = sum;
      }
      for (std::uint32_t i = 0; i < block.n_data; ++i) right[i] = at_.data[i];
    }
    for (std::size_t i = plan_.n_unscaled; i < n_wide_; ++i) at_.wide[i] *= ratio(i);
    solve_wide(at_.wide.data());
    for (std::size_t i = plan_.n_unscaled; i < n_wide_; ++i) at_.wide[i] *= ratio(i);
    for (std::size_t b = 0; b < plan_.blocks.size(); ++b) {
      const Block& block = plan_.blocks[b];
      const LinearBlock& of = linear_.blocks[b];
      Lanes* right = x + block.first_datum;
      for (std::size_t p = 0; p < block.wide.size(); ++p) {
        const std::span<const double> half = of.half[p];
        const Lanes& w = at_.wide[block.wide[p]];
        for (std::uint32_t k = 0; k < block.n_data; ++k) right[k] -= half[k] * w;
      }
    }
  }

  /// J z of a block, z any.
  void add_linear(std::size_t b, const Lanes* z, Lanes* to) const {
    const Block& block = plan_.blocks[b];
    const LinearBlock& of = linear_.blocks[b];
    for (std::size_t p = 0; p < block.wide.size(); ++p) {
      const Lanes x = ratio(block.wide[p]) * z[block.wide[p]];
      const std::span<const double> row = of.wide[p];
      for (std::uint32_t k = 0; k < block.n_data; ++k) to[k] += row[k] * x;
    }
    for (std::uint32_t l = 0; l < block.n_local; ++l) {
      const Lanes& x = z[block.first_local + l];
      const std::span<const double> row = of.local[l];
      for (std::uint32_t k = 0; k < block.n_data; ++k) to[k] += row[k] * x;
    }
  }

  /// u of h made linear at the mode: S u = y + eps - h* + J z* - J z_e.
  void linear_step() {
    for (std::size_t d = 0; d < n_; ++d) at_.residual[d] = kNothing;
    for (std::size_t b = 0; b < plan_.blocks.size(); ++b) {
      add_linear(b, at_.drawn.data(), at_.residual.data() + plan_.blocks[b].first_datum);
    }
    for (std::size_t d = 0; d < n_; ++d) {
      at_.u[d] = plan_.y[d] + task_.noise[d] - about_.h[d] + about_.jz[d] - at_.residual[d];
    }
    solve(at_.u.data());
  }

  /// z = z_e + J' u.
  void take_u() {
    for (std::size_t i = 0; i < n_wide_; ++i) at_.wide[i] = kNothing;
    for (std::size_t b = 0; b < plan_.blocks.size(); ++b) {
      const Block& block = plan_.blocks[b];
      const LinearBlock& of = linear_.blocks[b];
      const Lanes* u = at_.u.data() + block.first_datum;
      const auto along = [&](std::span<const double> row) HWY_ATTR {
        Lanes sum = kNothing;
        for (std::uint32_t k = 0; k < block.n_data; ++k) sum += row[k] * u[k];
        return sum;
      };
      for (std::size_t p = 0; p < block.wide.size(); ++p)
        at_.wide[block.wide[p]] += along(of.wide[p]);
      for (std::uint32_t l = 0; l < block.n_local; ++l) {
        const std::size_t i = block.first_local + l;
        task_.z[i] = at_.drawn[i] + along(of.local[l]);
      }
    }
    for (std::size_t i = 0; i < n_wide_; ++i) task_.z[i] = at_.drawn[i] + ratio(i) * at_.wide[i];
  }

  void evaluate_z() {
    for (std::size_t i = 0; i < n_wide_; ++i) at_.values[i] = task_.z[i] * task_.scale[i];
    for (std::size_t i = n_wide_; i < plan_.draws.size(); ++i) at_.values[i] = task_.z[i];
    evaluate(plan_, at_.values.data(), at_.rows.data(), at_.evaluation);
  }

  void weigh() {
    evaluate_z();
    for (std::size_t d = 0; d < n_; ++d) at_.residual[d] = plan_.y[d] - at_.evaluation.h[d];
    for (std::size_t b = 0; b < plan_.blocks.size(); ++b) {
      add_linear(b, task_.z, at_.residual.data() + plan_.blocks[b].first_datum);
    }
    for (std::size_t d = 0; d < n_; ++d) at_.u[d] = at_.residual[d];
    solve(at_.u.data());
    Lanes square = kNothing;
    for (std::size_t d = 0; d < n_; ++d) square += at_.u[d] * at_.residual[d];
    *task_.log_weight = 0.5 * (log_determinant_ - square) - log_moved_determinant();
  }

  /// log |det(R + J(z) J')|: blocks first, then wide draws between them.
  Lanes log_moved_determinant() {
    Lanes log_determinant = kNothing;
    for (std::size_t i = 0; i < n_wide_ * n_wide_; ++i) at_.between[i] = kNothing;
    for (std::size_t b = 0; b < plan_.blocks.size(); ++b) {
      log_determinant += factor_block(b);
      add_between(b);
    }
    for (std::size_t i = 0; i < n_wide_; ++i) {
      Lanes* row = at_.between.data() + i * n_wide_;
      const Lanes left = ratio(i);
      for (std::size_t j = 0; j < n_wide_; ++j) row[j] *= left * task_.scale[j];
      row[i] += 1.0;
    }
    return log_determinant + factor(at_.between.data(), n_wide_);
  }

  /// Factors R + J(z) J' of a block's own draws, L U in place.
  Lanes factor_block(std::size_t b) {
    const Block& block = plan_.blocks[b];
    const std::uint32_t n = block.n_data;
    Lanes* v = at_.block.data();
    for (std::uint32_t i = 0; i < n * n; ++i) v[i] = kNothing;
    for (std::size_t c = 0; c < block.contests.size(); ++c) {
      add_own(block, block.contests[c], linear_.blocks[b].along[c], v);
    }
    for (std::uint32_t k = 0; k < n; ++k) v[k * n + k] += plan_.variance[block.first_datum + k];
    return factor(v, n);
  }

  void add_own(const Block& block, const BlockContest& contest, const std::vector<double>& along,
               Lanes* v) const {
    const std::uint32_t n = contest.n_candidates;
    const std::uint32_t width = block.n_data;
    for (std::size_t u = 0; u < contest.universes.size(); ++u) {
      const Lanes* share = at_.evaluation.share.data() + contest.first_share + u * n;
      const Lanes* part = at_.evaluation.part.data() + contest.first_share + u * n;
      const double* of = along.data() + u * (n + 1) * width;
      const Lanes stay = 1.0 - at_.evaluation.turnout[block.first_turnout + contest.universes[u]];
      for (std::uint32_t j = 0; j < width; ++j) {
        Lanes common = stay * of[n * width + j];
        for (std::uint32_t k = 0; k < n; ++k) common -= share[k] * of[k * width + j];
        Lanes* column = v + contest.first_datum * width + j;
        for (std::uint32_t k = 0; k < n; ++k) {
          column[k * width] += part[k] * (common + of[k * width + j]);
        }
      }
    }
  }

  /// Adds wide J (R + J(z) J')^-1 J(z)' of a block, over wide draws, per unit of value.
  void add_between(std::size_t b) {
    const Block& block = plan_.blocks[b];
    const std::uint32_t n = block.n_data;
    const std::size_t n_slots = block.wide.size();
    const Lanes* v = at_.block.data();
    Lanes* x = at_.data.data();
    for (std::size_t p = 0; p < n_slots; ++p) {
      const std::span<const double> row = linear_.blocks[b].wide[p];
      for (std::uint32_t k = 0; k < n; ++k) {  // x L U = row
        Lanes rest = kNothing + row[k];
        for (std::uint32_t m = 0; m < k; ++m) rest -= x[m] * v[m * n + k];
        x[k] = rest / v[k * n + k];
      }
      for (std::uint32_t k = n; k-- > 0;) {
        for (std::uint32_t m = k + 1; m < n; ++m) x[k] -= x[m] * v[m * n + k];
      }
      Lanes* rows = at_.rows.data();
      for (std::size_t r = 0; r < block.rows.size(); ++r) rows[r] = kNothing;
      for (std::size_t s = 0; s < n_slots; ++s) at_.slots[s] = kNothing;
      add_adjoints<false>(block, at_.evaluation, x, rows, at_.slots.data());
      add_loads(block, rows, n_slots, at_.slots.data());
      Lanes* to = at_.between.data() + block.wide[p] * n_wide_;
      for (std::size_t s = 0; s < n_slots; ++s) to[block.wide[s]] += at_.slots[s];
    }
  }

  /// Factors a matrix in place, L with ones and U; returns log |det|. No row changes places: lanes
  /// would each want another.
  static Lanes factor(Lanes* a, std::size_t n) {
    Lanes log_determinant = kNothing;
    for (std::size_t i = 0; i < n; ++i) {
      Lanes* row = a + i * n;
      std::size_t k = 0;
      for (; k + kRows <= i; k += kRows) take_rows(row, a + k * n, k, n);
      for (; k < i; ++k) {
        const Lanes* above = a + k * n;
        row[k] /= above[k];
        for (std::size_t j = k + 1; j < n; ++j) row[j] -= row[k] * above[j];
      }
      log_determinant += log_of(size_of(row[i]));
    }
    return log_determinant;
  }

  /// Takes kRows rows above from a row, one after the other, in one pass over its end.
  static HWY_INLINE void take_rows(Lanes* row, const Lanes* above, std::size_t k, std::size_t n) {
    for (std::size_t r = 0; r < kRows; ++r) {
      const Lanes* one = above + r * n;
      row[k + r] /= one[k + r];
      for (std::size_t j = k + r + 1; j < k + kRows; ++j) row[j] -= row[k + r] * one[j];
    }
    const Lanes f0 = row[k];
    const Lanes f1 = row[k + 1];
    const Lanes f2 = row[k + 2];
    const Lanes f3 = row[k + 3];
    for (std::size_t j = k + kRows; j < n; ++j) {
      row[j] = row[j] - f0 * above[j] - f1 * above[n + j] - f2 * above[2 * n + j] -
               f3 * above[3 * n + j];
    }
  }

  static constexpr std::size_t kRows = 4;

  const ReturnsPlan& plan_;
  const Linearised& about_;
  const LinearReturns& linear_;
  const MoveTask& task_;
  MoveScratch& at_;
  std::size_t n_;
  std::size_t n_wide_;
  LaneArray factor_;
  Lanes log_determinant_ = kNothing;
};

void move(const MoveTask& task, MoveScratch& scratch) {
  MoveFour(task, scratch).move();
}

const MoveKernels& kernels() {
  static const MoveKernels table{evaluate, transposed, move};
  return table;
}

}  // namespace HWY_NAMESPACE
}  // namespace hustings::infer
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace hustings::infer {

HWY_EXPORT(kernels);

const MoveKernels& move_kernels() {
  return HWY_DYNAMIC_DISPATCH(kernels)();
}

Evaluation::Evaluation(const ReturnsPlan& plan)
    : h(plan.n_data()), turnout(plan.n_turnouts), share(plan.n_shares), part(plan.n_shares) {}

namespace {

template <class Size>
std::size_t most(const ReturnsPlan& plan, const Size& size) {
  std::size_t most = 1;
  for (const Block& block : plan.blocks) most = std::max<std::size_t>(most, size(block));
  return most;
}

}  // namespace

MoveScratch::MoveScratch(const ReturnsPlan& plan)
    : evaluation(plan),
      drawn(plan.draws.size()),
      values(plan.draws.size()),
      u(plan.n_data()),
      residual(plan.n_data()),
      wide(plan.n_wide),
      rows(plan.n_rows),
      slots(most(plan, [](const Block& b) { return b.wide.size() + b.n_local; })),
      data(most(plan, [](const Block& b) { return b.n_data; })),
      block(most(plan, [](const Block& b) { return std::size_t{b.n_data} * b.n_data; })),
      between(plan.n_wide * plan.n_wide) {}

}  // namespace hustings::infer
#endif
