#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "model/solve/quadrature.hpp"
#include "model/solve/turnout_centre.hpp"
#include "random/math.hpp"
#include "support/reference_centres.hpp"
#include "support/scenarios.hpp"

using namespace hustings;

namespace {

struct Row {
  double mean, sd, centre, sigma, naive_mean;
};

// docs/method.md, "Turnout mean and sd".
constexpr Row kTable[] = {
    {.25, .04, -1.11002514, 0.21457260, .252128}, {.25, .10, -1.17156811, 0.55459649, .263161},
    {.10, .05, -2.31403929, 0.54773076, .110683}, {.50, .10, 0, 0.41645974, .5},
    {.02, .01, -4.00461083, 0.48594132, .022321}, {.30, .15, -0.95829444, 0.78546414, .321181}};

double expectation(const Quadrature& rule, int power) {
  double sum = 0;
  for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
    sum += rule.weights[i] * std::pow(rule.nodes[i], power);
  }
  return sum;
}

/// A lone universe with this turnout and the given effects.
Model lone(const std::string& turnout, const std::string& effects) {
  return test::model_of(
      "factions: [all]\ndistricts: [{id: A}]\nuniverses:\n"
      "  - {district: A, universe: u, faction: all, registered: 1000, turnout: " +
      turnout + "}\ncontests:\n  - {id: X, districts: [A], count: plurality, candidates: [a, b], " +
      "support: {all: {a: 0.5, b: rest}}}\neffects:\n" + effects +
      "  - {id: names, affects: support, by: candidate, sd: 0.1}\n");
}

}  // namespace

TEST_CASE("Normal quadrature is exact for polynomials", "[model]") {
  const Quadrature rule = normal_quadrature(31);
  double moment = 1;
  for (int power = 0; power <= 60; power += 2) {
    CAPTURE(power);
    CHECK(expectation(rule, power) == Approx(moment).epsilon(1e-11));
    moment *= power + 1;
  }
  CHECK(std::fabs(expectation(rule, 3)) < 1e-12);
}

TEST_CASE("Scale quadrature has the moments of chi", "[model]") {
  for (const int df : {3, 4, 7, 30}) {
    const Quadrature rule = scale_quadrature(df, 8);
    for (int k = 0; k < 16; ++k) {
      CAPTURE(df, k);
      // E chi^k = 2^(k/2) Gamma((df + k) / 2) / Gamma(df / 2); the scale is sqrt(df - 2) / chi.
      const double moment =
          std::exp(0.5 * k * std::log(2.0) + std::lgamma(0.5 * (df + k)) - std::lgamma(0.5 * df));
      CHECK(std::pow(df - 2, 0.5 * k) * expectation(rule, -k) == Approx(moment).epsilon(1e-11));
    }
  }
}

TEST_CASE("Turnout centres are those of the method's table", "[model]") {
  const TurnoutSolver solver;
  for (const Row& row : kTable) {
    CAPTURE(row.mean, row.sd);
    const auto solved = solver.with_mean_and_sd(row.mean, row.sd, {});
    REQUIRE(solved);
    CHECK(std::fabs(solved->centre - row.centre) < 2e-8);
    CHECK(std::fabs(solved->own_sd - row.sigma) < 2e-8);
    CHECK(std::fabs(solved->mean - row.mean) < 1e-12);
    CHECK(std::fabs(solved->sd - row.sd) < 1e-11);
    const TurnoutCentre naive = solver.moments(exact::logit(row.mean), row.sigma, {});
    CHECK(std::fabs(naive.mean - row.naive_mean) < 6e-7);
  }
}

TEST_CASE("The mean's slope in the centre is E[t (1 - t)] = mean - mean^2 - sd^2", "[model]") {
  const TurnoutSolver solver;
  for (const Row& row : kTable) {
    const double step = 1e-4;
    const double slope = (solver.moments(row.centre + step, row.sigma, {}).mean -
                          solver.moments(row.centre - step, row.sigma, {}).mean) /
                         (2 * step);
    CHECK(slope == Approx(row.mean - row.mean * row.mean - row.sd * row.sd).epsilon(1e-6));
  }
}

TEST_CASE("t tails move the centre as they must", "[model]") {
  const TurnoutSolver solver;
  const double sigma = 0.55459649;
  const auto centre = [&](int df) {
    return solver.with_mean(.25, 0, {0, {{df, sigma * sigma}}}).centre;
  };
  CHECK(std::fabs(centre(4) - -1.163145) < .00002);
  CHECK(std::fabs(centre(7) - -1.168718) < .000002);
  // With very many degrees of freedom nothing is left of them.
  CHECK(std::fabs(centre(30) - -1.17156811) < .001);
}

TEST_CASE("Mixed effects agree with plain sums over both laws", "[model]") {
  const TurnoutSolver solver;
  test::ReferenceEffects effects;
  effects.scales = {{"t", 7}};
  effects.factors = {{"normal", 0, false}, {"tails", 0, true}};
  const test::ReferenceTerms terms = {{0, 0.3}, {1, 0.4}};
  for (const double centre : {-3.0, -1.0, 0.5}) {
    const TurnoutCentre fast = solver.moments(centre, 0.2, {0.09, {{7, 0.16}}});
    const auto plain = test::turnout_moments(centre, 0.2, terms, effects);
    CHECK(std::fabs(fast.mean - plain.mean) < 5e-6);
    CHECK(std::fabs(fast.sd - plain.sd) < 2e-5);
  }
}

TEST_CASE("Two t families and normal effects agree with plain sums over all three laws",
          "[model]") {
  const TurnoutSolver solver;
  test::ReferenceEffects effects;
  effects.scales = {{"t", 7}, {"other t", 4}};
  effects.factors = {{"normal", 0, false}, {"tails", 0, true}, {"more tails", 1, true}};
  const test::ReferenceTerms terms = {{0, 0.3}, {1, 0.4}, {2, 0.25}};
  for (const double centre : {-3.0, -1.0, 0.5}) {
    const TurnoutCentre fast = solver.moments(centre, 0.2, {0.09, {{7, 0.16}, {4, 0.0625}}});
    const auto plain = test::turnout_moments(centre, 0.2, terms, effects);
    CHECK(std::fabs(fast.mean - plain.mean) < 2e-5);
    CHECK(std::fabs(fast.sd - plain.sd) < 2.5e-4);
  }
  // Two halves of one family's variance lie between that family and the normal law.
  const double sigma = 0.55459649;
  const double half = 0.5 * sigma * sigma;
  const double centre = solver.with_mean(.25, 0, {0, {{4, half}, {4, half}}}).centre;
  CHECK(centre < -1.163145);
  CHECK(centre > -1.17156811);
}

TEST_CASE("A universe's own noise is what the shared effects leave", "[model]") {
  const TurnoutSolver solver;
  const auto alone = solver.with_mean_and_sd(.25, .10, {});
  const auto shared = solver.with_mean_and_sd(.25, .10, {0.09, {}});
  REQUIRE(shared);
  CHECK(shared->own_sd == Approx(std::sqrt(alone->own_sd * alone->own_sd - 0.09)).epsilon(1e-9));
  CHECK(shared->centre == Approx(alone->centre).epsilon(1e-9));
  CHECK_FALSE(solver.with_mean_and_sd(.25, .04, {0.09, {}}));
  CHECK_FALSE(solver.with_mean_and_sd(.25, .432, {}));
}

TEST_CASE("A turnout interval is a centre and an sd in log-odds", "[model]") {
  const Model model = lone("{interval: [0.20, 0.32], level: 0.9}", "");
  const UniverseTurnout& universe = model.night.contests[0].turnouts[0];
  CHECK(universe.centre == Approx(-1.0700330817).epsilon(1e-7));
  CHECK(universe.sd == Approx(.1922732055).epsilon(1e-7));
  CHECK(model.universes[UniverseId(0)].turnout_mean == Approx(.2570963208).epsilon(1e-9));
  const TurnoutCentre moments = TurnoutSolver().moments(-1.0700330817, .1922732055, {});
  CHECK(std::fabs(moments.sd - .0365443677) < 1e-9);
}

TEST_CASE("A mean alone takes the default noise beside the effects", "[model]") {
  const Model model = lone("{mean: 0.25}", "  - {id: day, affects: turnout, sd: 0.3}\n");
  const UniverseTurnout& universe = model.night.contests[0].turnouts[0];
  CHECK(universe.sd == Approx(0.15).epsilon(1e-7));
  const TurnoutCentre moments = TurnoutSolver().moments(universe.centre, 0.15, {0.09, {}});
  CHECK(moments.mean == Approx(0.25).epsilon(1e-6));
  CHECK(model.assumptions.size() == 1);
}

TEST_CASE("Effects that exceed the stated sd are named with variances and the smallest sd",
          "[model]") {
  const std::vector<std::string> errors = test::errors_of(R"(
factions: [all]
districts: [{id: A}]
universes:
  - {district: A, universe: u, faction: all, registered: 1000, turnout: {mean: 0.25, sd: 0.04}}
  - {district: A, universe: v, faction: all, registered: 1000, turnout: {mean: 0.25, sd: 0.04}}
contests:
  - {id: X, districts: [A], count: plurality, candidates: [a, b], support: {all: {a: 0.5, b: rest}}}
effects:
  - {id: whole day, affects: turnout, sd: 0.2}
  - {id: by faction, affects: turnout, by: faction, sd: 0.1}
  - {id: names, affects: support, by: candidate, sd: 0.1}
)");
  REQUIRE(errors.size() == 1);
  const auto says = [&](const std::string& words) {
    return errors[0].find(words) != std::string::npos;
  };
  CAPTURE(errors[0]);
  CHECK(says("whole day 0.0400"));
  CHECK(says("by faction 0.0100"));
  CHECK(says("0.04:"));
  const TurnoutSolver solver;
  const double smallest = std::ceil(solver.with_mean(.25, 0, {0.05, {}}).sd * 1e4) / 1e4;
  CHECK(says(std::to_string(smallest).substr(0, 6)));
  CHECK(says("2 rows"));
  CHECK(says("A/u"));
}
