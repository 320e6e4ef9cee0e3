#pragma once

#include <string>
#include <vector>

#include "hustings/infer/matrix.hpp"

namespace hustings::test {

/// A table of counts as shipped with its source (scenarios/data/sources, tests/data).
class CountsTable {
 public:
  /// `file` is relative to the sources of the project.
  explicit CountsTable(const std::string& file);

  std::size_t rows() const { return rows_.size(); }
  const std::string& text(std::size_t row, const std::string& column) const;
  /// An empty cell is 0.
  double number(std::size_t row, const std::string& column) const;
  std::vector<double> numbers(const std::string& column) const;
  /// Columns side by side: rows x columns.
  infer::Matrix matrix(const std::vector<std::string>& columns) const;
  /// Numbers the different texts of a column, 0, 1, .. in their order.
  std::vector<std::size_t> groups(const std::string& column) const;
  /// Rows of which the predicate is true of the row's number, in their order.
  template <class Predicate>
  CountsTable where(const Predicate& keeps) const {
    CountsTable kept = *this;
    kept.rows_.clear();
    for (std::size_t i = 0; i < rows(); ++i) {
      if (keeps(i)) kept.rows_.push_back(rows_[i]);
    }
    return kept;
  }

 private:
  std::size_t column(const std::string& name) const;

  std::vector<std::string> header_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace hustings::test
