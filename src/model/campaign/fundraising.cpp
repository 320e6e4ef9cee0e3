#include "model/campaign/fundraising.hpp"

#include <algorithm>
#include <cmath>

#include "random/math.hpp"

namespace hustings::campaign {
namespace {

using Matrix = std::vector<std::vector<double>>;

/// Makes Phi + eta yield I.
Matrix growth_matrix(std::span<const Fundraising> owners, const Adjacency& graph) {
  Matrix matrix(owners.size(), std::vector<double>(owners.size(), 0.0));
  for (std::size_t i = 0; i < owners.size(); ++i) {
    matrix[i][i] = owners[i].keep + owners[i].reinvest * owners[i].yield;
    for (const std::size_t j : graph[i]) {
      matrix[i][j] += owners[i].pass / static_cast<double>(graph[i].size());
    }
  }
  return matrix;
}

Matrix squared(const Matrix& matrix) {
  const std::size_t n = matrix.size();
  Matrix square(n, std::vector<double>(n, 0.0));
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < n; ++k) {
      if (matrix[i][k] == 0) continue;
      for (std::size_t j = 0; j < n; ++j) square[i][j] += matrix[i][k] * matrix[k][j];
    }
  }
  return square;
}

/// Returns the largest sum of a row, and divides all by it.
double normalise(Matrix& matrix) {
  double most = 0;
  for (const auto& row : matrix) {
    double sum = 0;
    for (const double x : row) sum += x;
    most = std::max(most, sum);
  }
  if (most <= 0) return 0;
  for (auto& row : matrix) {
    for (double& x : row) x /= most;
  }
  return most;
}

/// This week's money of one owner.
double raised_now(const Fundraising& owner, double wanted, double raised_before) {
  const double left = std::max(owner.pool - raised_before, 0.0);
  if (left == std::numeric_limits<double>::infinity()) return wanted;
  return owner.pool > 0 ? left * std::min(wanted / owner.pool, 1.0) : 0;
}

}  // namespace

/// By Gelfand's formula: the 2^40-th root of the norm of the 2^40-th power, by squaring. Right to
/// 1e-10 also where the graph falls into parts.
double money_growth(std::span<const Fundraising> owners, const Adjacency& graph) {
  constexpr int kSquarings = 40;
  Matrix power = growth_matrix(owners, graph);
  double weight = 1;
  double log_radius = 0;
  for (int step = 0; step <= kSquarings; ++step) {
    const double size = normalise(power);
    if (size == 0) return 0;
    log_radius += weight * exact::log(size);
    weight /= 2;
    if (step < kSquarings) power = squared(power);
  }
  return exact::exp(log_radius);
}

WeeklyMoney raised_above_plan(std::span<const Fundraising> owners, const Adjacency& graph,
                              const WeeklyMoney& pushes) {
  const std::size_t n = owners.size();
  const Matrix growth = growth_matrix(owners, graph);
  const std::size_t weeks = n > 0 ? pushes.front().size() : 0;
  WeeklyMoney raised(n, std::vector<double>(weeks, 0.0));
  std::vector<double> so_far(n, 0.0);
  for (std::size_t week = 0; week < weeks; ++week) {
    for (std::size_t i = 0; i < n; ++i) {
      double wanted = pushes[i][week];
      if (week > 0) {
        wanted += owners[i].reinvest * owners[i].yield * owners[i].weekly;
        for (std::size_t j = 0; j < n; ++j) wanted += growth[i][j] * raised[j][week - 1];
      }
      raised[i][week] = raised_now(owners[i], wanted, so_far[i]);
    }
    for (std::size_t i = 0; i < n; ++i) so_far[i] += raised[i][week];
  }
  return raised;
}

std::vector<double> left_to_spend(const Fundraising& owner, std::span<const double> raised) {
  std::vector<double> left;
  for (const double above : raised) left.push_back((1 - owner.reinvest) * (owner.weekly + above));
  return left;
}

}  // namespace hustings::campaign
