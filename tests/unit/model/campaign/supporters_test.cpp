#include "model/campaign/supporters.hpp"

#include <catch2/catch.hpp>
#include <numeric>

using namespace hustings::campaign;

namespace {

Approx about(double value) {
  return Approx(value).margin(1e-9).epsilon(0);
}

using Numbers = std::vector<double>;

}  // namespace

TEST_CASE("Gained ballots of supporters split by who is contacted", "[campaign]") {
  CHECK(supporters_split(Numbers{.5, .5}, 0, .8, .6)[0] == about(.7272727273));
  CHECK(supporters_split(Numbers{.6, .4}, 0, .8, .6)[0] == about(.8));
  CHECK(supporters_split(Numbers{.7, .3}, 0, .8, .6)[0] == about(.8615384615));
  CHECK(supporters_split(Numbers{.55, .45}, 0, .8, .42)[0] == about(.8709897611));
}

TEST_CASE("Others share what is left as among themselves", "[campaign]") {
  const Numbers split = supporters_split(Numbers{.3, .5, .2}, 1, .9, .5);
  CHECK(std::accumulate(split.begin(), split.end(), 0.0) == about(1));
  CHECK(split[0] / split[2] == about(1.5));
  CHECK(supporters_split(Numbers{.3, .7, 0}, 2, .9, .5) == Numbers{.3, .7, 0});
  CHECK(supporters_split(Numbers{0, 1}, 1, .9, .5) == Numbers{0, 1});
}

TEST_CASE("Old and gained ballots make the shares", "[campaign]") {
  const std::vector<Numbers> splits{{.8, .2}, {.4, .6}};
  const Numbers shares = with_gained(.25, Numbers{.5, .5}, Numbers{.03, .02}, splits);
  CHECK(shares[0] == about((.125 + .024 + .008) / .3));
  CHECK(shares[0] + shares[1] == about(1));
}
