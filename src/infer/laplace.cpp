#include "infer/laplace.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "infer/linear.hpp"
#include "infer/linearise.hpp"
#include "random/math.hpp"

namespace hustings::infer {
namespace {

constexpr int kMostHalvings = 40;
constexpr double kLeastStep = .1;  ///< of a step to the linear mode
constexpr double kMostPart = 2;
constexpr double kRounding = 1e-12;  ///< of log posteriors, relative

/// The log posterior of draws given counted votes, and its gradient,
///     l(z) = -|z|^2 / 2 - (y - h(z))' R^-1 (y - h(z)) / 2,     dl / dz = -z + J' R^-1 (y - h(z))
/// z per draw of the plan in its sds, each times its multiplier before it loads anything: t scales
/// are held fixed. R is diagonal. The kernels take many z at once; here all lanes have the same one
/// and the first is read. Source: docs/method.md, "Calibration" (Mode).
class Point {
 public:
  Point(const ReturnsPlan& plan, const std::vector<double>& multiplier)
      : plan_(plan),
        multiplier_(multiplier),
        lanes_(move_kernels().lanes),
        evaluation_(plan),
        values_(plan.draws.size() * lanes_),
        rows_(plan.n_rows * lanes_) {}

  void evaluate(const std::vector<double>& z) {
    for (std::size_t i = 0; i < z.size(); ++i) set_all(values_, i, lanes_, z[i] * multiplier_[i]);
    move_kernels().evaluate(plan_, values_.data(), rows_.data(), evaluation_);
    log_posterior_ = 0;
    for (const double x : z) log_posterior_ -= x * x / 2;
    for (std::size_t d = 0; d < plan_.n_data(); ++d) {
      const double error = plan_.y[d] - evaluation_.h[d * lanes_];
      log_posterior_ -= error * error / plan_.variance[d] / 2;
    }
  }

  double log_posterior() const { return log_posterior_; }

  /// Gradient of the log posterior at z, where it was evaluated.
  std::vector<double> gradient(const std::vector<double>& z) const {
    LaneArray rows(plan_.n_rows * lanes_);
    LaneArray errors(plan_.n_data() * lanes_);
    LaneArray slots;
    for (std::size_t d = 0; d < plan_.n_data(); ++d) {
      const double error = plan_.y[d] - evaluation_.h[d * lanes_];
      set_all(errors, d, lanes_, error / plan_.variance[d]);
    }
    std::vector<double> gradient = z;
    for (double& x : gradient) x = -x;
    for (const Block& block : plan_.blocks) {
      const std::size_t n_wide = block.wide.size();
      slots.resize((n_wide + block.n_local) * lanes_);
      move_kernels().transposed(block, evaluation_, errors.data() + block.first_datum * lanes_,
                                rows.data(), slots.data());
      for (std::size_t s = 0; s < n_wide + block.n_local; ++s) {
        const std::size_t i = s < n_wide ? block.wide[s] : block.first_local + s - n_wide;
        gradient[i] += slots[s * lanes_] * multiplier_[i];
      }
    }
    return gradient;
  }

  const Evaluation& evaluation() const { return evaluation_; }
  std::vector<double> h() const {
    std::vector<double> h;
    for (std::size_t d = 0; d < plan_.n_data(); ++d) h.push_back(evaluation_.h[d * lanes_]);
    return h;
  }

 private:
  const ReturnsPlan& plan_;
  const std::vector<double>& multiplier_;
  std::size_t lanes_;
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

/// Climbs to the mode by Gauss-Newton steps, each conjugate to the one before: returns that are far
/// off make plain ones swing to and fro. With g the gradient and H = I + J' R^-1 J at z,
///     p = H^-1 g,   d = p + max(0, p'(g - g_before) / (p_before' g_before)) d_before
/// which is Polak and Ribiere's rule under the metric H. The step is the part of d at which a line
/// through the slopes at 0 and 1 is 0, from .1 to 2, halved until l falls by no more than rounding;
/// where 40 halvings do not do that it is 0 and z stays. Source: docs/method.md, "Calibration".
class Climb {
 public:
  Climb(const ReturnsPlan& plan, Mode& mode, Point& point)
      : plan_(plan), mode_(mode), point_(point), gradient_(point.gradient(mode.z)) {}

  /// Goes a step; returns how far.
  double step() {
    turn();
    const double before = dot(gradient_, direction_);
    const double after = dot(point_.gradient(go(1)), direction_);
    double part =
        before > after ? std::clamp(before / (before - after), kLeastStep, kMostPart) : kMostPart;
    const double least = mode_.log_posterior - kRounding * std::abs(mode_.log_posterior);
    for (int halving = 0; halving < kMostHalvings; ++halving, part /= 2) {
      std::vector<double> z = go(part);
      if (point_.log_posterior() < least) continue;
      mode_.z = std::move(z);
      before_ = std::exchange(gradient_, point_.gradient(mode_.z));
      double longest = 0;
      for (const double x : direction_) longest = std::max(longest, part * std::abs(x));
      return longest;
    }
    point_.evaluate(mode_.z);
    return 0;
  }

 private:
  /// Turns to the linear mode, less what the last step has gained.
  void turn() {
    std::vector<double> to = linear_mode(plan_, mode_);
    for (std::size_t i = 0; i < to.size(); ++i) to[i] -= mode_.z[i];
    const double gain = dot(gradient_, to);
    const double kept = before_.empty() ? 0 : std::max(0.0, (gain - dot(before_, to)) / last_gain_);
    last_gain_ = gain;
    for (std::size_t i = 0; kept > 0 && i < to.size(); ++i) to[i] += kept * direction_[i];
    direction_ = std::move(to);
  }

  std::vector<double> go(double part) {
    std::vector<double> z = mode_.z;
    for (std::size_t i = 0; i < z.size(); ++i) z[i] += part * direction_[i];
    point_.evaluate(z);
    return z;
  }

  const ReturnsPlan& plan_;
  Mode& mode_;
  Point& point_;
  std::vector<double> gradient_;
  std::vector<double> before_;  ///< gradient before the last step
  std::vector<double> direction_;
  double last_gain_ = 0;
};

}  // namespace

Mode find_mode(const ReturnsPlan& plan, std::vector<double> multiplier, std::vector<double> start,
               Precision precision) {
  Mode mode;
  mode.z = std::move(start);
  mode.multiplier = std::move(multiplier);
  Point point(plan, mode.multiplier);
  point.evaluate(mode.z);
  Climb climb(plan, mode, point);
  for (double step = 1; mode.steps < precision.most_steps && step > precision.step; ++mode.steps) {
    mode.h = point.h();
    mode.log_posterior = point.log_posterior();
    mode.linear = linearise(plan, point.evaluation(), mode.multiplier);
    step = climb.step();
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
  return find_mode(plan, std::move(multiplier), std::vector<double>(plan.draws.size(), 0.0), {});
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

namespace {

/// Solves L x = right, a column a right side; rows of `right` before `first` are 0.
void solve_lower(const Matrix& lower, std::size_t first, Matrix& right) {
  for (std::size_t i = first; i < right.rows(); ++i) {
    const std::span<double> x = right[i];
    const std::span<const double> l = lower[i];
    for (std::size_t m = first; m < i; ++m) {
      const std::span<const double> above = right[m];
      for (std::size_t k = 0; k < x.size(); ++k) x[k] -= l[m] * above[k];
    }
    for (double& value : x) value /= l[i];
  }
}

}  // namespace

Matrix block_of_inverse(const ReturnsPlan& plan, const LinearReturns& linear, std::size_t b) {
  const Block& block = plan.blocks[b];
  const LinearBlock& of = linear.blocks[b];
  Matrix result = of.inverse;
  if (block.wide.empty()) return result;
  Matrix solved(plan.n_wide, block.n_data);
  for (std::size_t p = 0; p < block.wide.size(); ++p) {
    std::copy_n(of.half[p].begin(), block.n_data, solved[block.wide[p]].begin());
  }
  solve_lower(linear.factor, block.wide.front(), solved);
  for (std::size_t m = block.wide.front(); m < plan.n_wide; ++m) {
    for (std::size_t i = 0; i < block.n_data; ++i) {
      for (std::size_t j = 0; j < block.n_data; ++j) result(i, j) -= solved(m, i) * solved(m, j);
    }
  }
  return result;
}

/// Of a wide draw: (I + G)^-1 there. Of a local one: 1 - j' S^-1 j, j being 0 beyond its block.
std::vector<double> variances(const ReturnsPlan& plan, const LinearReturns& linear) {
  std::vector<double> result(plan.draws.size(), 1.0);
  std::fill_n(result.begin(), plan.n_wide, 0.0);
  Matrix inverse(plan.n_wide, plan.n_wide);
  for (std::size_t i = 0; i < plan.n_wide; ++i) inverse(i, i) = 1;
  solve_lower(linear.factor, 0, inverse);
  for (std::size_t m = 0; m < plan.n_wide; ++m) {
    for (std::size_t i = 0; i <= m; ++i) result[i] += inverse(m, i) * inverse(m, i);
  }
  for (std::size_t b = 0; b < plan.blocks.size(); ++b) {
    const Block& block = plan.blocks[b];
    const Matrix of = block_of_inverse(plan, linear, b);
    for (std::size_t l = 0; l < block.n_local; ++l) {
      result[block.first_local + l] = 1 - quadratic_form(of, linear.blocks[b].local.row(l));
    }
  }
  return result;
}

}  // namespace hustings::infer
