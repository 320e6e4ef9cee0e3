#include "decide/significance.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "random/math.hpp"

namespace hustings {
namespace {

/// Sets z from the difference and its standard error: infinite where neither run varies.
void test_normally(Tested& tested) {
  const double difference = tested.b - tested.a;
  if (difference != 0) tested.z = difference / tested.standard_error;
}

/// The normal score of a two-sided p-value.
double score(double p_value) {
  return -exact::normal_quantile(p_value / 2);
}

double square_of(const Averaged& run) {
  return run.sd * run.sd + run.mean * run.mean;
}

/// Whether a mean of the smaller run rests on enough elections that are not 0.
bool is_normal(const Averaged& a, const Averaged& b) {
  const auto size_a = static_cast<double>(a.n);
  const auto size_b = static_cast<double>(b.n);
  const double n = size_a + size_b;
  const double mean = (size_a * a.mean + size_b * b.mean) / n;
  const double square = (size_a * square_of(a) + size_b * square_of(b)) / n;
  return std::min(size_a, size_b) * mean * mean >= kFewestNormal * square;
}

/// log n!, by the product or by Stirling's series, whose next term is below 1e-13.
double log_factorial(double n) {
  if (n < 32) {
    double product = 1;
    for (double i = 2; i <= n; ++i) product *= i;
    return exact::log(product);
  }
  constexpr double kHalfLogTwoPi = 0.918938533204672742;
  const double series = 1 / (12 * n) - 1 / (360 * n * n * n) + 1 / (1260 * n * n * n * n * n);
  return (n + 0.5) * exact::log(n) - n + kHalfLogTwoPi + series;
}

/// Computes log C(n, k). Differences of large logarithms: absolute error about n log n x 1e-16.
double log_choose(std::uint64_t n, std::uint64_t k) {
  const auto size = static_cast<double>(n);
  const auto part = static_cast<double>(k);
  return log_factorial(size) - log_factorial(part) - log_factorial(size - part);
}

}  // namespace

Tested test_counts(const Counted& a, const Counted& b) {
  const auto size_a = static_cast<double>(a.n);
  const auto size_b = static_cast<double>(b.n);
  Tested tested;
  tested.a = static_cast<double>(a.k) / size_a;
  tested.b = static_cast<double>(b.k) / size_b;
  const double pooled = static_cast<double>(a.k + b.k) / (size_a + size_b);
  tested.standard_error = std::sqrt(pooled * (1 - pooled) * (1 / size_a + 1 / size_b));
  const double fewest = std::min(pooled, 1 - pooled) * std::min(size_a, size_b);
  if (fewest >= kFewestNormal) {
    test_normally(tested);
    return tested;
  }
  const double p_value = fisher_p_value(a.k, a.n, b.k, b.n);
  if (p_value == 0) {  // too small to be held
    test_normally(tested);
  } else if (p_value < 1) {
    tested.z = std::copysign(score(p_value), tested.b - tested.a);
  }
  return tested;
}

std::optional<Tested> test_means(const Averaged& a, const Averaged& b) {
  if (!is_normal(a, b)) return std::nullopt;
  Tested tested{.a = a.mean, .b = b.mean};
  tested.standard_error =
      std::sqrt(a.sd * a.sd / static_cast<double>(a.n) + b.sd * b.sd / static_cast<double>(b.n));
  test_normally(tested);
  return tested;
}

/// Sums a tail of the hypergeometric law, which k_a has given the margins of the 2 x 2 table:
///
///     P(x) = C(n_a, x) C(n_b, k - x) / C(n_a + n_b, k),   k = k_a + k_b
///
/// Its probability at k_a is computed once, the tail outwards from it by ratios of neighbours until
/// a term adds nothing; the p-value is twice the tail beyond k_a, at most 1. By symmetry the table
/// is turned so that the cell looked at is the one expected to hold least, whose tail is short.
double fisher_p_value(std::uint64_t k_a, std::uint64_t n_a, std::uint64_t k_b, std::uint64_t n_b) {
  // The cell expected to hold least: its larger tail is short, and so is the sum.
  if (n_b < n_a) return fisher_p_value(k_b, n_b, k_a, n_a);
  const std::uint64_t n = n_a + n_b;
  std::uint64_t k = k_a + k_b;
  std::uint64_t x = k_a;
  if (k > n - k) {
    k = n - k;
    x = n_a - k_a;
  }
  const auto size_a = static_cast<double>(n_a);
  const auto size_b = static_cast<double>(n_b);
  const auto successes = static_cast<double>(k);
  const double at_x = exact::exp(log_choose(n_a, x) + log_choose(n_b, k - x) - log_choose(n, k));
  const bool above = static_cast<double>(x) > size_a * successes / (size_a + size_b);
  double tail = 0;
  double term = at_x;
  for (auto i = static_cast<double>(x); term > 0;) {
    tail += term;
    if (term < 1e-18 * tail) break;
    if (above) {  // P(i + 1) / P(i)
      term *= (size_a - i) * (successes - i) / ((i + 1) * (size_b - successes + i + 1));
      ++i;
    } else {
      term *= i * (size_b - successes + i) / ((size_a - i + 1) * (successes - i + 1));
      --i;
    }
  }
  return std::min(1.0, 2 * tail);
}

/// Rejects, with |z| in order, the i-th largest (from 0) of m as long as its p-value is at most
/// level / (m - i), and nothing after the first that is not. The chance of a false rejection or
/// more is at most `level`, however the z depend on each other.
std::vector<bool> holm(const std::vector<double>& z, double level) {
  std::vector<std::size_t> order(z.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t x, std::size_t y) { return std::abs(z[x]) > std::abs(z[y]); });
  std::vector<bool> rejected(z.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (std::abs(z[order[i]]) < score(level / static_cast<double>(order.size() - i))) break;
    rejected[order[i]] = true;
  }
  return rejected;
}

}  // namespace hustings
