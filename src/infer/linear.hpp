#pragma once

#include <optional>
#include <vector>

#include "hustings/infer/matrix.hpp"

namespace hustings::infer {

/// Returns a b.
Matrix product(const Matrix& a, const Matrix& b);
std::vector<double> product(const Matrix& a, const std::vector<double>& x);
double dot(const std::vector<double>& a, const std::vector<double>& b);
/// Returns x' a x.
double quadratic_form(const Matrix& a, const std::vector<double>& x);

/// A symmetric positive definite matrix by its Cholesky factor, L L'.
class Cholesky {
 public:
  /// Factors; nothing if the matrix is not positive definite.
  static std::optional<Cholesky> of(const Matrix& matrix);

  std::vector<double> solve(std::vector<double> right) const;
  Matrix inverse() const;
  double log_determinant() const;

 private:
  explicit Cholesky(Matrix lower) : lower_(std::move(lower)) {}

  Matrix lower_;
};

}  // namespace hustings::infer
