#include "infer/fixed_point.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "infer/linear.hpp"

namespace hustings::infer {
namespace {

constexpr std::size_t kMixed = 5;
constexpr double kRidge = 1e-10;  ///< of the least squares, relative
constexpr double kLongest = 1;    ///< by which a mixture leaves the plain step
constexpr double kFarther = 3;    ///< times as long a step after a mixture is taken back

/// A point, and where the map takes it.
struct Tried {
  std::vector<double> x;
  std::vector<double> next;

  double residual(std::size_t i) const { return next[i] - x[i]; }
  double longest() const {
    double longest = 0;
    for (std::size_t i = 0; i < x.size(); ++i) longest = std::max(longest, std::abs(residual(i)));
    return longest;
  }
};

/// How a number of what was tried differs between the last try and one before.
template <class Number>
std::vector<double> change(const std::vector<Tried>& tried, std::size_t j, const Number& number) {
  std::vector<double> change(tried.back().x.size());
  for (std::size_t i = 0; i < change.size(); ++i) {
    change[i] = number(tried.back(), i) - number(tried[j], i);
  }
  return change;
}

/// The mixture of steps whose residuals cancel best; the last step where there is no other. With f
/// the residuals, and dF, dG how residuals and next points differ between the last try and each
/// before,
///     gamma = argmin |f - dF gamma|^2,     x = next - dG gamma
/// by normal equations; no number of x further than kLongest from the plain step. [anderson1965]
std::vector<double> mixture(const std::vector<Tried>& tried) {
  const auto residual = [](const Tried& one, std::size_t i) { return one.residual(i); };
  const auto next = [](const Tried& one, std::size_t i) { return one.next[i]; };
  const std::size_t n = tried.size() - 1;
  std::vector<double> x = tried.back().next;
  if (n == 0) return x;
  std::vector<std::vector<double>> changes;
  std::vector<double> right;
  for (std::size_t j = 0; j < n; ++j) {
    changes.push_back(change(tried, j, residual));
    right.push_back(0);
    for (std::size_t i = 0; i < x.size(); ++i) right[j] += changes[j][i] * tried.back().residual(i);
  }
  Matrix normal(n, n);
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t k = 0; k < n; ++k) normal(j, k) = dot(changes[j], changes[k]);
    normal(j, j) *= 1 + kRidge;
  }
  const auto factor = Cholesky::of(normal);
  if (!factor) return x;
  const std::vector<double> parts = factor->solve(right);
  std::vector<double> less(x.size(), 0.0);
  double longest = 0;
  for (std::size_t j = 0; j < n; ++j) {
    const std::vector<double> of = change(tried, j, next);
    for (std::size_t i = 0; i < x.size(); ++i) less[i] += parts[j] * of[i];
  }
  for (const double part : less) longest = std::max(longest, std::abs(part));
  const double kept = longest > kLongest ? kLongest / longest : 1;
  for (std::size_t i = 0; i < x.size(); ++i) x[i] -= kept * less[i];
  return x;
}

}  // namespace

FixedPoint find_fixed_point(
    const std::function<std::vector<double>(const std::vector<double>&)>& map,
    std::vector<double> start, const FixedPointPlan& plan) {
  FixedPoint point{std::move(start)};
  std::vector<Tried> tried;
  while (point.steps < plan.most_steps && !point.found) {
    Tried now{point.x, map(point.x)};
    ++point.steps;
    point.longest = now.longest();
    point.found = point.longest < plan.step;
    if (point.found) {
      point.x = now.next;
    } else if (tried.size() > 1 && !(point.longest < kFarther * tried.back().longest())) {
      point.x = tried.back().next;
      tried.clear();
    } else {
      if (tried.size() > kMixed) tried.erase(tried.begin());
      tried.push_back(std::move(now));
      point.x = mixture(tried);
    }
  }
  return point;
}

}  // namespace hustings::infer
