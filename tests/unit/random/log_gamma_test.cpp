#include "random/log_gamma.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

using namespace hustings;

TEST_CASE("exact::log_gamma is right to 1e-14 of 1 or of the value", "[random]") {
  for (double x = 1e-6; x < 1e7; x *= 1.013) {
    CAPTURE(x);
    const double truth = std::lgamma(x);
    REQUIRE(std::fabs(exact::log_gamma(x) - truth) < 1e-14 * std::max(1.0, std::fabs(truth)));
  }
  CHECK(exact::log_gamma(1) == Approx(0).margin(1e-14));
  CHECK(exact::log_gamma(5) == Approx(std::log(24)).epsilon(1e-14));
}
