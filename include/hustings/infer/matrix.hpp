#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "hustings/core/contract.hpp"

namespace hustings::infer {

/// A table of numbers, row after row.
class Matrix {
 public:
  Matrix() = default;
  Matrix(std::size_t rows, std::size_t columns, double value = 0)
      : rows_(rows), columns_(columns), values_(rows * columns, value) {}
  /// Takes rows of equal length.
  explicit Matrix(const std::vector<std::vector<double>>& rows);

  std::size_t rows() const { return rows_; }
  std::size_t columns() const { return columns_; }

  double& operator()(std::size_t row, std::size_t column) {
    HUSTINGS_REQUIRE(row < rows_ && column < columns_);
    return values_[row * columns_ + column];
  }
  double operator()(std::size_t row, std::size_t column) const {
    HUSTINGS_REQUIRE(row < rows_ && column < columns_);
    return values_[row * columns_ + column];
  }
  std::vector<double> row(std::size_t i) const;
  /// A row in place: table[i][k] is table(i, k).
  std::span<double> operator[](std::size_t row) {
    HUSTINGS_REQUIRE(row < rows_);
    return {values_.data() + row * columns_, columns_};
  }
  std::span<const double> operator[](std::size_t row) const {
    HUSTINGS_REQUIRE(row < rows_);
    return {values_.data() + row * columns_, columns_};
  }
  void set_row(std::size_t i, const std::vector<double>& row);

  friend bool operator==(const Matrix&, const Matrix&) = default;

 private:
  std::size_t rows_ = 0;
  std::size_t columns_ = 0;
  std::vector<double> values_;
};

/// Returns the columns' sums, each row times its weight; no weights: 1.
std::vector<double> column_sums(const Matrix& table, const std::vector<double>& weights = {});

/// Divides by the sum, which must be above 0.
std::vector<double> normalised(std::vector<double> weights);

}  // namespace hustings::infer
