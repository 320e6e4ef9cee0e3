#include "infer/cholesky.hpp"

#include <cmath>
#include <utility>

#include "random/math.hpp"

namespace hustings::infer {

std::optional<Cholesky> Cholesky::of(const Matrix& matrix) {
  Matrix factor(matrix.rows(), matrix.rows());
  for (std::size_t i = 0; i < matrix.rows(); ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double left = matrix(i, j);
      for (std::size_t k = 0; k < j; ++k) left -= factor(i, k) * factor(j, k);
      if (i == j && !(left > 0)) return std::nullopt;
      factor(i, j) = i == j ? std::sqrt(left) : left / factor(j, j);
    }
  }
  return Cholesky(std::move(factor));
}

std::vector<double> Cholesky::half_solved(std::vector<double> b) const {
  for (std::size_t i = 0; i < b.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) b[i] -= factor_(i, k) * b[k];
    b[i] /= factor_(i, i);
  }
  return b;
}

double Cholesky::log_determinant() const {
  double sum = 0;
  for (std::size_t i = 0; i < factor_.rows(); ++i) sum += 2 * exact::log(factor_(i, i));
  return sum;
}

}  // namespace hustings::infer
