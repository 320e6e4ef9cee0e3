#include "model/campaign/salience.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace hustings::campaign;

TEST_CASE("Turnout takes the most salient contest on the paper", "[campaign]") {
  CHECK(turnout_salience(std::vector<double>{1, .5, .75}) == .5);
  CHECK(turnout_salience(std::vector<double>{}) == 1);
}
