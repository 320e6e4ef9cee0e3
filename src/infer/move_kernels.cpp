#include "infer/move_kernels.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "infer/move_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "infer/factor-inl.hpp"
#include "infer/lanes-inl.hpp"
#include "infer/returns-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace hustings::infer {
namespace HWY_NAMESPACE {

const Lanes* lanes_at(const double* numbers) {
  return reinterpret_cast<const Lanes*>(numbers);
}

Lanes* lanes_at(double* numbers) {
  return reinterpret_cast<Lanes*>(numbers);
}

void evaluate(const ReturnsPlan& plan, const double* values, double* rows, Evaluation& to) {
  evaluate_all(plan, lanes_at(values), lanes_at(rows), to);
}

void transposed(const Block& block, const Evaluation& at, const double* of_data, double* rows,
                double* slots) {
  adjoint<true>(block, place_of(at), lanes_at(of_data), lanes_at(rows), lanes_at(slots));
}

void add_weighted(const WeightedRows& rows, double* HWY_RESTRICT to) {
  std::size_t r = 0;
  for (; r + 4 <= rows.n_rows; r += 4) {
    const double* weight = rows.weights + r;
    const double* HWY_RESTRICT row = rows.first + r * rows.stride;
    for (std::size_t i = 0; i < rows.n; ++i) {
      to[i] = to[i] + weight[0] * row[i] + weight[1] * row[rows.stride + i] +
              weight[2] * row[2 * rows.stride + i] + weight[3] * row[3 * rows.stride + i];
    }
  }
  for (; r < rows.n_rows; ++r) {
    const double* HWY_RESTRICT row = rows.first + r * rows.stride;
    for (std::size_t i = 0; i < rows.n; ++i) to[i] += rows.weights[r] * row[i];
  }
}

/// Solves (I + D G D) x = right over wide draws, an election a lane, by Cholesky.
///
/// G = sum over blocks of W V^-1 W' at the mode (linear_return.hpp), D the t scales of the election
/// over those at the mode, 1 for the first n_unscaled draws. With G in parts of unscaled (1) and
/// scaled (2) draws, what the first take of the second is the same in all elections but for D:
///     I + D G_22 D - D G_21 (I + G_11)^-1 G_12 D
/// so an election factors only this, of scaled draws alone, and I + G_11 is factored once. It is at
/// least I for any D, so no root fails. Source: docs/method.md, "Calibration" (Mode, t scales).
class WideSolver {
 public:
  WideSolver(const LinearReturns& linear, std::size_t n_unscaled)
      : linear_(linear),
        first_(n_unscaled),
        n_(linear.factor.rows() - n_unscaled),
        ratio_(n_ * kLanes),
        factor_(n_ * n_ * kLanes) {}

  /// Factors I + D (G less what unscaled draws take) D; returns log |det|.
  Lanes factor(const std::vector<double>& at_mode, const Lanes* scale) {
    Lanes* ratio = lanes_of(ratio_);
    for (std::size_t i = 0; i < n_; ++i) ratio[i] = scale[first_ + i] / at_mode[first_ + i];
    Lanes* factor = lanes_of(factor_);
    Lanes log_determinant = kNothing;
    for (std::size_t j = 0; j < n_; ++j) {
      for (std::size_t i = j; i < n_; ++i) {
        Lanes rest = ratio[i] * ratio[j] * linear_.scaled(i, j);
        if (i == j) rest += 1.0;
        for (std::size_t m = 0; m < j; ++m) {
          rest = fused(-factor[i * n_ + m], factor[j * n_ + m], rest);
        }
        factor[i * n_ + j] = i == j ? root_of(rest) : rest / factor[j * n_ + j];
      }
      log_determinant += 2.0 * log_of(factor[j * n_ + j]);
    }
    return log_determinant;
  }

  void solve(Lanes* x) const {
    go_down(x);
    go_up(x);
  }

 private:
  static constexpr std::size_t kTogether = 4;

  /// Sums L x of n rows over columns below `end`.
  void sum_rows(std::size_t row, std::size_t n, std::size_t end, const Lanes* x,
                Lanes (&sums)[kTogether]) const {
    for (Lanes& sum : sums) sum = kNothing;
    if (n == kTogether) {
      const double* l[kTogether];
      for (std::size_t m = 0; m < kTogether; ++m) l[m] = linear_.factor[row + m].data();
      for (std::size_t k = 0; k < end; ++k) {
        for (std::size_t m = 0; m < kTogether; ++m) sums[m] = fused(l[m][k], x[k], sums[m]);
      }
      return;
    }
    for (std::size_t m = 0; m < n; ++m) {
      const double* l = linear_.factor[row + m].data();
      for (std::size_t k = 0; k < end; ++k) sums[m] = fused(l[k], x[k], sums[m]);
    }
  }

  void go_down(Lanes* x) const {
    Lanes sums[kTogether];
    for (std::size_t i = 0; i < first_; i += kTogether) {
      const std::size_t n = std::min(kTogether, first_ - i);
      sum_rows(i, n, i, x, sums);
      for (std::size_t m = 0; m < n; ++m) {
        const double* l = linear_.factor[i + m].data();
        for (std::size_t k = i; k < i + m; ++k) sums[m] = fused(l[k], x[k], sums[m]);
        x[i + m] = (x[i + m] - sums[m]) * (1.0 / l[i + m]);
      }
    }
    const Lanes* ratio = lanes_of(ratio_);
    const Lanes* factor = lanes_of(factor_);
    for (std::size_t i = 0; i < n_; ++i) {
      if (i % kTogether == 0) sum_rows(first_ + i, std::min(kTogether, n_ - i), first_, x, sums);
      Lanes y = fused(-ratio[i], sums[i % kTogether], x[first_ + i]);
      for (std::size_t k = 0; k < i; ++k) y = fused(-factor[i * n_ + k], x[first_ + k], y);
      x[first_ + i] = y / factor[i * n_ + i];
    }
  }

  /// Takes L' x of n rows from columns below `end`, x of each row times -1 in `parts`.
  void take_rows(std::size_t row, std::size_t n, std::size_t end, const Lanes* parts,
                 Lanes* x) const {
    if (n == kTogether) {
      const double* l[kTogether];
      for (std::size_t m = 0; m < kTogether; ++m) l[m] = linear_.factor[row + m].data();
      for (std::size_t k = 0; k < end; ++k) {
        Lanes rest = x[k];
        for (std::size_t m = kTogether; m-- > 0;) rest = fused(l[m][k], parts[m], rest);
        x[k] = rest;
      }
      return;
    }
    for (std::size_t m = n; m-- > 0;) {
      const double* l = linear_.factor[row + m].data();
      for (std::size_t k = 0; k < end; ++k) x[k] = fused(l[k], parts[m], x[k]);
    }
  }

  void go_up(Lanes* x) const {
    const Lanes* ratio = lanes_of(ratio_);
    const Lanes* factor = lanes_of(factor_);
    Lanes parts[kTogether];
    for (std::size_t i = n_; i-- > 0;) {
      Lanes y = x[first_ + i];
      for (std::size_t k = i + 1; k < n_; ++k) y = fused(-factor[k * n_ + i], x[first_ + k], y);
      x[first_ + i] = y / factor[i * n_ + i];
      parts[i % kTogether] = -ratio[i] * x[first_ + i];
      if (i % kTogether == 0) take_rows(first_ + i, std::min(kTogether, n_ - i), first_, parts, x);
    }
    for (std::size_t i = first_; i > 0;) {
      const std::size_t n = i % kTogether == 0 ? kTogether : i % kTogether;
      i -= n;
      for (std::size_t m = n; m-- > 0;) {
        const double* l = linear_.factor[i + m].data();
        x[i + m] *= 1.0 / l[i + m];
        parts[m] = -x[i + m];
        for (std::size_t k = i; k < i + m; ++k) x[k] = fused(l[k], parts[m], x[k]);
      }
      take_rows(i, n, i, parts, x);
    }
  }

  const LinearReturns& linear_;
  std::size_t first_;
  std::size_t n_;
  LaneArray ratio_;
  LaneArray factor_;
};

/// Moves and weighs the elections of a task, one a lane, as MoveKernels::move says.
///
/// S is never formed. With W' what wide draws do to data at the mode, T the t scales of the
/// election and V = R + J J' of a block's own draws, by Woodbury's identity
///     S^-1 r = V^-1 r - V^-1 W' T (I + T W V^-1 W' T)^-1 T W V^-1 r
/// and of the moved draws, where V(z) = R + J(z) J' is not symmetric,
///     det(R + J(z) J') = product of det V(z) x det(I + T W V(z)^-1 W(z)' T)
/// The steps of u are kSteps whatever is left, so that all lanes do the same. The second
/// determinant is most of the cost. Source: docs/method.md, "Calibration" (Moved elections, Cost).
class Move {
 public:
  Move(const MoveTask& task, MoveScratch& scratch)
      : plan_(*task.plan),
        about_(*task.about),
        linear_(about_.linear),
        mode_(place_of(linear_)),
        noise_(lanes_at(task.noise)),
        scale_(lanes_at(task.scale)),
        z_(lanes_at(task.z)),
        log_weight_(lanes_at(task.log_weight)),
        at_(scratch),
        n_(plan_.n_data()),
        n_wide_(plan_.n_wide),
        wide_solver_(linear_, plan_.n_unscaled) {}

  void move() {
    log_determinant_ = wide_solver_.factor(about_.scale, scale_);
    std::copy_n(z_, plan_.draws.size(), lanes_of(at_.drawn));
    linear_step();
    Lanes* u = lanes_of(at_.u);
    Lanes* residual = lanes_of(at_.residual);
    for (int step = 0; step < kSteps; ++step) {
      take_u();
      evaluate_z();
      const Lanes* h = lanes_of(at_.evaluation.h);
      for (std::size_t d = 0; d < n_; ++d) {
        residual[d] = fused(-plan_.variance[d], u[d], plan_.y[d] + noise_[d] - h[d]);
      }
      solve(residual);
      for (std::size_t d = 0; d < n_; ++d) u[d] += residual[d];
    }
    take_u();
    if (log_weight_ != nullptr) weigh();
  }

 private:
  /// y = V^-1 x of a block, as at the mode.
  void solve_block(std::size_t b, const Lanes* x, Lanes* y) const {
    const std::uint32_t n = plan_.blocks[b].n_data;
    for (std::uint32_t i = 0; i < n; ++i) {
      const double* inverse = linear_.blocks[b].inverse[i].data();
      Lanes sum = kNothing;
      for (std::uint32_t k = 0; k < n; ++k) sum = fused(inverse[k], x[k], sum);
      y[i] = sum;
    }
  }

  /// Solves S x = right over data: blocks first, then what wide draws add.
  void solve(Lanes* x) {
    Lanes* wide = lanes_of(at_.wide);
    Lanes* rows = lanes_of(at_.rows);
    Lanes* slots = lanes_of(at_.slots);
    Lanes* y = lanes_of(at_.linear);
    for (std::size_t i = 0; i < n_wide_; ++i) wide[i] = kNothing;
    for (std::size_t b = 0; b < plan_.blocks.size(); ++b) {
      const Block& block = plan_.blocks[b];
      Lanes* right = x + block.first_datum;
      solve_block(b, right, y);
      std::copy_n(y, block.n_data, right);
      adjoint<false>(block, mode_, right, rows, slots);
      for (std::size_t p = 0; p < block.wide.size(); ++p) wide[block.wide[p]] += slots[p];
    }
    for (std::size_t i = plan_.n_unscaled; i < n_wide_; ++i) wide[i] *= scale_[i];
    wide_solver_.solve(wide);
    for (std::size_t i = plan_.n_unscaled; i < n_wide_; ++i) wide[i] *= scale_[i];
    for (std::size_t b = 0; b < plan_.blocks.size(); ++b) {
      const Block& block = plan_.blocks[b];
      Lanes* right = x + block.first_datum;
      for (std::uint32_t k = 0; k < block.n_data; ++k) y[k] = kNothing;
      add_rows<false>(block, wide, rows);
      add_forward<false>(block, mode_, wide, rows, lanes_of(at_.utilities), y);
      solve_block(b, y, slots);
      for (std::uint32_t k = 0; k < block.n_data; ++k) right[k] -= slots[k];
    }
  }

  /// J z of all data, z by value.
  void set_linear(Lanes* to) {
    const Lanes* values = lanes_of(at_.values);
    Lanes* rows = lanes_of(at_.rows);
    for (std::size_t d = 0; d < n_; ++d) to[d] = kNothing;
    for (const Block& block : plan_.blocks) {
      add_rows<true>(block, values, rows);
      add_forward<true>(block, mode_, values, rows, lanes_of(at_.utilities),
                        to + block.first_datum);
    }
  }

  /// u of h made linear at the mode: S u = y + eps - h* + J z* - J z_e.
  void linear_step() {
    Lanes* u = lanes_of(at_.u);
    Lanes* residual = lanes_of(at_.residual);
    set_values();
    set_linear(residual);
    for (std::size_t d = 0; d < n_; ++d) {
      u[d] = plan_.y[d] + noise_[d] - about_.h[d] + about_.jz[d] - residual[d];
    }
    solve(u);
  }

  /// z = z_e + J' u.
  void take_u() {
    const Lanes* drawn = lanes_of(at_.drawn);
    Lanes* wide = lanes_of(at_.wide);
    Lanes* slots = lanes_of(at_.slots);
    for (std::size_t i = 0; i < n_wide_; ++i) wide[i] = kNothing;
    for (const Block& block : plan_.blocks) {
      const std::size_t n_wide = block.wide.size();
      adjoint<true>(block, mode_, lanes_of(at_.u) + block.first_datum, lanes_of(at_.rows), slots);
      for (std::size_t p = 0; p < n_wide; ++p) wide[block.wide[p]] += slots[p];
      for (std::uint32_t l = 0; l < block.n_local; ++l) {
        z_[block.first_local + l] = drawn[block.first_local + l] + slots[n_wide + l];
      }
    }
    for (std::size_t i = 0; i < n_wide_; ++i) z_[i] = fused(scale_[i], wide[i], drawn[i]);
  }

  void set_values() {
    Lanes* values = lanes_of(at_.values);
    for (std::size_t i = 0; i < n_wide_; ++i) values[i] = z_[i] * scale_[i];
    for (std::size_t i = n_wide_; i < plan_.draws.size(); ++i) values[i] = z_[i];
  }

  void evaluate_z() {
    set_values();
    evaluate_all(plan_, lanes_of(at_.values), lanes_of(at_.rows), at_.evaluation);
  }

  void weigh() {
    evaluate_z();
    Lanes* residual = lanes_of(at_.residual);
    Lanes* u = lanes_of(at_.u);
    const Lanes* h = lanes_of(at_.evaluation.h);
    set_linear(residual);
    for (std::size_t d = 0; d < n_; ++d) residual[d] += plan_.y[d] - h[d];
    std::copy_n(residual, n_, u);
    solve(u);
    Lanes square = kNothing;
    for (std::size_t d = 0; d < n_; ++d) square = fused(u[d], residual[d], square);
    *log_weight_ = 0.5 * (log_determinant_ - square) - log_moved_determinant();
  }

  /// log |det(R + J(z) J')|: blocks first, then wide draws between them.
  Lanes log_moved_determinant() {
    Lanes log_determinant = kNothing;
    std::fill(at_.tiles.begin(), at_.tiles.end(), 0.0);
    for (std::size_t first = 0; first < plan_.blocks.size(); first += kBlocks) {
      const std::size_t end = std::min(first + kBlocks, plan_.blocks.size());
      for (std::size_t b = first; b < end; ++b) {
        log_determinant += invert_block(b);
        set_parts(b);
      }
      add_between(first, end);
    }
    gather_tiles();
    Elimination between(lanes_of(at_.between), n_wide_);
    return log_determinant + between.log_determinant(plan_.panels);
  }

  /// Sets I + D (what tiles hold) D between wide draws.
  void gather_tiles() {
    for (std::size_t i = 0; i < n_wide_; ++i) {
      Lanes* row = lanes_of(at_.between) + i * n_wide_;
      for (std::size_t j = 0; j < n_wide_; ++j) row[j] = *tile_at(i, j);
      if (i >= plan_.n_unscaled) {
        for (std::size_t j = 0; j < n_wide_; ++j) row[j] *= scale_[i];
      }
      for (std::size_t j = plan_.n_unscaled; j < n_wide_; ++j) row[j] *= scale_[j];
      row[i] += 1.0;
    }
  }

  /// A pair of wide draws in the tiles: columns of a tile stand side by side, row after row.
  HWY_INLINE Lanes* tile_at(std::size_t row, std::size_t column) {
    const std::size_t tile = column / kTile;
    return lanes_of(at_.tiles) + (tile * n_wide_ + row) * kTile + column % kTile;
  }

  /// Inverts R + J(z) J' of a block's own draws; returns log |det|.
  Lanes invert_block(std::size_t b) {
    const Block& block = plan_.blocks[b];
    const std::uint32_t n = block.n_data;
    Lanes* v = lanes_of(at_.block);
    std::fill_n(v, std::size_t{n} * n, kNothing);
    for (std::size_t c = 0; c < block.contests.size(); ++c) {
      add_own(block, block.contests[c], linear_.blocks[b].along[c], v);
    }
    for (std::uint32_t k = 0; k < n; ++k) v[k * n + k] += plan_.variance[block.first_datum + k];
    return invert(v, n);
  }

  void add_own(const Block& block, const BlockContest& contest, const std::vector<double>& along,
               Lanes* v) const {
    const std::uint32_t n = contest.n_candidates;
    const std::uint32_t width = block.n_data;
    const Place<Lanes> at = place_of(at_.evaluation);
    for (std::size_t u = 0; u < contest.universes.size(); ++u) {
      const Lanes* share = at.share + contest.first_share + u * n;
      const Lanes* part = at.part + contest.first_share + u * n;
      const double* of = along.data() + u * (n + 1) * width;
      const Lanes stay = 1.0 - at.turnout[block.first_turnout + contest.universes[u]];
      for (std::uint32_t j = 0; j < width; ++j) {
        Lanes common = stay * of[n * width + j];
        for (std::uint32_t k = 0; k < n; ++k) common = fused(-of[k * width + j], share[k], common);
        Lanes* column = v + contest.first_datum * width + j;
        for (std::uint32_t k = 0; k < n; ++k) {
          column[k * width] = fused(part[k], common + of[k * width + j], column[k * width]);
        }
      }
    }
  }

  Lanes* parts_of(std::size_t b) { return lanes_of(at_.parts) + b % kBlocks * at_.n_parts; }

  /// Sets J(z)' V^-1, over wide slots, of J' of a block's data and of its universes' votes.
  void set_parts(std::size_t b) {
    const Block& block = plan_.blocks[b];
    const std::uint32_t n = block.n_data;
    const std::size_t n_slots = block.wide.size();
    const Place<Lanes> at = place_of(at_.evaluation);
    const Lanes* inverse = lanes_of(at_.block);
    Lanes* rows = lanes_of(at_.rows);
    Lanes* to = parts_of(b);
    for (std::uint32_t d = 0; d < n; ++d, to += n_slots) {
      adjoint<false>(block, at, inverse + d * n, rows, to);
    }
    Lanes* votes = lanes_of(at_.linear);
    for (const BlockContest& contest : block.contests) {
      const double* part = linear_.part.data() + contest.first_share;
      for (std::size_t u = 0; u < contest.universes.size(); ++u, to += n_slots) {
        for (std::uint32_t j = 0; j < n; ++j) votes[j] = kNothing;
        for (std::uint32_t k = 0; k < contest.n_candidates; ++k, ++part) {
          const Lanes* of = inverse + (contest.first_datum + k) * n;
          for (std::uint32_t j = 0; j < n; ++j) votes[j] = fused(*part, of[j], votes[j]);
        }
        adjoint<false>(block, at, votes, rows, to);
      }
    }
  }

  /// Adds wide J (R + J(z) J')^-1 J(z)' of blocks, over wide draws, per unit of value: what draws
  /// do to data is made of few parts, and many do alike.
  void add_between(std::size_t first, std::size_t end) {
    std::size_t next[kBlocks] = {};
    for (std::size_t tile_end = kTile; tile_end < n_wide_ + kTile; tile_end += kTile) {
      for (std::size_t b = first; b < end; ++b) {
        const Block& block = plan_.blocks[b];
        std::size_t& run = next[b - first];
        for (; run < block.runs.size(); ++run) {
          if (block.wide[block.runs[run].first] >= tile_end) break;
          add_run(b, block.runs[run]);
        }
      }
    }
  }

  HWY_NOINLINE void add_run(std::size_t b, Range run) {
    for (const LikeDraws& draws : linear_.blocks[b].alike) {
      std::uint32_t s = run.first;
      for (; s + 8 <= run.end; s += 8) add_columns<8>(b, draws, s);
      for (; s + 4 <= run.end; s += 4) add_columns<4>(b, draws, s);
      for (; s < run.end; ++s) add_columns<1>(b, draws, s);
    }
  }

  /// Adds some columns, from slot s on, to draws that are alike.
  template <std::size_t kColumns>
  HWY_INLINE void add_columns(std::size_t b, const LikeDraws& draws, std::uint32_t s) {
    const Block& block = plan_.blocks[b];
    const Lanes* parts = parts_of(b) + s;
    Lanes sums[kColumns] = {};
    for (const DrawPart& part : draws.parts) {
      const Lanes times = all_of(part.times);
      const Lanes* of = parts + part.of * block.wide.size();
      for (std::size_t j = 0; j < kColumns; ++j) sums[j] = fused(times, of[j], sums[j]);
    }
    Lanes* tile = tile_at(0, block.wide[s]);
    for (const SlotLoad& load : draws.slots) {
      const Lanes times = all_of(load.load);
      Lanes* to = tile + block.wide[load.slot] * std::size_t{kTile};
      for (std::size_t j = 0; j < kColumns; ++j) to[j] = fused(times, sums[j], to[j]);
    }
  }

  const ReturnsPlan& plan_;
  const Linearised& about_;
  const LinearReturns& linear_;
  Place<double> mode_;
  const Lanes* noise_;
  const Lanes* scale_;
  Lanes* z_;
  Lanes* log_weight_;
  MoveScratch& at_;
  std::size_t n_;
  std::size_t n_wide_;
  WideSolver wide_solver_;
  Lanes log_determinant_ = kNothing;
};

void move(const MoveTask& task, MoveScratch& scratch) {
  Move(task, scratch).move();
}

const MoveKernels& kernels() {
  static const MoveKernels table{kLanes, evaluate, transposed, move, add_weighted};
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

namespace {

/// Lanes of so many numbers.
LaneArray lanes(std::size_t n) {
  return LaneArray(n * move_kernels().lanes);
}

template <class Size>
std::size_t most(const ReturnsPlan& plan, const Size& size) {
  std::size_t most = 1;
  for (const Block& block : plan.blocks) most = std::max<std::size_t>(most, size(block));
  return most;
}

std::size_t n_universes(const Block& block) {
  std::size_t n = 0;
  for (const BlockContest& contest : block.contests) n += contest.universes.size();
  return n;
}

std::size_t most_candidates(const Block& block) {
  std::size_t n = 0;
  for (const BlockContest& contest : block.contests) {
    n = std::max<std::size_t>(n, contest.n_candidates);
  }
  return n;
}

}  // namespace

Evaluation::Evaluation(const ReturnsPlan& plan)
    : h(lanes(plan.n_data())),
      turnout(lanes(plan.n_turnouts)),
      share(lanes(plan.n_shares)),
      part(lanes(plan.n_shares)) {}

MoveScratch::MoveScratch(const ReturnsPlan& plan)
    : evaluation(plan),
      drawn(lanes(plan.draws.size())),
      values(lanes(plan.draws.size())),
      u(lanes(plan.n_data())),
      residual(lanes(plan.n_data())),
      wide(lanes(plan.n_wide)),
      linear(lanes(most(plan, [](const Block& b) { return b.n_data; }))),
      rows(lanes(plan.n_rows)),
      slots(lanes(most(plan, [](const Block& b) { return b.wide.size() + b.n_local + b.n_data; }))),
      utilities(lanes(most(plan, most_candidates))),
      block(lanes(most(plan, [](const Block& b) { return std::size_t{b.n_data} * b.n_data; }))),
      n_parts(
          most(plan, [](const Block& b) { return b.wide.size() * (b.n_data + n_universes(b)); })),
      parts(lanes(kBlocks * n_parts)),
      tiles(lanes((plan.n_wide + kTile - 1) / kTile * kTile * plan.n_wide)),
      between(lanes(plan.n_wide * plan.n_wide)) {}

}  // namespace hustings::infer
#endif
