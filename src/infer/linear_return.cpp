#include "infer/linear_return.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "hustings/core/failure.hpp"
#include "infer/linear.hpp"
#include "infer/linearise.hpp"
#include "random/math.hpp"

namespace hustings::infer {

void refuse_far_returns() {
  throw Failure(ExitCode::bad_data,
                "no most probable election is found: the returns are out of the scenario's reach; "
                "look for districts where one candidate has all votes, or write larger sizes");
}

namespace {

/// Memory for one block after another.
struct JacobianScratch {
  LaneArray rows;
  LaneArray slots;
  LaneArray unit;
};

/// Fills J' of a block: the kernel's transposed product with a unit vector a lane.
void add_jacobian(const Block& block, const Evaluation& at, const std::vector<double>& multiplier,
                  JacobianScratch& scratch, LinearBlock& to) {
  const std::size_t lanes = move_kernels().lanes;
  const std::size_t n_wide = block.wide.size();
  to.wide = Matrix(n_wide, block.n_data);
  to.local = Matrix(block.n_local, block.n_data);
  scratch.slots.resize(std::max(scratch.slots.size(), (n_wide + block.n_local) * lanes));
  LaneArray& slots = scratch.slots;
  for (std::size_t first = 0; first < block.n_data; first += lanes) {
    LaneArray& unit = scratch.unit;
    unit.assign(block.n_data * lanes, 0.0);
    const std::size_t n = std::min<std::size_t>(lanes, block.n_data - first);
    for (std::size_t i = 0; i < n; ++i) unit[(first + i) * lanes + i] = 1;
    move_kernels().transposed(block, at, unit.data(), scratch.rows.data(), slots.data());
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t p = 0; p < n_wide; ++p) {
        to.wide(p, first + i) = slots[p * lanes + i] * multiplier[block.wide[p]];
      }
      for (std::size_t l = 0; l < block.n_local; ++l) {
        to.local(l, first + i) =
            slots[(n_wide + l) * lanes + i] * multiplier[block.first_local + l];
      }
    }
  }
}

using Parts = std::map<std::uint32_t, double>;  ///< DrawPart::times by DrawPart::of

/// What a block's rows do to its data, taken apart.
std::vector<Parts> row_parts(const Block& block, const LinearReturns& at) {
  std::vector<Parts> parts(block.rows.size());
  std::uint32_t universe = block.n_data;
  for (const BlockContest& contest : block.contests) {
    for (std::size_t u = 0; u < contest.universes.size(); ++u, ++universe) {
      for (std::uint32_t k = 0; k < contest.n_candidates; ++k) {
        const std::size_t i = u * contest.n_candidates + k;
        const BlockSupport& support = contest.supports[i];
        for (const std::uint32_t row : {support.base, support.extra}) {
          parts[row][contest.first_datum + k] += at.part[contest.first_share + i];
          parts[row][universe] -= at.share[contest.first_share + i];
        }
      }
      const BlockTurnout& turnout = block.turnouts[contest.universes[u]];
      const double stay = 1 - at.turnout[block.first_turnout + contest.universes[u]];
      for (const std::uint32_t row : {turnout.base, turnout.extra}) parts[row][universe] += stay;
    }
  }
  parts.front().clear();  // row 0 is zero
  return parts;
}

/// What wide slots do to a block's data: those that load the same rows in the same proportion
/// together.
std::vector<LikeDraws> like_draws(const Block& block, const std::vector<Parts>& rows) {
  std::vector<LikeDraws> alike;
  std::map<std::vector<std::pair<std::uint32_t, double>>, std::size_t> place;
  for (std::uint32_t slot = 0; slot < block.wide.size(); ++slot) {
    std::vector<std::pair<std::uint32_t, double>> loads;
    double first = 0;
    for (std::uint32_t i = block.slots[slot].first; i < block.slots[slot].end; ++i) {
      const auto& [row, load] = block.slot_loads[i];
      if (first == 0) first = load;
      if (load != 0) loads.push_back({row, load / first});
    }
    if (loads.empty()) continue;
    const auto [found, is_new] = place.try_emplace(loads, alike.size());
    if (is_new) {
      Parts parts;
      for (const auto& [row, part] : loads) {
        for (const auto& [of, times] : rows[row]) parts[of] += part * times;
      }
      LikeDraws& draws = alike.emplace_back();
      for (const auto& [of, times] : parts) draws.parts.push_back({of, times});
    }
    alike[found->second].slots.push_back({slot, first});
  }
  return alike;
}

/// What a block's local draws do to a contest's utilities and turnouts, draws being J' of a datum.
void add_along(const Block& block, const BlockContest& contest, const Matrix& local,
               std::vector<double>& to) {
  const std::size_t n_wide = block.wide.size();
  const std::size_t n = contest.n_candidates;
  const std::size_t width = local.columns();
  to.assign(contest.universes.size() * (n + 1) * width, 0.0);
  std::vector<double> rows(block.rows.size());
  for (std::size_t datum = 0; datum < width; ++datum) {
    const auto value = [&](std::uint32_t slot) {
      return slot == kNone || slot < n_wide ? 0.0 : local(slot - n_wide, datum);
    };
    for (std::size_t r = 0; r < rows.size(); ++r) {
      rows[r] = 0;
      for (std::uint32_t i = 0; i < block.rows[r].n; ++i) {
        const SlotLoad& load = block.loads[block.rows[r].first + i];
        rows[r] += load.load * value(load.slot);
      }
    }
    for (std::size_t u = 0; u < contest.universes.size(); ++u) {
      double* of = to.data() + u * (n + 1) * width + datum;
      double passed_on = 0;
      for (std::size_t k = 0; k < n; ++k) {
        const BlockSupport& support = contest.supports[u * n + k];
        const double z = value(support.own);
        of[k * width] = rows[support.base] + rows[support.extra] + passed_on + support.own_load * z;
        passed_on += support.passed_on * z;
      }
      const BlockTurnout& turnout = block.turnouts[contest.universes[u]];
      of[n * width] = rows[turnout.base] + rows[turnout.extra] + turnout.sd * value(turnout.own);
    }
  }
}

Matrix transpose(const Matrix& matrix) {
  Matrix result(matrix.columns(), matrix.rows());
  for (std::size_t i = 0; i < matrix.rows(); ++i) {
    for (std::size_t k = 0; k < matrix.columns(); ++k) result(k, i) = matrix(i, k);
  }
  return result;
}

/// Adds the first n numbers of a matrix's rows, times their weights.
void add_weighted(const std::vector<double>& weights, const Matrix& rows, std::size_t n,
                  double* to) {
  if (weights.empty()) return;
  move_kernels().add_weighted({weights.data(), rows[0].data(), rows.columns(), weights.size(), n},
                              to);
}

/// Takes a block's own draws together: V = R + J J' and what follows from it.
void eliminate(const ReturnsPlan& plan, const Block& block, LinearBlock& of,
               LinearReturns& linear) {
  const std::size_t n = block.n_data;
  Matrix v(n, n);
  std::vector<double> weights(of.local.rows());
  for (std::size_t i = 0; i < n; ++i) {
    v(i, i) = plan.variance[block.first_datum + i];
    for (std::size_t l = 0; l < weights.size(); ++l) weights[l] = of.local(l, i);
    add_weighted(weights, of.local, n, v[i].data());
  }
  const auto factor = Cholesky::of(v);
  if (!factor) refuse_far_returns();
  of.inverse = factor->inverse();
  linear.blocks_log_determinant += factor->log_determinant();
  of.half = Matrix(of.wide.rows(), n);
  const Matrix by_datum = transpose(of.wide);
  std::vector<double> half(of.wide.rows());
  weights.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < n; ++k) weights[k] = of.inverse(k, i);
    std::ranges::fill(half, 0.0);
    add_weighted(weights, by_datum, half.size(), half.data());
    for (std::size_t p = 0; p < half.size(); ++p) of.half(p, i) = half[p];
  }
}

/// I + G, its lower half.
Matrix between_wide(const ReturnsPlan& plan, const LinearReturns& linear) {
  Matrix g(plan.n_wide, plan.n_wide);
  for (std::size_t i = 0; i < plan.n_wide; ++i) g(i, i) = 1;
  for (std::size_t b = 0; b < plan.blocks.size(); ++b) {
    const Block& block = plan.blocks[b];
    const LinearBlock& of = linear.blocks[b];
    const Matrix by_datum = transpose(of.wide);
    std::vector<double> sums;
    for (std::size_t p = 0; p < block.wide.size(); ++p) {
      sums.assign(p + 1, 0.0);
      add_weighted(of.half.row(p), by_datum, p + 1, sums.data());
      const std::span<double> row = g[block.wide[p]];
      for (std::size_t q = 0; q <= p; ++q) row[block.wide[q]] += sums[q];
    }
  }
  return g;
}

/// G less what draws before `first` take of it, their columns being taken from the rest.
Matrix rest_of(const Matrix& g, std::size_t first) {
  const std::size_t n = g.rows() - first;
  Matrix rest(n, n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k <= i; ++k) {
      rest(i, k) = rest(k, i) = g(first + i, first + k) - (i == k ? 1.0 : 0.0);
    }
  }
  return rest;
}

/// Columns `first` to first + n - 1 of the Cholesky factor of a matrix g, which holds the factor to
/// their left and to their right what that leaves: right-looking, n columns a time.
///     L_jj = sqrt(g_jj),   L_ij = g_ij / L_jj,   then g_ik -= sum over these j of L_ij L_kj
/// Columns stand side by side as rows of their own. Rows in which all n are 0, of draws that
/// nothing ties to these, are passed over. g must be positive definite, as I + G is.
class FactorColumns {
 public:
  FactorColumns(Matrix& g, std::size_t first, std::size_t n)
      : g_(g), first_(first), columns_(n, g.rows()), weights_(n) {
    for (std::size_t r = 0; r < n; ++r) set(r);
  }

  /// Takes them from what is to the right of them.
  void close() {
    const std::size_t end = first_ + columns_.rows();
    for (std::size_t i = end; i < g_.rows(); ++i) {
      bool is_tied = false;
      for (std::size_t r = 0; r < weights_.size(); ++r) {
        weights_[r] = -columns_(r, i);
        is_tied = is_tied || weights_[r] != 0;
      }
      if (!is_tied) continue;
      move_kernels().add_weighted({weights_.data(), columns_[0].data() + end, columns_.columns(),
                                   weights_.size(), i + 1 - end},
                                  g_[i].data() + end);
    }
  }

 private:
  void set(std::size_t r) {
    const std::size_t j = first_ + r;
    for (std::size_t i = j; i < g_.rows(); ++i) {
      for (std::size_t s = 0; s < r; ++s) g_(i, j) -= columns_(s, i) * columns_(s, j);
    }
    g_(j, j) = std::sqrt(g_(j, j));
    for (std::size_t i = j + 1; i < g_.rows(); ++i) g_(i, j) /= g_(j, j);
    for (std::size_t i = j; i < g_.rows(); ++i) columns_(r, i) = g_(i, j);
  }

  Matrix& g_;
  std::size_t first_;
  Matrix columns_;
  std::vector<double> weights_;
};

/// Factors I + G; unscaled draws stand first, so that the rest of G is what scales multiply.
void factor_wide(const ReturnsPlan& plan, Matrix g, LinearReturns& linear) {
  constexpr std::size_t kTogether = 4;
  const std::size_t first = plan.n_unscaled;
  linear.log_determinant = linear.blocks_log_determinant;
  for (std::size_t j = 0; j < plan.n_wide;) {
    if (j == first) linear.scaled = rest_of(g, first);
    const std::size_t n = std::min(kTogether, (j < first ? first : plan.n_wide) - j);
    FactorColumns(g, j, n).close();
    for (const std::size_t end = j + n; j < end; ++j) {
      linear.log_determinant += 2.0 * exact::log(g(j, j));
    }
  }
  linear.factor = std::move(g);
}

}  // namespace

LinearReturns linearise(const ReturnsPlan& plan, const Evaluation& at,
                        const std::vector<double>& multiplier) {
  LinearReturns linear;
  const auto first_lane = [](const LaneArray& numbers) {
    std::vector<double> first;
    for (std::size_t i = 0; i < numbers.size(); i += move_kernels().lanes) {
      first.push_back(numbers[i]);
    }
    return first;
  };
  linear.turnout = first_lane(at.turnout);
  linear.share = first_lane(at.share);
  linear.part = first_lane(at.part);
  JacobianScratch scratch{LaneArray(plan.n_rows * move_kernels().lanes), {}, {}};
  linear.blocks.reserve(plan.blocks.size());
  for (const Block& block : plan.blocks) {
    LinearBlock& of = linear.blocks.emplace_back();
    add_jacobian(block, at, multiplier, scratch, of);
    eliminate(plan, block, of, linear);
  }
  factor_wide(plan, between_wide(plan, linear), linear);
  return linear;
}

void take_apart(const ReturnsPlan& plan, LinearReturns& linear) {
  for (std::size_t b = 0; b < plan.blocks.size(); ++b) {
    const Block& block = plan.blocks[b];
    LinearBlock& of = linear.blocks[b];
    for (const BlockContest& contest : block.contests) {
      add_along(block, contest, of.local, of.along.emplace_back());
    }
    of.alike = like_draws(block, row_parts(block, linear));
  }
}

}  // namespace hustings::infer
