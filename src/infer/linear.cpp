#include "infer/linear.hpp"

#include <cmath>

#include "random/math.hpp"

namespace hustings::infer {

Matrix product(const Matrix& a, const Matrix& b) {
  HUSTINGS_REQUIRE(a.columns() == b.rows());
  Matrix result(a.rows(), b.columns());
  for (std::size_t i = 0; i < a.rows(); ++i) {
    for (std::size_t k = 0; k < a.columns(); ++k) {
      for (std::size_t j = 0; j < b.columns(); ++j) result(i, j) += a(i, k) * b(k, j);
    }
  }
  return result;
}

std::vector<double> product(const Matrix& a, const std::vector<double>& x) {
  HUSTINGS_REQUIRE(a.columns() == x.size());
  std::vector<double> result(a.rows(), 0.0);
  for (std::size_t i = 0; i < a.rows(); ++i) {
    for (std::size_t k = 0; k < x.size(); ++k) result[i] += a(i, k) * x[k];
  }
  return result;
}

double dot(const std::vector<double>& a, const std::vector<double>& b) {
  HUSTINGS_REQUIRE(a.size() == b.size());
  double sum = 0;
  for (std::size_t k = 0; k < a.size(); ++k) sum += a[k] * b[k];
  return sum;
}

double quadratic_form(const Matrix& a, const std::vector<double>& x) {
  return dot(x, product(a, x));
}

std::optional<Cholesky> Cholesky::of(const Matrix& matrix) {
  HUSTINGS_REQUIRE(matrix.rows() == matrix.columns());
  const std::size_t n = matrix.rows();
  Matrix lower(n, n);
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = j; i < n; ++i) {
      double rest = matrix(i, j);
      for (std::size_t k = 0; k < j; ++k) rest -= lower(i, k) * lower(j, k);
      if (i > j) {
        lower(i, j) = rest / lower(j, j);
      } else if (rest > 0) {
        lower(j, j) = std::sqrt(rest);
      } else {
        return std::nullopt;
      }
    }
  }
  return Cholesky(std::move(lower));
}

std::vector<double> Cholesky::solve(std::vector<double> right) const {
  HUSTINGS_REQUIRE(right.size() == lower_.rows());
  const std::size_t n = right.size();
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) right[i] -= lower_(i, k) * right[k];
    right[i] /= lower_(i, i);
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) right[i] -= lower_(k, i) * right[k];
    right[i] /= lower_(i, i);
  }
  return right;
}

Matrix Cholesky::inverse() const {
  const std::size_t n = lower_.rows();
  Matrix inverse(n, n);
  for (std::size_t j = 0; j < n; ++j) {
    std::vector<double> unit(n, 0.0);
    unit[j] = 1.0;
    inverse.set_row(j, solve(std::move(unit)));
  }
  return inverse;
}

double Cholesky::log_determinant() const {
  double sum = 0;
  for (std::size_t i = 0; i < lower_.rows(); ++i) sum += 2.0 * exact::log(lower_(i, i));
  return sum;
}

}  // namespace hustings::infer
