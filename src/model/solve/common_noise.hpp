#pragma once

#include <vector>

namespace hustings {

/// A covariance as independent parts: each variable's own variance, and common factors by their
/// loads.
struct CommonNoise {
  std::vector<double> own;
  std::vector<std::vector<double>> common;
};

/// Splits a covariance C = diag(own) + sum of l l', over as few common factors as it takes.
///
/// own = delta diag(C) with the largest delta that leaves a covariance; the rest is factored by
/// pivots (Cholesky), which ends once nothing is left.
CommonNoise split_common(const std::vector<std::vector<double>>& covariance);

}  // namespace hustings
