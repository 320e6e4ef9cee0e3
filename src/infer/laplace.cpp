#include "infer/laplace.hpp"

#include <algorithm>
#include <cmath>

#include "infer/linear.hpp"
#include "infer/linearise.hpp"
#include "random/math.hpp"

namespace hustings::infer {
namespace {

constexpr int kMostHalvings = 40;
constexpr double kStepLength = 1e-12;  ///< a step this short, per draw, is the last

/// h at some z, and how probable that is.
class Point {
 public:
  Point(const ReturnsPlan& plan, const std::vector<double>& multiplier)
      : plan_(plan),
        multiplier_(multiplier),
        evaluation_(plan),
        values_(plan.draws.size()),
        rows_(plan.n_rows) {}

  void evaluate(const std::vector<double>& z) {
    for (std::size_t i = 0; i < z.size(); ++i) set_all(values_[i], z[i] * multiplier_[i]);
    move_kernels().evaluate(plan_, values_.data(), rows_.data(), evaluation_);
    log_posterior_ = 0;
    for (const double x : z) log_posterior_ -= x * x / 2;
    for (std::size_t d = 0; d < plan_.n_data(); ++d) {
      const double error = plan_.y[d] - evaluation_.h[d][0];
      log_posterior_ -= error * error / plan_.variance[d] / 2;
    }
  }

  double log_posterior() const { return log_posterior_; }
  const Evaluation& evaluation() const { return evaluation_; }
  std::vector<double> h() const {
    std::vector<double> h;
    for (const Lanes& x : evaluation_.h) h.push_back(x[0]);
    return h;
  }

 private:
  const ReturnsPlan& plan_;
  const std::vector<double>& multiplier_;
  Evaluation evaluation_;
  LaneArray values_;
  LaneArray rows_;
  double log_posterior_ = 0;
};

/// The mode of the law made linear at z: J' S^-1 (y - h + J z).
std::vector<double> linear_mode(const ReturnsPlan& plan, const Mode& mode) {
  std::vector<double> right = along(plan, mode.linear, mode.z);
  for (std::size_t d = 0; d < right.size(); ++d) right[d] += plan.y[d] - mode.h[d];
  return back(plan, mode.linear, solve_returns(plan, mode.linear, std::move(right)));
}

/// Goes to the linear mode, or as near as is an improvement; returns how far.
double take_step(const ReturnsPlan& plan, Mode& mode, Point& point) {
  const std::vector<double> to = linear_mode(plan, mode);
  double part = 1;
  for (int halving = 0; halving < kMostHalvings; ++halving, part /= 2) {
    std::vector<double> z = mode.z;
    double longest = 0;
    for (std::size_t i = 0; i < z.size(); ++i) {
      const double step = part * (to[i] - z[i]);
      z[i] += step;
      longest = std::max(longest, std::abs(step));
    }
    point.evaluate(z);
    if (point.log_posterior() >= mode.log_posterior) {
      mode.z = std::move(z);
      return longest;
    }
  }
  point.evaluate(mode.z);
  return 0;
}

}  // namespace

Mode find_mode(const ReturnsPlan& plan, std::vector<double> multiplier, std::vector<double> start,
               int most_steps) {
  Mode mode;
  mode.z = std::move(start);
  mode.multiplier = std::move(multiplier);
  Point point(plan, mode.multiplier);
  point.evaluate(mode.z);
  for (double step = 1; mode.steps < most_steps && step > kStepLength; ++mode.steps) {
    mode.h = point.h();
    mode.log_posterior = point.log_posterior();
    mode.linear = linearise(plan, point.evaluation(), mode.multiplier);
    step = take_step(plan, mode, point);
  }
  mode.h = point.h();
  mode.log_posterior = point.log_posterior();
  mode.linear = linearise(plan, point.evaluation(), mode.multiplier);
  mode.log_determinant_h = mode.linear.log_determinant;
  for (const double variance : plan.variance) mode.log_determinant_h -= exact::log(variance);
  constexpr double kLogTwoPi = 1.8378770664093454836;
  mode.log_evidence = mode.log_posterior - mode.linear.log_determinant / 2 -
                      kLogTwoPi / 2 * static_cast<double>(plan.n_data());
  return mode;
}

Mode find_mode(const ReturnsPlan& plan, std::vector<double> multiplier) {
  return find_mode(plan, std::move(multiplier), std::vector<double>(plan.draws.size(), 0.0));
}

std::vector<double> returns_at(const ReturnsPlan& plan, const std::vector<double>& multiplier,
                               const std::vector<double>& z) {
  Point point(plan, multiplier);
  point.evaluate(z);
  return point.h();
}

std::vector<double> along(const ReturnsPlan& plan, const LinearReturns& linear,
                          const std::vector<double>& z) {
  std::vector<double> to(plan.n_data(), 0.0);
  for (std::size_t b = 0; b < plan.blocks.size(); ++b) {
    const Block& block = plan.blocks[b];
    const LinearBlock& of = linear.blocks[b];
    for (std::size_t k = 0; k < block.n_data; ++k) {
      double& sum = to[block.first_datum + k];
      for (std::size_t p = 0; p < block.wide.size(); ++p) sum += of.wide(p, k) * z[block.wide[p]];
      for (std::size_t l = 0; l < block.n_local; ++l) {
        sum += of.local(l, k) * z[block.first_local + l];
      }
    }
  }
  return to;
}

std::vector<double> back(const ReturnsPlan& plan, const LinearReturns& linear,
                         const std::vector<double>& r) {
  std::vector<double> to(plan.draws.size(), 0.0);
  for (std::size_t b = 0; b < plan.blocks.size(); ++b) {
    const Block& block = plan.blocks[b];
    const LinearBlock& of = linear.blocks[b];
    for (std::size_t k = 0; k < block.n_data; ++k) {
      const double x = r[block.first_datum + k];
      for (std::size_t p = 0; p < block.wide.size(); ++p) to[block.wide[p]] += of.wide(p, k) * x;
      for (std::size_t l = 0; l < block.n_local; ++l)
        to[block.first_local + l] += of.local(l, k) * x;
    }
  }
  return to;
}

namespace {

/// Solves L x = right, and L' x = right.
void solve_lower(const Matrix& lower, std::vector<double>& x) {
  for (std::size_t i = 0; i < x.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) x[i] -= lower(i, k) * x[k];
    x[i] /= lower(i, i);
  }
}

void solve_upper(const Matrix& lower, std::vector<double>& x) {
  for (std::size_t i = x.size(); i-- > 0;) {
    x[i] /= lower(i, i);
    for (std::size_t k = 0; k < i; ++k) x[k] -= lower(i, k) * x[i];
  }
}

/// Adds half x right of a block to wide draws.
void add_half(const Block& block, const LinearBlock& of, const double* right,
              std::vector<double>& wide) {
  for (std::size_t p = 0; p < block.wide.size(); ++p) {
    for (std::size_t k = 0; k < block.n_data; ++k) wide[block.wide[p]] += of.half(p, k) * right[k];
  }
}

}  // namespace

std::vector<double> solve_returns(const ReturnsPlan& plan, const LinearReturns& linear,
                                  std::vector<double> right) {
  std::vector<double> wide(plan.n_wide, 0.0);
  for (std::size_t b = 0; b < plan.blocks.size(); ++b) {
    const Block& block = plan.blocks[b];
    double* of = right.data() + block.first_datum;
    add_half(block, linear.blocks[b], of, wide);
    const std::vector<double> x =
        product(linear.blocks[b].inverse, std::vector<double>(of, of + block.n_data));
    std::copy(x.begin(), x.end(), of);
  }
  solve_lower(linear.factor, wide);
  solve_upper(linear.factor, wide);
  for (std::size_t b = 0; b < plan.blocks.size(); ++b) {
    const Block& block = plan.blocks[b];
    for (std::size_t k = 0; k < block.n_data; ++k) {
      for (std::size_t p = 0; p < block.wide.size(); ++p) {
        right[block.first_datum + k] -= linear.blocks[b].half(p, k) * wide[block.wide[p]];
      }
    }
  }
  return right;
}

Matrix block_of_inverse(const ReturnsPlan& plan, const LinearReturns& linear, std::size_t b) {
  const Block& block = plan.blocks[b];
  const LinearBlock& of = linear.blocks[b];
  std::vector<std::vector<double>> solved;
  for (std::size_t k = 0; k < block.n_data; ++k) {
    std::vector<double> x(plan.n_wide, 0.0);
    for (std::size_t p = 0; p < block.wide.size(); ++p) x[block.wide[p]] = of.half(p, k);
    solve_lower(linear.factor, x);
    solved.push_back(std::move(x));
  }
  Matrix result = of.inverse;
  for (std::size_t i = 0; i < block.n_data; ++i) {
    for (std::size_t j = 0; j < block.n_data; ++j) result(i, j) -= dot(solved[i], solved[j]);
  }
  return result;
}

/// Of a wide draw: (I + G)^-1 there. Of a local one: 1 - j' S^-1 j, j being 0 beyond its block.
std::vector<double> variances(const ReturnsPlan& plan, const LinearReturns& linear) {
  std::vector<double> result(plan.draws.size(), 1.0);
  for (std::size_t i = 0; i < plan.n_wide; ++i) {
    std::vector<double> unit(plan.n_wide, 0.0);
    unit[i] = 1;
    solve_lower(linear.factor, unit);
    result[i] = dot(unit, unit);
  }
  for (std::size_t b = 0; b < plan.blocks.size(); ++b) {
    const Block& block = plan.blocks[b];
    const Matrix inverse = block_of_inverse(plan, linear, b);
    for (std::size_t l = 0; l < block.n_local; ++l) {
      result[block.first_local + l] = 1 - quadratic_form(inverse, linear.blocks[b].local.row(l));
    }
  }
  return result;
}

}  // namespace hustings::infer
