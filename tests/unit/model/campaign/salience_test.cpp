#include "model/campaign/salience.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace hustings::campaign;

TEST_CASE("What is in everybody's mouth is moved less", "[campaign]") {
  CHECK(salience_factor(Salience::high) == .5);
  CHECK(salience_factor(Salience::medium) == .75);
  CHECK(salience_factor(Salience::low) == 1);
  CHECK(turnout_salience(std::vector<double>{1, .5, .75}) == .5);
  CHECK(turnout_salience(std::vector<double>{}) == 1);
}
