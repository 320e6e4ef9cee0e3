#include "model/solve/common_noise.hpp"

#include <algorithm>
#include <cmath>

namespace hustings {
namespace {

using Matrix = std::vector<std::vector<double>>;

constexpr double kNothing = 1e-9;  // of the largest variance
constexpr int kHalvings = 40;

double largest_variance(const Matrix& matrix) {
  double largest = 0;
  for (std::size_t i = 0; i < matrix.size(); ++i) largest = std::max(largest, matrix[i][i]);
  return largest;
}

/// Takes from a covariance C the factor that explains all of variable p; returns its loads.
///
/// Law: l_i = C_ip / sqrt(C_pp), C <- C - l l': a step of Cholesky's factoring with pivots, after
/// which row and column p are 0.
std::vector<double> take_factor(Matrix& rest, std::size_t p) {
  const double sd = std::sqrt(rest[p][p]);
  std::vector<double> loads;
  for (const auto& row : rest) loads.push_back(row[p] / sd);
  for (std::size_t i = 0; i < rest.size(); ++i) {
    for (std::size_t j = 0; j < rest.size(); ++j) rest[i][j] -= loads[i] * loads[j];
  }
  return loads;
}

Matrix with_less_variance(Matrix matrix, double part) {
  for (std::size_t i = 0; i < matrix.size(); ++i) matrix[i][i] *= 1 - part;
  return matrix;
}

/// Factors a covariance, largest remaining variance first; what is left of it is in `rest`.
///
/// Ends when no variance above 1e-9 of the largest is left: as many factors as the rank, found
/// without eigenvectors and so with the same bits everywhere.
std::vector<std::vector<double>> factors_of(Matrix& rest) {
  const double nothing = kNothing * largest_variance(rest);
  std::vector<std::vector<double>> factors;
  while (factors.size() < rest.size()) {
    std::size_t p = 0;
    for (std::size_t i = 1; i < rest.size(); ++i) {
      if (rest[i][i] > rest[p][p]) p = i;
    }
    if (rest[p][p] <= nothing) break;
    factors.push_back(take_factor(rest, p));
  }
  return factors;
}

/// Tells whether a symmetric matrix is a covariance (positive semidefinite), within 1e-9 of its
/// largest variance: Cholesky's factoring leaves nothing, neither a negative variance nor a product
/// without variances.
bool is_covariance(Matrix matrix) {
  const double nothing = kNothing * largest_variance(matrix);
  factors_of(matrix);
  return std::all_of(matrix.begin(), matrix.end(), [&](const auto& row) {
    return std::all_of(row.begin(), row.end(),
                       [&](double left) { return std::fabs(left) <= nothing; });
  });
}

}  // namespace

/// Finds the largest delta, the smallest eigenvalue of the correlation matrix, by 40 bisections.
///
/// So the rest is short of full rank by one at least, and each common factor less is a dimension
/// less of the points; own noise costs nothing, for the race integral takes it exactly. Source:
/// docs/method.md, "Shares".
CommonNoise split_common(const Matrix& covariance) {
  double low = 0;
  double high = 1;
  for (int step = 0; step < kHalvings; ++step) {
    const double middle = 0.5 * (low + high);
    (is_covariance(with_less_variance(covariance, middle)) ? low : high) = middle;
  }
  CommonNoise split;
  Matrix rest = with_less_variance(covariance, low);
  split.common = factors_of(rest);
  for (std::size_t i = 0; i < covariance.size(); ++i) {
    split.own.push_back(low * covariance[i][i] + std::max(rest[i][i], 0.0));
  }
  return split;
}

}  // namespace hustings
