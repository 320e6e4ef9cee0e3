#include "infer/linear_return.hpp"

#include <cmath>

#include "infer/linear.hpp"
#include "infer/linearise.hpp"
#include "random/math.hpp"

namespace hustings::infer {
namespace {

/// Fills J' of a block: the kernel's transposed product with a unit vector a lane.
void add_jacobian(const ReturnsPlan& plan, const Block& block, const Evaluation& at,
                  const std::vector<double>& multiplier, LinearBlock& to) {
  const std::size_t n_wide = block.wide.size();
  to.wide = Matrix(n_wide, block.n_data);
  to.local = Matrix(block.n_local, block.n_data);
  LaneArray rows(plan.n_rows);
  LaneArray slots(n_wide + block.n_local);
  for (std::size_t first = 0; first < block.n_data; first += kLanes) {
    LaneArray unit(block.n_data, Lanes{});
    const std::size_t n = std::min<std::size_t>(kLanes, block.n_data - first);
    for (std::size_t i = 0; i < n; ++i) unit[first + i][i] = 1;
    move_kernels().transposed(block, at, unit.data(), rows.data(), slots.data());
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t p = 0; p < n_wide; ++p) {
        to.wide(p, first + i) = slots[p][i] * multiplier[block.wide[p]];
      }
      for (std::size_t l = 0; l < block.n_local; ++l) {
        to.local(l, first + i) = slots[n_wide + l][i] * multiplier[block.first_local + l];
      }
    }
  }
}

/// What a block's local draws do to a contest's utilities and turnouts, draws being J' of a datum.
void add_along(const Block& block, const BlockContest& contest,
               const std::vector<double>& local_multiplier, const Matrix& local,
               std::vector<double>& to) {
  const std::size_t n_wide = block.wide.size();
  const std::size_t n = contest.n_candidates;
  const std::size_t width = local.columns();
  to.assign(contest.universes.size() * (n + 1) * width, 0.0);
  std::vector<double> rows(block.rows.size());
  for (std::size_t datum = 0; datum < width; ++datum) {
    const auto value = [&](std::uint32_t slot) {
      return slot == kNone || slot < n_wide
                 ? 0.0
                 : local(slot - n_wide, datum) * local_multiplier[slot - n_wide];
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

/// Takes a block's own draws together: V = R + J J' and what follows from it.
void eliminate(const ReturnsPlan& plan, const Block& block, LinearBlock& of,
               LinearReturns& linear) {
  const std::size_t n = block.n_data;
  Matrix v(n, n);
  for (std::size_t i = 0; i < n; ++i) v(i, i) = plan.variance[block.first_datum + i];
  for (std::size_t l = 0; l < of.local.rows(); ++l) {
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) v(i, j) += of.local(l, i) * of.local(l, j);
    }
  }
  const auto factor = Cholesky::of(v);
  HUSTINGS_REQUIRE(factor.has_value());
  of.inverse = factor->inverse();
  linear.blocks_log_determinant += factor->log_determinant();
  of.half = product(of.wide, of.inverse);
}

Matrix between_wide(const ReturnsPlan& plan, const LinearReturns& linear) {
  Matrix g(plan.n_wide, plan.n_wide);
  for (std::size_t b = 0; b < plan.blocks.size(); ++b) {
    const Block& block = plan.blocks[b];
    const LinearBlock& of = linear.blocks[b];
    for (std::size_t p = 0; p < block.wide.size(); ++p) {
      for (std::size_t q = 0; q <= p; ++q) {
        double sum = 0;
        for (std::size_t k = 0; k < block.n_data; ++k) sum += of.half(p, k) * of.wide(q, k);
        g(block.wide[p], block.wide[q]) += sum;
        if (p != q) g(block.wide[q], block.wide[p]) += sum;
      }
    }
  }
  return g;
}

/// Factors I + G; unscaled draws stand first, so that the rest of G is what scales multiply.
void factor_wide(const ReturnsPlan& plan, const Matrix& g, LinearReturns& linear) {
  const std::size_t n = plan.n_wide;
  const std::size_t first = plan.n_unscaled;
  linear.factor = Matrix(n, n);
  linear.scaled = Matrix(n - first, n - first);
  linear.log_determinant = linear.blocks_log_determinant;
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = j; i < n; ++i) {
      double rest = g(i, j) + (i == j ? 1.0 : 0.0);
      for (std::size_t m = 0; m < std::min(j, first); ++m) {
        rest -= linear.factor(i, m) * linear.factor(j, m);
      }
      if (j >= first) {
        linear.scaled(i - first, j - first) = linear.scaled(j - first, i - first) =
            rest - (i == j ? 1.0 : 0.0);
      }
      for (std::size_t m = first; m < j; ++m) rest -= linear.factor(i, m) * linear.factor(j, m);
      linear.factor(i, j) = i == j ? std::sqrt(rest) : rest / linear.factor(j, j);
    }
    linear.log_determinant += 2.0 * exact::log(linear.factor(j, j));
  }
}

}  // namespace

LinearReturns linearise(const ReturnsPlan& plan, const Evaluation& at,
                        const std::vector<double>& multiplier) {
  LinearReturns linear;
  for (const Block& block : plan.blocks) {
    LinearBlock& of = linear.blocks.emplace_back();
    add_jacobian(plan, block, at, multiplier, of);
    const auto first = multiplier.begin() + block.first_local;
    const std::vector<double> local(first, first + block.n_local);
    for (const BlockContest& contest : block.contests) {
      add_along(block, contest, local, of.local, of.along.emplace_back());
    }
    eliminate(plan, block, of, linear);
  }
  factor_wide(plan, between_wide(plan, linear), linear);
  return linear;
}

}  // namespace hustings::infer
