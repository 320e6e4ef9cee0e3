// Tests of two numbers: Fisher's exact test, Holm's procedure, means that are normal.

#include "decide/significance.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace hustings;

namespace {

/// P(X <= x) and P(X >= x) by every table with the same margins, in products of whole numbers.
double slow_fisher(int k_a, int n_a, int k_b, int n_b) {
  const auto choose = [](int n, int k) {
    double c = k < 0 || k > n ? 0 : 1;
    for (int i = 0; c > 0 && i < k; ++i) c = c * (n - i) / (i + 1);
    return c;
  };
  const int k = k_a + k_b;
  double below = 0;
  double above = 0;
  double all = 0;
  for (int x = 0; x <= k; ++x) {
    const double ways = choose(n_a, x) * choose(n_b, k - x);
    all += ways;
    if (x <= k_a) below += ways;
    if (x >= k_a) above += ways;
  }
  return std::min(1.0, 2 * std::min(below, above) / all);
}

}  // namespace

TEST_CASE("Fisher's exact test is the sum over all tables", "[diff]") {
  for (const auto& [n_a, n_b] : {std::pair(9, 9), std::pair(5, 14), std::pair(20, 7)}) {
    for (int k_a = 0; k_a <= n_a; ++k_a) {
      for (int k_b = 0; k_b <= n_b; ++k_b) {
        INFO(k_a << " of " << n_a << ", " << k_b << " of " << n_b);
        const auto u = [](int n) { return static_cast<std::uint64_t>(n); };
        CHECK(fisher_p_value(u(k_a), u(n_a), u(k_b), u(n_b)) ==
              Approx(slow_fisher(k_a, n_a, k_b, n_b)).epsilon(1e-9));
      }
    }
  }
  // Fisher's tea: 3 of 4 cups right, one-sided 17/70.
  CHECK(fisher_p_value(3, 4, 1, 4) == Approx(34.0 / 70));
  // Large runs: by Poisson, given 5 in all, each falls into either half: 2 (1/2)^5.
  CHECK(fisher_p_value(5, 1'000'000'000, 0, 1'000'000'000) == Approx(2.0 / 32).epsilon(1e-4));
}

TEST_CASE("Holm steps down as long as each score is beyond its bound", "[diff]") {
  using Rejected = std::vector<bool>;
  // Two-sided 5 % over four, three, two and one: tables of the normal
  // give 2.498, 2.394, 2.241, 1.960.
  CHECK(holm({2.4, -2.0, 2.2, 2.5}, 0.05) == Rejected{true, false, false, true});
  CHECK(holm({2.4, -2.0, 2.25, -2.5}, 0.05) == Rejected{true, true, true, true});
  CHECK(holm({2.4, 1.95, 2.25, -2.5}, 0.05) == Rejected{true, false, true, true});
  CHECK(holm({2.49, 2.49, 2.49, 2.49}, 0.05) == Rejected{false, false, false, false});
  CHECK(holm({0, -std::numeric_limits<double>::infinity()}, 0.01) == Rejected{false, true});
  CHECK(holm({}, 0.05).empty());
}

TEST_CASE("A mean that few elections tell of is no normal number, and is not tested", "[diff]") {
  // 12 elections of 2,048 have it, none of 512: one of fourteen such pairs, though z would be 3.5.
  const Averaged rare{12.0 / 2048, std::sqrt(12.0 / 2048 - 12.0 * 12 / 2048 / 2048), 2048};
  CHECK_FALSE(test_means(rare, {0, 0, 512}));
  CHECK(test_means({0.5, 0.5, 2048}, {0.5, 0.5, 512}));
  CHECK(test_means({0, 0, 2048}, {0, 0, 512})->z == 0);
  CHECK_FALSE(test_means({0.3, 0, 1}, {0.31, 0, 1}));  // one election has no deviation
  CHECK(std::isinf(test_means({0.3, 0, 500}, {0.31, 0, 500})->z));
}
