#include "model/campaign/beta_law.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <catch2/catch.hpp>
#include <cmath>

using namespace hustings::campaign;

TEST_CASE("Shares of a Beta law are as right as said", "[campaign]") {
  for (const double a : {.05, .7, 1.0, 12.0, 500.0, 40000.0}) {
    for (const double b : {.3, 2.0, 90.0, 30000.0}) {
      const double mean = mean_of({a, b});
      const double sd = std::sqrt(variance_of({a, b}));
      for (const double z : {-6.0, -3.0, -1.0, -.1, 0.0, .4, 2.0, 5.0, 9.0}) {
        const double x = mean + z * sd;
        if (x <= 0 || x >= 1) continue;
        const double bound = 1e-14 + 1e-15 * (a + b) * std::log(a + b + 1);
        CAPTURE(a, b, x);
        REQUIRE(std::fabs(share_below({a, b}, x) - boost::math::ibeta(a, b, x)) < bound);
      }
    }
  }
  CHECK(share_below({2, 3}, 0) == 0);
  CHECK(share_below({2, 3}, 1) == 1);
}

TEST_CASE("Beta laws have the moments they should", "[campaign]") {
  CHECK(mean_of({2, 3}) == Approx(.4).epsilon(1e-15));
  CHECK(variance_of({2, 3}) == Approx(.04).epsilon(1e-15));
  CHECK(log_beta(2, 3) == Approx(std::log(1.0 / 12)).epsilon(1e-13));
}
