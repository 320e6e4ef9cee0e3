#include "model/campaign/lift.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "model/solve/quadrature.hpp"

using namespace hustings::campaign;

namespace {

Approx about(double value, double margin = 1e-9) {
  return Approx(value).margin(margin).epsilon(0);
}

}  // namespace

TEST_CASE("Points at a base become a dose in log-odds", "[campaign]") {
  const double dose = dose_of_points(.04, .5);
  CHECK(dose == about(.1603426501));
  CHECK(shifted(.05, dose) - .05 == about(.00818966, 5e-9));
  CHECK(shifted(.10, dose) - .10 == about(.01538462, 5e-9));
  CHECK(shifted(.25, dose) - .25 == about(.03125));
  CHECK(shifted(.5, dose) - .5 == about(.04));
  CHECK(shifted(.8, dose) - .8 == about(.02442748, 5e-9));
  CHECK(shifted(.3, 0) == .3);
  CHECK(shifted(0, 5) == 0);
  CHECK(shifted(1, -5) == about(1, 1e-14));
}

TEST_CASE("A high salience halves a dose", "[campaign]") {
  CHECK(shifted(.25, .5 * .1603426501) - .25 == about(.0153311932));
}

TEST_CASE("A lift with an error has a dose with mean and sd", "[campaign]") {
  struct Case {
    Points lift;
    double mean, sd;
  };
  const LiftSolver solve;
  for (const Case& expected : {Case{{.04, .4, .02}, .1639071244, .0812988240},
                               Case{{.03, .25, .02}, .1519832067, .0993564565},
                               Case{{0, .25, .01}, -.0007112382, .0533523218},
                               Case{{.04, .5, .04}, .1613865239, .1620657573}}) {
    const auto dose = solve(expected.lift);
    REQUIRE(dose);
    CHECK(dose->mean == about(expected.mean, 1e-7));
    CHECK(dose->sd == about(expected.sd, 1e-7));
  }
}

TEST_CASE("The dose gives back mean and sd of the points", "[campaign]") {
  const hustings::Quadrature normal = hustings::normal_quadrature(31);
  for (const Points& lift :
       {Points{.03, .35, .02}, Points{.0026, .45, .0025}, Points{0, .5, .01}}) {
    const auto dose = LiftSolver()(lift);
    REQUIRE(dose);
    double mean = 0;
    double square = 0;
    for (std::size_t i = 0; i < normal.nodes.size(); ++i) {
      const double points = shifted(lift.base, dose->mean + dose->sd * normal.nodes[i]) - lift.base;
      mean += normal.weights[i] * points;
      square += normal.weights[i] * points * points;
    }
    CHECK(mean == about(lift.points, 1e-11));
    CHECK(std::sqrt(square - mean * mean) == about(lift.sd, 1e-9));
  }
}

TEST_CASE("A lift without an error is a dose without one", "[campaign]") {
  const auto dose = LiftSolver()({.04, .5, 0});
  REQUIRE(dose);
  CHECK(dose->mean == about(.1603426501));
  CHECK(dose->sd == 0);
  CHECK_FALSE(LiftSolver()({.04, .5, .6}));
}

TEST_CASE("Programmes of one mode share a part of their error", "[campaign]") {
  const DoseLoads loads = dose_loads(.2, .3);
  CHECK(loads.mode * loads.mode + loads.own * loads.own == about(.04));
  CHECK(loads.mode * loads.mode / .04 == about(.3));
  CHECK(dose_loads(.2, 1).own == 0);
}

TEST_CASE("A shared error does not average out over universes", "[campaign]") {
  // 20 universes of 10,000, reach .2, .03 +- .015: sd of all ballots.
  const double each = 10000 * .2 * .015;
  CHECK(20 * each == about(600));
  CHECK(std::sqrt(20.0) * each == about(134, .5));
}
