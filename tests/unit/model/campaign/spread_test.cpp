#include "model/campaign/spread.hpp"

#include <catch2/catch.hpp>

using namespace hustings;
using namespace hustings::campaign;

namespace {

const Adjacency kGraph{{1, 2}, {0, 2}, {0, 1, 3}, {2}};

void check_shares(std::size_t candidate, const std::vector<double>& expected) {
  const std::vector<double> shares = spread_shares(.3, kGraph, candidate);
  for (std::size_t j = 0; j < 4; ++j) {
    CHECK(shares[j] == Approx(expected[j]).margin(5e-9).epsilon(0));
  }
  CHECK(shares[candidate] == 1);
}

}  // namespace

TEST_CASE("A programme's lift spreads over endorsements", "[campaign]") {
  check_shares(0, {1, .16806283, .12041885, .03612565});
  check_shares(2, {.17647059, .17647059, 1, .3});
  check_shares(3, {.01829268, .01829268, .10365854, 1});
}

TEST_CASE("Without spread a lift stays with who runs the programme", "[campaign]") {
  CHECK(spread_shares(0, kGraph, 1) == std::vector<double>{0, 1, 0, 0});
  CHECK(spread_shares(-.3, kGraph, 1)[0] < 0);
  CHECK(spread_shares(.5, {{}, {}}, 0) == std::vector<double>{1, 0});
}

TEST_CASE("On other ballots a lift is the mean of those it was made on", "[campaign]") {
  const std::vector<PersuadedUniverse> universes{{1000, .2, .4}, {3000, .1, .4}, {4000, 0, 0}};
  CHECK(dose_elsewhere(universes, .3) == Approx(.3 * (80 + 120) / 8000).epsilon(1e-14));
  CHECK(dose_elsewhere({}, .3) == 0);
}
