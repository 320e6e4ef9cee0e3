#include "model/campaign/broadcast.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace hustings::campaign;

namespace {

Approx about(double value) {
  return Approx(value).margin(1e-10).epsilon(0);
}

constexpr double kEvenly = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("Impressions fall by the negative binomial", "[campaign]") {
  CHECK(seen_at_least(1, .5, 1) == about(.3333333333));
  CHECK(seen_at_least(1, 1, 1) == about(.5));
  CHECK(seen_at_least(1, 2, 1) == about(.6666666667));
  CHECK(seen_at_least(1, 1, 3) == about(.578125));
  CHECK(seen_at_least(1, 1, kEvenly) == about(.6321205588));
  CHECK(seen_at_least(3, .5, 1) == about(.0370370370));
  CHECK(seen_at_least(3, 1, 1) == about(.125));
  CHECK(seen_at_least(3, 2, 1) == about(.2962962963));
  CHECK(seen_at_least(2, 1, 1e12) == about(seen_at_least(2, 1, kEvenly)));
}

TEST_CASE("Of no impressions nobody sees one, and all see none", "[campaign]") {
  CHECK(seen_at_least(1, 0, 1) == 0);
  CHECK(seen_at_least(0, 0, 1) == 1);
  CHECK(seen_at_least(0, 2, 1) == 1);
}

TEST_CASE("The chances of seeing ever more add up to the mean", "[campaign]") {
  for (const double shape : {.3, 1.0, 4.0, kEvenly}) {
    double mean = 0;
    for (int times = 1; times < 2000; ++times) mean += seen_at_least(times, 2.5, shape);
    CHECK(mean == about(2.5));
  }
}

TEST_CASE("Impressions are shared by those who use the medium", "[campaign]") {
  const std::vector<Audience> audience{{10000, .3}, {20000, .6}};
  const double mean = mean_impressions({150000, .1}, audience, .5);
  CHECK(mean == about(150000 * .1 / (.5 * (3000 + 12000))));
  CHECK(broadcast_share(.3, mean, {.5, 1, 1}) == about(.5 * .3 * 2.0 / 3));
  CHECK(mean_impressions({150000, .1}, std::vector<Audience>{{1000, 0}}, 1) == 0);
  const std::vector<Audience> twice{{20000, .3}, {40000, .6}};
  CHECK(mean_impressions({300000, .1}, twice, .5) == about(mean));
}
