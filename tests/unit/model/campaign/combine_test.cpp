#include "model/campaign/combine.hpp"

#include <catch2/catch.hpp>
#include <numeric>

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
  CHECK(lift_turnout(.25, combine(Numbers{.1}, .5), dose).turnout == about(.253125));
  CHECK(lift_turnout(.25, combine(Numbers{.2}, .5), dose).turnout == about(.25625));
  CHECK(lift_turnout(.25, combine(Numbers{.5}, .5), dose).turnout == about(.265625));
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
  CHECK(lift_turnout(.25, combined, doses).turnout == about(.2632937793));
  CHECK(by_subsets(.25, reached, doses, .5) == about(.2634511629));
  const Numbers large{.6, .3, .1};
  CHECK(lift_turnout(.25, combined, large).turnout == about(.3049856618));
  CHECK(by_subsets(.25, reached, large, .5) == about(.3066936023));
}

TEST_CASE("Gains of programmes add up to the whole gain", "[campaign]") {
  const Combined combined = combine(Numbers{.3, .2, .5}, .5);
  const Numbers doses{.16, .08, -.02};
  const Lifted lifted = lift_turnout(.25, combined, doses);
  CHECK(std::accumulate(lifted.gain.begin(), lifted.gain.end(), 0.0) ==
        Approx(lifted.turnout - .25).epsilon(1e-12));
  CHECK(lifted.gain[2] < 0);
}

TEST_CASE("One programme alone is exact", "[campaign]") {
  const Lifted lifted = lift_turnout(.25, combine(Numbers{.2}, .5), Numbers{.3});
  CHECK(lifted.turnout == about(.25 + .2 * (shifted(.25, .3) - .25)));
  CHECK(lifted.gain[0] == about(lifted.turnout - .25));
}

TEST_CASE("Doses that cancel or vanish are no division by nothing", "[campaign]") {
  const Combined combined = combine(Numbers{.2, .2}, 1);
  const Lifted lifted = lift_turnout(.25, combined, Numbers{.1, -.1});
  CHECK(lifted.turnout == about(.25));
  CHECK(lifted.gain[0] == about(.2 * .1 * .25 * .75));
  CHECK(lifted.gain[1] == about(-.2 * .1 * .25 * .75));
  const Lifted none = lift_turnout(.25, combine(Numbers{0, 0}, .5), Numbers{.1, .1});
  CHECK(none.turnout == .25);
  CHECK(none.gain[0] == 0);
  // Across the border of the limit the gain is continuous.
  const Combined one = combine(Numbers{.5}, .5);
  CHECK(lift_turnout(.25, one, Numbers{.99e-9}).gain[0] / .99e-9 ==
        Approx(lift_turnout(.25, one, Numbers{1.01e-9}).gain[0] / 1.01e-9).epsilon(1e-6));
}

TEST_CASE("Turnout stays a share whatever is done", "[campaign]") {
  const Combined combined = combine(Numbers(30, .9), .5);
  CHECK(combined.reached <= 1);
  CHECK(lift_turnout(.9, combined, Numbers(30, 3.0)).turnout < 1);
  CHECK(lift_turnout(.9, combined, Numbers(30, -3.0)).turnout > 0);
}

TEST_CASE("A small reach gains in proportion", "[campaign]") {
  const Numbers doses{.16, .08};
  const double one = lift_turnout(.3, combine(Numbers{1e-6, 2e-6}, .5), doses).turnout - .3;
  const double two = lift_turnout(.3, combine(Numbers{2e-6, 4e-6}, .5), doses).turnout - .3;
  CHECK(two / one == Approx(2).epsilon(1e-5));
}

TEST_CASE("Programmes count by their mean dose, ties as they stand", "[campaign]") {
  CHECK(dose_order(Numbers{.1, .3, .1, .2}) == std::vector<std::size_t>{1, 3, 0, 2});
}

TEST_CASE("Persuasion moves the reached alone", "[campaign]") {
  const Numbers shares{.5, .3, .2};
  const Numbers doses{dose_of_points(.02, .5), 0, 0};
  const Numbers moved = persuade(shares, .2, doses);
  CHECK(moved[0] == about(.5 + .2 * .02));
  CHECK(moved[1] / moved[2] == about(1.5));
  CHECK(moved[0] + moved[1] + moved[2] == about(1));
  CHECK(persuade(Numbers{.6, 0, .4}, 1, Numbers{0, 3, 0})[1] == 0);
}
