#pragma once

#include <cstddef>
#include <vector>

namespace hustings::test {

/// All x >= 0 with rows x = totals, of which there is one at least.
///
/// Two-phase simplex on a dense tableau by Bland's rule, which never cycles; small systems only.
/// Rows that follow from others are left out: their totals must, too.
class Feasible {
 public:
  Feasible(const std::vector<std::vector<double>>& rows, const std::vector<double>& totals);

  /// Whether there is an x at all.
  bool exists() const { return exists_; }
  /// Returns the largest sum of the x at these positions; infinity where there is none.
  double largest(const std::vector<std::size_t>& positions);

 private:
  double maximise(const std::vector<double>& objective);
  void pivot(std::size_t row, std::size_t column);

  std::size_t n_;                           ///< columns that may enter
  std::vector<std::vector<double>> table_;  ///< last column: totals
  std::vector<std::size_t> basis_;
  bool exists_ = false;
};

}  // namespace hustings::test
