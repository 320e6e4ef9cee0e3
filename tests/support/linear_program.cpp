#include "support/linear_program.hpp"

#include <cmath>
#include <limits>
#include <numeric>

namespace hustings::test {
namespace {

constexpr double kZero = 1e-9;
constexpr double kDependent = 1e-7;

/// The rows that do not follow from those before them, by Gram and Schmidt.
std::vector<std::size_t> independent(const std::vector<std::vector<double>>& rows) {
  std::vector<std::size_t> found;
  std::vector<std::vector<double>> directions;
  const auto product = [](const auto& a, const auto& b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
  };
  for (std::size_t row = 0; row < rows.size(); ++row) {
    std::vector<double> rest = rows[row];
    for (int again = 0; again < 2; ++again) {
      for (const auto& direction : directions) {
        const double along = product(rest, direction);
        for (std::size_t i = 0; i < rest.size(); ++i) rest[i] -= along * direction[i];
      }
    }
    const double length = std::sqrt(product(rest, rest));
    if (length <= kDependent * std::sqrt(product(rows[row], rows[row]))) continue;
    for (double& value : rest) value /= length;
    directions.push_back(std::move(rest));
    found.push_back(row);
  }
  return found;
}

}  // namespace

Feasible::Feasible(const std::vector<std::vector<double>>& rows, const std::vector<double>& totals)
    : n_(rows.front().size()) {
  const std::size_t n = n_;
  const std::vector<std::size_t> kept = independent(rows);
  for (std::size_t k = 0; k < kept.size(); ++k) {
    std::vector<double>& line = table_.emplace_back(rows[kept[k]]);
    line.resize(n + kept.size());
    line[n + k] = 1;
    line.push_back(totals[kept[k]]);
    basis_.push_back(n + k);
  }
  // First the artificial columns are driven to 0; then they may not come back.
  std::vector<double> artificial(n + kept.size());
  for (std::size_t k = 0; k < kept.size(); ++k) artificial[n + k] = -1;
  exists_ = maximise(artificial) > -1e-5;
  for (std::size_t row = 0; row < table_.size(); ++row) {
    if (basis_[row] < n) continue;
    std::size_t column = 0;
    while (column < n && std::fabs(table_[row][column]) < kZero) ++column;
    if (column < n) pivot(row, column);
  }
  for (std::size_t row = table_.size(); row-- > 0;) {
    if (basis_[row] < n) continue;  // else the row follows from others
    table_.erase(table_.begin() + static_cast<std::ptrdiff_t>(row));
    basis_.erase(basis_.begin() + static_cast<std::ptrdiff_t>(row));
  }
  for (std::vector<double>& line : table_) {
    line[n] = line.back();
    line.resize(n + 1);
  }
}

double Feasible::largest(const std::vector<std::size_t>& positions) {
  std::vector<double> objective(n_);
  for (const std::size_t position : positions) objective[position] = 1;
  return maximise(objective);
}

double Feasible::maximise(const std::vector<double>& objective) {
  while (true) {
    const auto gain = [&](std::size_t column) {
      double sum = objective[column];
      for (std::size_t row = 0; row < table_.size(); ++row) {
        const std::size_t basic = basis_[row];
        if (basic < objective.size()) sum -= objective[basic] * table_[row][column];
      }
      return sum;
    };
    std::size_t entering = 0;
    while (entering < objective.size() && gain(entering) <= kZero) ++entering;
    if (entering == objective.size()) break;
    std::size_t leaving = table_.size();
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t row = 0; row < table_.size(); ++row) {
      if (table_[row][entering] <= kZero) continue;
      const double ratio = table_[row].back() / table_[row][entering];
      if (ratio < least - kZero || (ratio < least + kZero && basis_[row] < basis_[leaving])) {
        least = std::min(least, ratio);
        leaving = row;
      }
    }
    if (leaving == table_.size()) return least;
    pivot(leaving, entering);
  }
  double sum = 0;
  for (std::size_t row = 0; row < table_.size(); ++row) {
    if (basis_[row] < objective.size()) sum += objective[basis_[row]] * table_[row].back();
  }
  return sum;
}

void Feasible::pivot(std::size_t row, std::size_t column) {
  const double by = table_[row][column];
  for (double& value : table_[row]) value /= by;
  for (std::size_t other = 0; other < table_.size(); ++other) {
    const double times = table_[other][column];
    if (other == row || times == 0) continue;
    for (std::size_t i = 0; i < table_[other].size(); ++i) {
      table_[other][i] -= times * table_[row][i];
    }
  }
  basis_[row] = column;
}

}  // namespace hustings::test
