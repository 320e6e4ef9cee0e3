#include "model/campaign/endorsers.hpp"

#include <catch2/catch.hpp>
#include <numeric>

#include "model/campaign/combine.hpp"

using namespace hustings::campaign;

namespace {

Approx about(double value) {
  return Approx(value).margin(1e-9).epsilon(0);
}

using Numbers = std::vector<double>;

const Numbers kShares{.45, .35, .20};
const EndorserDose kFirst{.3, 0, .4054651081};
const EndorserDose kSecond{.25, 1, .2006706955};

Numbers endorsed(const std::vector<EndorserDose>& endorsers) {
  return endorsed_shares(kShares, endorsers);
}

}  // namespace

TEST_CASE("Two endorsers move shares by the sets of their followers", "[campaign]") {
  const Numbers shares = endorsed({kFirst, kSecond});
  CHECK(shares[0] == about(.4721558772));
  CHECK(shares[1] == about(.3421213428));
  CHECK(shares[2] == about(.1857227800));
}

TEST_CASE("Of a conflict the mean dose has the sign wrong", "[campaign]") {
  const Numbers shares = endorsed({{.3, 0, 1.2}, {.25, 1, 1.0}});
  CHECK(shares[1] - .35 == about(.0032174233));
  const double reached = 1 - .7 * .75;
  const Numbers mean = persuade(kShares, reached, Numbers{.3 * 1.2 / reached, .25 / reached, 0});
  CHECK(mean[1] - .35 == about(-.0056872114));
}

TEST_CASE("The order of endorsers does not matter", "[campaign]") {
  const EndorserDose third{.1, 2, .5};
  const Numbers one = endorsed({kFirst, kSecond, third});
  const Numbers other = endorsed({third, kSecond, kFirst});
  for (std::size_t k = 0; k < 3; ++k) CHECK(one[k] == Approx(other[k]).epsilon(1e-14));
  CHECK(std::accumulate(one.begin(), one.end(), 0.0) == about(1));
}

TEST_CASE("Weights of sets are a law", "[campaign]") {
  const Numbers weights = follower_weights(std::vector<EndorserDose>{kFirst, kSecond});
  CHECK(weights[0] == about(.7 * .75));
  CHECK(weights[1] == about(.3 * .75));
  CHECK(weights[2] == about(.7 * .25));
  CHECK(weights[3] == about(.3 * .25));
  CHECK(endorsed({}) == kShares);
}

TEST_CASE("Who is turned away moves against the endorsement", "[campaign]") {
  const Numbers away = endorsed({{-.3, 0, .4}});
  const Numbers against = endorsed({{.3, 0, -.4}});
  CHECK(away == against);
  CHECK(away[0] < kShares[0]);
}
