#include "allocate/response_table.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "allocate/maximise.hpp"

namespace hustings::allocate {
namespace {

constexpr std::size_t kElections = 1500;

/// Margins of three contests: noise, and what programmes add, with diminishing returns, less where
/// both of the first two reach the same people.
std::vector<float> terms_at(const std::vector<double>& x, double together = 0) {
  std::mt19937 words(7);
  std::normal_distribution<double> noise(0, 0.045);
  const double margin[] = {-0.02, -0.01, -0.06};
  const double size[] = {0.04, 0.03, 0.06};
  const double scale[] = {40, 30, 50};
  std::vector<float> terms(3 * kElections);
  for (std::size_t c = 0; c < 3; ++c) {
    for (std::size_t e = 0; e < kElections; ++e) {
      double term = margin[c] + noise(words) + size[c] * (1 - std::exp(-x[c] / scale[c]));
      if (c == 0) term -= together * x[0] * x[1] / 1e4;
      terms[c * kElections + e] = static_cast<float>(term);
    }
  }
  return terms;
}

ResponseTable table_of(double together = 0) {
  ResponseTable table(terms_at({0, 0, 0}, together), 3, kElections);
  for (std::size_t g = 0; g < 3; ++g) {
    std::vector<double> knots;
    for (std::size_t k = 0; k <= 8; ++k)
      knots.push_back(100 * std::pow(static_cast<double>(k) / 8, 1.5));
    std::vector<std::vector<float>> at_knots;
    for (std::size_t k = 1; k <= 8; ++k) {
      std::vector<double> x(3, 0.0);
      x[g] = knots[k];
      at_knots.push_back(terms_at(x, together));
    }
    table.add_programme(knots, at_knots);
  }
  return table;
}

const Aim kTwo = AtLeastOf{2, {0, 1, 2}};

double truth(const std::vector<double>& x, double h, double together = 0) {
  return mean_of(aim_by_election(kTwo, terms_at(x, together), kElections, h)).mean;
}

}  // namespace

TEST_CASE("A spline goes through its knots and is exact for parabolas", "[allocate]") {
  const std::vector<double> knots{0, 1, 2.5, 4, 7};
  const auto parabola = [](double x) { return 3 + 2 * x - 0.3 * x * x; };
  for (const double x : {0.0, 0.4, 1.0, 1.7, 2.5, 3.9, 4.0, 6.2, 7.0}) {
    double value = 0;
    double slope = 0;
    for (const KnotWeight& one : spline_weights(knots, x)) {
      value += one.value * parabola(knots[one.knot]);
      slope += one.slope * parabola(knots[one.knot]);
    }
    CHECK(value == Approx(parabola(x)));
    CHECK(slope == Approx(2 - 0.6 * x));
  }
}

TEST_CASE("A table is what was simulated, and its gradient the differences", "[allocate]") {
  const ResponseTable table = table_of();
  const std::vector<double> x{37, 21, 44};
  std::vector<double> gradient(3);
  CHECK(table.mean(kTwo, x, 0.01, gradient) == Approx(truth(x, 0.01)).margin(2e-4));
  for (std::size_t g = 0; g < 3; ++g) {
    std::vector<double> up = x;
    std::vector<double> down = x;
    up[g] += 1e-3;
    down[g] -= 1e-3;
    const double slope = (table.mean(kTwo, up, 0.01, {}) - table.mean(kTwo, down, 0.01, {})) / 2e-3;
    CHECK(gradient[g] == Approx(slope).epsilon(1e-5));
  }
}

TEST_CASE("An anchored table knows what programmes do to each other", "[allocate]") {
  ResponseTable table = table_of(0.05);
  const std::vector<double> at{40, 30, 30};
  const double apart = std::abs(table.mean(kTwo, at, 0.01, {}) - truth(at, 0.01, 0.05));
  CHECK(apart > 2e-3);  // without it there is something to miss
  std::vector<ResponseTable::Beside> beside;
  for (std::size_t g = 0; g < 3; ++g) {
    std::vector<double> less = at;
    less[g] -= 5;
    beside.push_back({g, less, terms_at(less, 0.05)});
  }
  table.anchor(at, terms_at(at, 0.05), beside);
  CHECK(table.mean(kTwo, at, 0.01, {}) == Approx(truth(at, 0.01, 0.05)).margin(1e-6));
  for (const auto& one : beside) {
    CHECK(table.mean(kTwo, one.amounts, 0.01, {}) ==
          Approx(truth(one.amounts, 0.01, 0.05)).margin(1e-6));
  }
  const std::vector<double> near{36, 33, 31};
  CHECK(table.mean(kTwo, near, 0.01, {}) == Approx(truth(near, 0.01, 0.05)).margin(5e-4));
}

TEST_CASE("On fixed draws a search finds the closed form, within their error", "[allocate]") {
  const ResponseTable table = table_of();
  const PlanFunction goal = [&](std::span<const double> x, double h, std::span<double> gradient) {
    return table.mean(kTwo, x, h, gradient);
  };
  const Limits limits{{0, 0, 0}, {100, 100, 100}, {{{1, 1, 1}, {0, 0, 0}, 100}}};
  const PlanSearch found = maximise({limits, {{goal, 0}}});
  REQUIRE(found.best.size() == 1);
  const auto& plan = found.best.front().amounts;
  CHECK(keeps(limits, plan));
  CHECK(found.best.front().values.front() >= goal(equal_plan(limits), 0.01, {}));
  // .43357007 at (34.53 24.77 40.70) for the law itself
  CHECK(truth(plan, 0) == Approx(.43357).margin(4 * std::sqrt(.25 / kElections)));
}

TEST_CASE("Errors of means and of paired differences", "[allocate]") {
  const std::vector<double> a{1, 0, 1, 1};
  const std::vector<double> b{0, 0, 1, 1};
  CHECK(mean_of(a).mean == Approx(0.75));
  CHECK(mean_of(a).error == Approx(std::sqrt(.75 * .25 / 4)));
  CHECK(mean_difference(a, a).mean == 0);
  CHECK(mean_difference(a, a).error == 0);
  CHECK(mean_difference(a, b).mean == Approx(0.25));
}

}  // namespace hustings::allocate
