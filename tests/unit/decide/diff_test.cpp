// Two runs beside each other: exact tests, Holm, the rate of false alarms, and power.

#include "hustings/decide/diff.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "support/runs.hpp"
#include "support/scenarios.hpp"

using namespace hustings;

namespace {

/// Three candidates of whom one rarely wins, and a close pair.
std::string scenario_text(double ana = 0.40) {
  return R"(
factions: [left]
districts: [{id: D}]
universes: [{district: D, universe: u, faction: left, registered: 10000, turnout: {mean: 0.3}}]
contests:
  - id: X
    districts: all
    candidates: [ana, ben, cleo]
    support: {left: {ana: )" +
         std::to_string(ana) + R"(, ben: 0.38, cleo: rest}}
  - {id: Y, districts: all, candidates: [dan, eve], support: {left: {dan: 0.6, eve: rest}}}
effects: [{id: polling, affects: support, by: candidate, sd: 0.2}]
)";
}

struct Run {
  Labels labels;
  Tally tally;
};

Run run_with(std::uint64_t seed, std::uint64_t elections, double ana = 0.40) {
  scenario::Scenario scenario = test::scenario_of(scenario_text(ana));
  scenario.seed = seed;
  const Model model = test::model_of(scenario);
  return {labels_of(model), test::run(model, elections).tally};
}

RunDifference difference_of(const Run& a, const Run& b) {
  return difference_of_runs(a.labels, a.tally, b.labels, b.tally);
}

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

TEST_CASE("Runs of one scenario are called different once in a hundred times", "[diff]") {
  constexpr int kPairs = 400;
  int n_alarms = 0;
  int n_close = 0;  // pairs whose first number has p < 0.1
  for (int i = 0; i < kPairs; ++i) {
    const auto seed = static_cast<std::uint64_t>(2 * i + 1);
    // Different sizes: the rare winner's counts are skewed, where a normal test would err.
    const RunDifference difference =
        difference_of(run_with(seed, 8 * 256), run_with(seed + 1, 2 * 256));
    n_alarms += difference.compatible() ? 0 : 1;
    n_close += std::abs(difference.numbers[0].z) > 1.6449 ? 1 : 0;
  }
  // Binomial(400, 0.01) is above 12 with probability 2e-4; Holm may only be rarer.
  CHECK(n_alarms <= 12);
  // A single test keeps its own level, too: 40 give or take 4 x 6.
  CHECK(n_close >= 16);
  CHECK(n_close <= 64);
}

TEST_CASE("A real change is found, and named", "[diff]") {
  int n_found = 0;
  for (std::uint64_t seed = 1; seed <= 40; seed += 2) {
    // Two points more for ana: about 0.05 more wins, 7 standard errors at 8,192 elections.
    const RunDifference difference =
        difference_of(run_with(seed, 8192), run_with(seed + 1, 8192, 0.42));
    n_found += difference.compatible() ? 0 : 1;
    CHECK(difference.clearest()->candidate.substr(0, 2) == "X/");
    CHECK(difference.largest()->candidate.substr(0, 2) == "X/");
    CHECK(difference.largest()->kind == ComparedNumber::Kind::win);
  }
  CHECK(n_found == 20);
}

TEST_CASE("The statistics are those of the textbook", "[diff]") {
  const Run a = run_with(1, 8192);
  const Run b = run_with(2, 4096, 0.45);
  const RunDifference difference = difference_of(a, b);
  REQUIRE(difference.numbers.size() == 10);
  const ComparedNumber& win = difference.numbers[0];
  const double p_a = static_cast<double>(a.tally[kWin].counts[0]) / 8192;
  const double p_b = static_cast<double>(b.tally[kWin].counts[0]) / 4096;
  const double pooled =
      static_cast<double>(a.tally[kWin].counts[0] + b.tally[kWin].counts[0]) / (8192 + 4096);
  const double z = (p_b - p_a) / std::sqrt(pooled * (1 - pooled) * (1.0 / 8192 + 1.0 / 4096));
  CHECK(win.candidate == "X/ana");
  CHECK(win.z == Approx(z));
  CHECK(win.differs);
  CHECK(difference.numbers[5].kind == ComparedNumber::Kind::share);
  CHECK(difference.numbers[5].candidate == "X/ana");
}

TEST_CASE("A run differs in nothing from itself, nor from its counts doubled", "[diff]") {
  const Run a = run_with(1, 4096);
  Run twice = a;
  twice.tally += a.tally;
  for (const Run& b : {a, twice}) {
    const RunDifference difference = difference_of(a, b);
    CHECK(difference.compatible());
    for (const ComparedNumber& number : difference.numbers) {
      CHECK(number.z == 0);
    }
  }
}

TEST_CASE("What one run alone has makes it different, whatever the numbers", "[diff]") {
  const Run a = run_with(1, 4096);
  Run b = a;
  b.labels.candidates[2].id = "zoe";
  b.labels.contests[1].id = "Z";
  const RunDifference difference = difference_of(a, b);
  CHECK_FALSE(difference.compatible());
  CHECK(difference.only_a == std::vector<std::string>{"contest Y", "candidate X/cleo"});
  CHECK(difference.only_b == std::vector<std::string>{"contest Z", "candidate X/zoe"});
  CHECK(difference.numbers.size() == 4);
}

TEST_CASE("Numbers that never vary differ as soon as they are not equal", "[diff]") {
  Run a = run_with(1, 4096);
  Run b = a;
  a.tally[kShare].sums[0] = {1000 * 4096, U128{1000} * 1000 * 4096};
  b.tally[kShare].sums[0] = {1001 * 4096, U128{1001} * 1001 * 4096};
  const RunDifference difference = difference_of(a, b);
  CHECK_FALSE(difference.compatible());
  CHECK(std::isinf(difference.clearest()->z));
}
