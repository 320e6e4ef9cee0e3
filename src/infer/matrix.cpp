#include "hustings/infer/matrix.hpp"

#include <algorithm>
#include <numeric>

namespace hustings::infer {

Matrix::Matrix(const std::vector<std::vector<double>>& rows)
    : rows_(rows.size()), columns_(rows.empty() ? 0 : rows.front().size()) {
  for (const std::vector<double>& row : rows) {
    HUSTINGS_REQUIRE(row.size() == columns_);
    values_.insert(values_.end(), row.begin(), row.end());
  }
}

std::vector<double> Matrix::row(std::size_t i) const {
  HUSTINGS_REQUIRE(i < rows_);
  const double* first = values_.data() + i * columns_;
  return {first, first + columns_};
}

void Matrix::set_row(std::size_t i, const std::vector<double>& row) {
  HUSTINGS_REQUIRE(i < rows_ && row.size() == columns_);
  std::copy(row.begin(), row.end(), values_.data() + i * columns_);
}

std::vector<double> column_sums(const Matrix& table, const std::vector<double>& weights) {
  HUSTINGS_REQUIRE(weights.empty() || weights.size() == table.rows());
  std::vector<double> sums(table.columns(), 0.0);
  for (std::size_t i = 0; i < table.rows(); ++i) {
    const double weight = weights.empty() ? 1.0 : weights[i];
    for (std::size_t k = 0; k < table.columns(); ++k) sums[k] += weight * table(i, k);
  }
  return sums;
}

std::vector<double> normalised(std::vector<double> weights) {
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  HUSTINGS_REQUIRE(total > 0);
  for (double& weight : weights) weight /= total;
  return weights;
}

}  // namespace hustings::infer
