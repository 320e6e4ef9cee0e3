#pragma once

#include <optional>
#include <vector>

#include "hustings/infer/matrix.hpp"

namespace hustings::infer {

/// A symmetric positive definite matrix as L L', L lower triangular.
class Cholesky {
 public:
  /// Nothing where the matrix is not positive definite.
  static std::optional<Cholesky> of(const Matrix& matrix);

  /// L^-1 b.
  std::vector<double> half_solved(std::vector<double> b) const;
  /// Logarithm of the determinant of L L'.
  double log_determinant() const;

 private:
  explicit Cholesky(Matrix factor) : factor_(std::move(factor)) {}

  Matrix factor_;
};

}  // namespace hustings::infer
