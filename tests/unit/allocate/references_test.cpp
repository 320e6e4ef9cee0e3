// The closed forms of docs/campaign.md, "Allocation": margins are normal, so every chance is known.
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "allocate/aim.hpp"
#include "allocate/maximise.hpp"
#include "model/solve/quadrature.hpp"

namespace hustings::allocate {
namespace {

double phi(double x) {
  return std::exp(-x * x / 2) / std::sqrt(2 * 3.14159265358979323846);
}
double normal_part(double x) {
  return std::erfc(-x / std::sqrt(2.0)) / 2;
}

/// A response and its slope.
struct Response {
  double value = 0;
  double slope = 0;
};
Response exponential(double y) {
  return {1 - std::exp(-y), std::exp(-y)};
}
Response hill(double y) {
  const double cube = y * y * y;
  return {cube / (1 + cube), 3 * y * y / ((1 + cube) * (1 + cube))};
}

/// What a programme adds to the margin of a contest: size x response(amount / scale).
struct Effect {
  std::size_t contest = 0;
  double size = 0;
  double scale = 1;
};

/// Contests with normal margins that have the correlation `rho`, and programmes that move them.
struct Reference {
  std::vector<double> margins;
  std::vector<Effect> effects;
  Response (*response)(double) = exponential;
  double rho = 0;
  double sd = 0.045;

  PlanFunction goal(const Aim& aim) const {
    return [*this, aim](std::span<const double> amounts, double, std::span<double> gradient) {
      const Quadrature common = normal_quadrature(rho > 0 ? 61 : 1);
      AimValue value_of(aim);
      std::vector<double> mean = margins;
      for (std::size_t g = 0; g < effects.size(); ++g) {
        mean[effects[g].contest] += effects[g].size * response(amounts[g] / effects[g].scale).value;
      }
      double total = 0;
      std::ranges::fill(gradient, 0.0);
      const double own = sd * std::sqrt(1 - rho);
      for (std::size_t i = 0; i < common.nodes.size(); ++i) {
        std::vector<double> chances;
        std::vector<double> slopes(margins.size());
        for (const double m : mean)
          chances.push_back(normal_part((m + std::sqrt(rho) * sd * common.nodes[i]) / own));
        total += common.weights[i] * value_of(chances, slopes);
        for (std::size_t g = 0; g < effects.size() && !gradient.empty(); ++g) {
          const Effect& effect = effects[g];
          const double at = (mean[effect.contest] + std::sqrt(rho) * sd * common.nodes[i]) / own;
          gradient[g] += common.weights[i] * slopes[effect.contest] * phi(at) / own * effect.size *
                         response(amounts[g] / effect.scale).slope / effect.scale;
        }
      }
      return total;
    };
  }
};

Reference first(Response (*response)(double) = exponential, double rho = 0) {
  return {{-0.02, -0.01, -0.06}, {{0, 0.04, 40}, {1, 0.03, 30}, {2, 0.06, 50}}, response, rho};
}

Limits budget_of(double budget) {
  return {{0, 0, 0}, {budget, budget, budget}, {{{1, 1, 1}, {0, 0, 0}, budget}}};
}

const Aim kSeats = SumOf{{0, 1, 2}};
const Aim kTwo = AtLeastOf{2, {0, 1, 2}};
const Aim kAll = AtLeastOf{3, {0, 1, 2}};

PlanProblem problem_of(const Reference& reference, const Aim& aim, double budget = 100) {
  return {budget_of(budget), {{reference.goal(aim), 0}}, {}, {0}};
}

void check_plan(const std::vector<double>& amounts, const std::vector<double>& expected) {
  REQUIRE(amounts.size() == expected.size());
  for (std::size_t g = 0; g < amounts.size(); ++g) {
    CAPTURE(g, amounts[g], expected[g]);
    CHECK(std::abs(amounts[g] - expected[g]) < 1);
  }
}

struct Case {
  const char* name;
  Reference reference;
  Aim aim;
  double none, equal, best;
  std::vector<double> at;
};

std::vector<Case> cases() {
  return {{"exp, seats", first(), kSeats, .83164231, 1.35899498, 1.36582555, {33.08, 24.52, 42.40}},
          {"exp, two", first(), kTwo, .17816018, .43054217, .43357007, {34.53, 24.77, 40.70}},
          {"exp, rho .5, two",
           first(exponential, .5),
           kTwo,
           .23848587,
           .45116921,
           .45434452,
           {58.16, 41.84, 0}},
          {"hill, two", first(hill), kTwo, .17816018, .33262528, .40026769, {57.53, 42.47, 0}},
          {"hill, sweep", first(hill), kAll, .01234158, .03883700, .06488325, {36.30, 0, 63.70}}};
}

/// Attempts in thousands: doors 1, texts 1, doors 2, mail 2; money of each up to 20, hours 2.5.
Reference second() {
  return {{-0.015, -0.025},
          {{0, 0.035, 25}, {0, 0.006, 60}, {1, 0.035, 25}, {1, 0.008, 15}},
          exponential};
}

Limits second_limits(double least_mail = 12) {
  return {{10, 0, 10, least_mail},
          {60, 200, 60, 40},
          {{{.2, .05, .2, .7}, {0, 0, 0, 0}, 20, 0}, {{.05, .005, .05, 0}, {0, 0, 0, 0}, 2.5, 1}}};
}

}  // namespace

TEST_CASE("A search finds the closed forms of three contests", "[allocate]") {
  for (const Case& one : cases()) {
    CAPTURE(one.name);
    const PlanFunction goal = one.reference.goal(one.aim);
    CHECK(goal(std::vector<double>{0, 0, 0}, 0, {}) == Approx(one.none).margin(1e-8));
    const std::vector<double> equal = equal_plan(budget_of(100));
    CHECK(goal(equal, 0, {}) == Approx(one.equal).margin(1e-8));
    const PlanSearch found = maximise(problem_of(one.reference, one.aim));
    REQUIRE(found.best.size() == 1);
    CHECK(found.best.front().values.front() == Approx(one.best).margin(1e-5));
    check_plan(found.best.front().amounts, one.at);
    CHECK(keeps(budget_of(100), found.best.front().amounts));
  }
}

TEST_CASE("A second objective is served within what the first allows", "[allocate]") {
  const Reference reference = first(exponential, .5);
  PlanProblem problem = problem_of(reference, kTwo);
  problem.goals.front().within = 0.005;
  problem.goals.push_back({reference.goal(kSeats), 0});
  const PlanSearch found = maximise(problem);
  REQUIRE(found.best.size() == 1);
  CHECK(found.best.front().values[0] == Approx(.451206).margin(5e-5));
  CHECK(found.best.front().values[1] == Approx(1.365825).margin(1e-5));
  check_plan(found.best.front().amounts, {33.0, 24.5, 42.5});

  problem.goals.front().within = 0.001;  // binds
  const PlanSearch tight = maximise(problem);
  CHECK(tight.best.front().values[0] == Approx(.45434452 - .001).margin(2e-5));
  CHECK(tight.best.front().values[1] < found.best.front().values[1]);
}

TEST_CASE("A search is not greedy where the response is S-shaped", "[allocate]") {
  const PlanFunction goal = first(hill).goal(kTwo);
  std::vector<double> greedy{0, 0, 0};
  for (int step = 0; step < 20; ++step) {
    std::vector<double> best;
    for (std::size_t g = 0; g < 3; ++g) {
      std::vector<double> next = greedy;
      next[g] += 5;
      if (best.empty() || goal(next, 0, {}) > goal(best, 0, {})) best = next;
    }
    greedy = best;
  }
  CHECK(goal(greedy, 0, {}) == Approx(.26925946).margin(1e-8));
  check_plan(greedy, {5, 95, 0});
  const PlanSearch found = maximise(problem_of(first(hill), kTwo));
  CHECK(found.best.front().values.front() > goal(greedy, 0, {}) + 0.1);
}

TEST_CASE("More budget never lowers the best of a closed form", "[allocate]") {
  const std::vector<std::pair<double, double>> frontier{
      {0, .178160}, {25, .256664}, {50, .321188}, {100, .433568}, {200, .570061}};
  for (const auto& [budget, best] : frontier) {
    const PlanSearch found = maximise(problem_of(first(), kTwo, budget));
    CAPTURE(budget);
    REQUIRE(found.best.size() == 1);
    CHECK(found.best.front().values.front() == Approx(best).margin(1e-5));
  }
  double before = 0;
  std::vector<std::vector<double>> warm;
  for (double budget = 0; budget <= 200; budget += 10) {
    PlanProblem problem = problem_of(first(hill), kTwo, budget);
    problem.warm = warm;
    const PlanSearch found = maximise(problem);
    CHECK(found.best.front().values.front() >= before);
    before = found.best.front().values.front();
    warm = {found.best.front().amounts};
  }
}

TEST_CASE("Two resources and a least amount: the closed form of four programmes", "[allocate]") {
  const Reference reference = second();
  const Aim seats = SumOf{{0, 1}};
  const Aim both = AtLeastOf{2, {0, 1}};
  const Aim either = AtLeastOf{1, {0, 1}};
  const std::vector<std::tuple<Aim, double, double, std::vector<double>>> free{
      {seats, .65869870, 1.08518886, {23.466, 26.369, 23.897, 13.156}},
      {both, .10686363, .29359652, {22.471, 23.588, 25.170, 13.275}},
      {either, .55183507, .79221438, {25.560, 32.179, 21.222, 12.907}}};
  for (const auto& [aim, none, best, at] : free) {
    const PlanFunction goal = reference.goal(aim);
    CHECK(goal(std::vector<double>(4, 0.0), 0, {}) == Approx(none).margin(1e-8));
    const PlanSearch found = maximise({second_limits(), {{goal, 0}}, {}, {0}});
    REQUIRE(found.best.size() == 1);
    CHECK(found.all_sets);
    CHECK(found.n_sets == 8);
    CHECK(found.best.front().values.front() == Approx(best).margin(1e-5));
    check_plan(found.best.front().amounts, at);
  }
  const std::vector<std::tuple<Aim, double, std::vector<double>>> costly{
      {seats, 1.04416590, {23.05, 35.13, 23.44, 0}},
      {both, .27016232, {21.21, 30.71, 25.72, 0}},
      {either, .77577150, {26.58, 43.60, 19.06, 0}}};
  for (const auto& [aim, best, at] : costly) {
    const PlanSearch found = maximise({second_limits(22), {{reference.goal(aim), 0}}, {}, {0}});
    REQUIRE(found.best.size() == 1);
    CHECK(found.best.front().values.front() == Approx(best).margin(1e-5));
    check_plan(found.best.front().amounts, at);
    CHECK(found.best.front().amounts[3] == 0);
    const auto& x = found.best.front().amounts;
    const double money = .2 * x[0] + .05 * x[1] + .2 * x[2] + .7 * x[3];
    CHECK(20 - money > 8.6);  // lies idle
    CHECK(20 - money < 9.2);
  }
}

TEST_CASE("Permuted contests permute the plan", "[allocate]") {
  const std::vector<std::size_t> order{2, 0, 1};
  Reference permuted = first(hill);
  for (std::size_t i = 0; i < 3; ++i) {
    permuted.effects[i] = first(hill).effects[order[i]];
    permuted.effects[i].contest = i;
    permuted.margins[i] = first(hill).margins[order[i]];
  }
  const PlanSearch plain = maximise(problem_of(first(hill), kTwo));
  const PlanSearch found = maximise(problem_of(permuted, kTwo));
  CHECK(found.best.front().values.front() ==
        Approx(plain.best.front().values.front()).margin(1e-7));
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(found.best.front().amounts[i] ==
          Approx(plain.best.front().amounts[order[i]]).margin(0.05));
  }
}

TEST_CASE("Beyond twelve switched programmes sets are sampled, and that is said", "[allocate]") {
  const std::size_t n = 14;
  Limits limits{std::vector<double>(n, 5.0), std::vector<double>(n, 40.0), {}};
  limits.rows.push_back({std::vector<double>(n, 1.0), std::vector<double>(n, 0.0), 30});
  // The same diminishing return of each but the first two, which give twice as much.
  const PlanFunction goal = [](std::span<const double> x, double, std::span<double> gradient) {
    double total = 0;
    for (std::size_t g = 0; g < x.size(); ++g) {
      const double size = g < 2 ? 2 : 1;
      total += size * (1 - std::exp(-x[g] / 20));
      if (!gradient.empty()) gradient[g] = size / 20 * std::exp(-x[g] / 20);
    }
    return total;
  };
  const PlanSearch found = maximise({limits, {{goal, 0}}, {}, {0}});
  REQUIRE(found.best.size() == 1);
  CHECK_FALSE(found.all_sets);
  // By the first two alone 15 each: 4 (1 - e^(-.75)); a third one at its least of 5 is worth less.
  CHECK(found.best.front().values.front() == Approx(4 * (1 - std::exp(-.75))).margin(1e-4));
}

TEST_CASE("A floor that nobody can meet finds no plan", "[allocate]") {
  PlanProblem problem = problem_of(first(), kTwo);
  problem.floors.push_back([](std::span<const double>, double, std::span<double> gradient) {
    std::ranges::fill(gradient, 0.0);
    return -1.0;
  });
  CHECK(maximise(problem).best.empty());
}

TEST_CASE("A floor is kept, and costs", "[allocate]") {
  PlanProblem problem = problem_of(first(exponential, .5), kTwo);
  problem.floors.push_back([](std::span<const double> x, double, std::span<double> gradient) {
    if (!gradient.empty()) {
      std::ranges::fill(gradient, 0.0);
      gradient[2] = 1;
    }
    return x[2] - 60;
  });
  const PlanSearch found = maximise(problem);
  REQUIRE(found.best.size() == 1);
  CHECK(found.best.front().amounts[2] == Approx(60).margin(0.01));
  CHECK(found.best.front().values.front() < .45434452);
}

}  // namespace hustings::allocate
