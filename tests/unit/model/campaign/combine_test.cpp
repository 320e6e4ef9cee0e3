#include "model/campaign/combine.hpp"

#include <catch2/catch.hpp>

#include "model/campaign/lift.hpp"
#include "random/math.hpp"

using namespace hustings;
using namespace hustings::campaign;

namespace {

Approx about(double value) {
  return Approx(value).margin(1e-9).epsilon(0);
}

using Numbers = std::vector<double>;

/// Turnout by everybody's own number of contacts: all sets of programmes, by the definition.
double by_subsets(double turnout, const Numbers& reached, const Numbers& doses, double repeat) {
  double sum = 0;
  for (unsigned set = 0; set < 1U << reached.size(); ++set) {
    double chance = 1;
    double dose = 0;
    double weight = 1;
    for (std::size_t g = 0; g < reached.size(); ++g) {
      const bool met = (set >> g & 1U) != 0;
      chance *= met ? reached[g] : 1 - reached[g];
      if (!met) continue;
      dose += weight * doses[g];
      weight *= repeat;
    }
    sum += chance * shifted(turnout, dose);
  }
  return sum;
}

}  // namespace

TEST_CASE("Only the reached move: a mixture", "[campaign]") {
  const Numbers dose{dose_of_points(.04, .5)};
  CHECK(lifted_turnout(.25, combine(Numbers{.1}, .5), dose) == about(.253125));
  CHECK(lifted_turnout(.25, combine(Numbers{.2}, .5), dose) == about(.25625));
  CHECK(lifted_turnout(.25, combine(Numbers{.5}, .5), dose) == about(.265625));
  CHECK(exact::expit(exact::logit(.25) + .2 * dose[0]) == about(.2560609212));
}

TEST_CASE("Several programmes reach a universe together", "[campaign]") {
  const Numbers reached{.3, .2, .5};
  const Numbers doses{.16, .08, .02};
  const Combined combined = combine(reached, .5);
  CHECK(combined.reached == about(.72));
  double dose = 0;
  for (std::size_t g = 0; g < 3; ++g) dose += combined.summand[g] * doses[g];
  CHECK(dose == about(.06925));
  CHECK(lifted_turnout(.25, combined, doses) == about(.2632937793));
  CHECK(by_subsets(.25, reached, doses, .5) == about(.2634511629));
  const Numbers large{.6, .3, .1};
  CHECK(lifted_turnout(.25, combined, large) == about(.3049856618));
  CHECK(by_subsets(.25, reached, large, .5) == about(.3066936023));
}

TEST_CASE("Turnout stays a share whatever is done", "[campaign]") {
  const Combined combined = combine(Numbers(30, .9), .5);
  CHECK(combined.reached <= 1);
  CHECK(lifted_turnout(.9, combined, Numbers(30, 3.0)) < 1);
  CHECK(lifted_turnout(.9, combined, Numbers(30, -3.0)) > 0);
}

TEST_CASE("Who reaches nobody moves nothing, and one alone is exact", "[campaign]") {
  CHECK(lifted_turnout(.25, combine(Numbers{0, 0}, .5), Numbers{.1, .1}) == .25);
  CHECK(lifted_turnout(.25, combine(Numbers{.2, .2}, 1), Numbers{.1, -.1}) == about(.25));
  CHECK(lifted_turnout(.25, combine(Numbers{.2}, .5), Numbers{.3}) ==
        about(.25 + .2 * (shifted(.25, .3) - .25)));
}

TEST_CASE("A small reach gains in proportion", "[campaign]") {
  const Numbers doses{.16, .08};
  const double one = lifted_turnout(.3, combine(Numbers{1e-6, 2e-6}, .5), doses) - .3;
  const double two = lifted_turnout(.3, combine(Numbers{2e-6, 4e-6}, .5), doses) - .3;
  CHECK(two / one == Approx(2).epsilon(1e-5));
}

TEST_CASE("Programmes count by their mean dose, ties as they stand", "[campaign]") {
  CHECK(dose_order(Numbers{.1, .3, .1, .2}) == std::vector<std::size_t>{1, 3, 0, 2});
}
