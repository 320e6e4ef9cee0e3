#pragma once

#include <vector>

#include "infer/linear_return.hpp"
#include "infer/returns_plan.hpp"

namespace hustings::infer {

/// The most probable draws given returns, and the law near them.
struct Mode {
  std::vector<double> z;           ///< per draw of the plan
  std::vector<double> multiplier;  ///< per draw: what z is multiplied by before its loads
  std::vector<double> h;           ///< per datum
  LinearReturns linear;
  double log_posterior = 0;      ///< -|z|^2 / 2 - |y - h|^2 / 2 under R
  double log_determinant_h = 0;  ///< of H = I + J' R^-1 J
  double log_evidence = 0;       ///< Laplace's
  int steps = 0;
};

/// When a mode is found: after a step this short, per draw, or so many. Fewer leave a point on the
/// way.
struct Precision {
  double step = 1e-10;
  int most_steps = 100;
};

/// Finds the mode by Gauss-Newton steps from `start`, as long as the law along them says and halved
/// until they gain. Returns that no z comes near still have a mode. multiplier: t scales, 1 where
/// there is none.
Mode find_mode(const ReturnsPlan& plan, std::vector<double> multiplier, std::vector<double> start,
               Precision precision);

/// The same from 0.
Mode find_mode(const ReturnsPlan& plan, std::vector<double> multiplier);

/// Evaluates h at draws times their multipliers.
std::vector<double> returns_at(const ReturnsPlan& plan, const std::vector<double>& multiplier,
                               const std::vector<double>& z);

/// Solves S x = right.
std::vector<double> solve_returns(const ReturnsPlan& plan, const LinearReturns& linear,
                                  std::vector<double> right);

/// Returns J z and J' r.
std::vector<double> along(const ReturnsPlan& plan, const LinearReturns& linear,
                          const std::vector<double>& z);
std::vector<double> back(const ReturnsPlan& plan, const LinearReturns& linear,
                         const std::vector<double>& r);

/// Returns (S^-1)_bb of a block: V^-1 - half' (I + G)^-1 half.
Matrix block_of_inverse(const ReturnsPlan& plan, const LinearReturns& linear, std::size_t b);

/// Returns the diagonal of H^-1: the variance of each draw given returns, by Laplace.
std::vector<double> variances(const ReturnsPlan& plan, const LinearReturns& linear);

}  // namespace hustings::infer
