#include "infer/linear_return.hpp"

#include <cmath>
#include <map>

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

/// Fills J' of a block: the kernel's transposed product with a unit vector a lane.
void add_jacobian(const ReturnsPlan& plan, const Block& block, const Evaluation& at,
                  const std::vector<double>& multiplier, LinearBlock& to) {
  const std::size_t lanes = move_kernels().lanes;
  const std::size_t n_wide = block.wide.size();
  to.wide = Matrix(n_wide, block.n_data);
  to.local = Matrix(block.n_local, block.n_data);
  LaneArray rows(plan.n_rows * lanes);
  LaneArray slots((n_wide + block.n_local) * lanes);
  for (std::size_t first = 0; first < block.n_data; first += lanes) {
    LaneArray unit(block.n_data * lanes, 0.0);
    const std::size_t n = std::min<std::size_t>(lanes, block.n_data - first);
    for (std::size_t i = 0; i < n; ++i) unit[(first + i) * lanes + i] = 1;
    move_kernels().transposed(block, at, unit.data(), rows.data(), slots.data());
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

/// What a block's rows do to its data, taken apart.
void add_row_parts(const Block& block, const LinearReturns& at, LinearBlock& to) {
  std::vector<std::map<std::uint32_t, double>> parts(block.rows.size());
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
  for (const auto& of : parts) {
    std::vector<RowPart>& row = to.row_parts.emplace_back();
    for (const auto& [index, times] : of) row.push_back({index, times});
  }
  to.row_parts.front().clear();  // row 0 is zero
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
  if (!factor) refuse_far_returns();
  of.inverse = factor->inverse();
  linear.blocks_log_determinant += factor->log_determinant();
  of.half = product(of.wide, of.inverse);
}

/// I + G, its lower half.
Matrix between_wide(const ReturnsPlan& plan, const LinearReturns& linear) {
  Matrix g(plan.n_wide, plan.n_wide);
  for (std::size_t i = 0; i < plan.n_wide; ++i) g(i, i) = 1;
  for (std::size_t b = 0; b < plan.blocks.size(); ++b) {
    const Block& block = plan.blocks[b];
    const LinearBlock& of = linear.blocks[b];
    Matrix by_datum(block.n_data, block.wide.size());
    for (std::size_t p = 0; p < block.wide.size(); ++p) {
      for (std::size_t k = 0; k < block.n_data; ++k) by_datum(k, p) = of.wide(p, k);
    }
    std::vector<double> sums;
    for (std::size_t p = 0; p < block.wide.size(); ++p) {
      sums.assign(p + 1, 0.0);
      for (std::size_t k = 0; k < block.n_data; ++k) {
        const double half = of.half(p, k);
        const double* wide = by_datum[k].data();
        for (std::size_t q = 0; q <= p; ++q) sums[q] += half * wide[q];
      }
      const std::span<double> row = g[block.wide[p]];
      for (std::size_t q = 0; q <= p; ++q) row[block.wide[q]] += sums[q];
    }
  }
  return g;
}

/// Factors I + G; unscaled draws stand first, so that the rest of G is what scales multiply.
void factor_wide(const ReturnsPlan& plan, Matrix g, LinearReturns& linear) {
  const std::size_t n = plan.n_wide;
  const std::size_t first = plan.n_unscaled;
  linear.scaled = Matrix(n - first, n - first);
  linear.log_determinant = linear.blocks_log_determinant;
  std::vector<double> column(n);
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = first; j == first && i < n; ++i) {
      for (std::size_t k = first; k <= i; ++k) {
        linear.scaled(i - first, k - first) = linear.scaled(k - first, i - first) =
            g(i, k) - (i == k ? 1.0 : 0.0);
      }
    }
    g(j, j) = std::sqrt(g(j, j));
    linear.log_determinant += 2.0 * exact::log(g(j, j));
    for (std::size_t i = j + 1; i < n; ++i) column[i] = g(i, j) /= g(j, j);
    for (std::size_t i = j + 1; i < n; ++i) {
      if (column[i] == 0) continue;
      double* row = g[i].data();
      for (std::size_t k = j + 1; k <= i; ++k) row[k] -= column[i] * column[k];
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
  for (const Block& block : plan.blocks) {
    LinearBlock& of = linear.blocks.emplace_back();
    add_jacobian(plan, block, at, multiplier, of);
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
    add_row_parts(block, linear, of);
  }
}

}  // namespace hustings::infer
