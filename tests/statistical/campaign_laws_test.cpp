// The laws of the slow engine's programmes, against the reference numbers.

#include "support/campaign_laws.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

using namespace hustings;
using namespace hustings::test;

namespace {

Approx about(double value) {
  return Approx(value).margin(1e-9).epsilon(0);
}

using Numbers = std::vector<double>;

const Numbers kShares{.45, .35, .20};
const EndorserDose kFirst{.3, 0, .4054651081};
const EndorserDose kSecond{.25, 1, .2006706955};

}  // namespace

TEST_CASE("Gains of programmes add up to the whole gain", "[campaign]") {
  const LiftedTurnout after = lifted(.25, {{.3, .2, .5}, {.16, .08, -.02}, .5});
  CHECK(std::accumulate(after.gain.begin(), after.gain.end(), 0.0) ==
        Approx(after.turnout - .25).epsilon(1e-12));
  CHECK(after.gain[2] < 0);
  CHECK(lifted(.25, {{.3, .2, .5}, {.16, .08, .02}, .5}).turnout == about(.2632937793));
}

TEST_CASE("One programme alone gains all of it", "[campaign]") {
  const LiftedTurnout after = lifted(.25, {{.2}, {.3}, .5});
  CHECK(after.turnout == about(.25 + .2 * (1 / (1 + 3 * std::exp(-.3)) - .25)));
  CHECK(after.gain[0] == about(after.turnout - .25));
}

TEST_CASE("Doses that cancel or vanish are no division by nothing", "[campaign]") {
  const LiftedTurnout after = lifted(.25, {{.2, .2}, {.1, -.1}, 1});
  CHECK(after.turnout == about(.25));
  CHECK(after.gain[0] == about(.2 * .1 * .25 * .75));
  CHECK(after.gain[1] == about(-.2 * .1 * .25 * .75));
  const LiftedTurnout none = lifted(.25, {{0, 0}, {.1, .1}, .5});
  CHECK(none.turnout == .25);
  CHECK(none.gain[0] == 0);
  // Across the border of the limit the gain is continuous.
  CHECK(lifted(.25, {{.5}, {.99e-9}, .5}).gain[0] / .99e-9 ==
        Approx(lifted(.25, {{.5}, {1.01e-9}, .5}).gain[0] / 1.01e-9).epsilon(1e-6));
}

TEST_CASE("Persuasion moves the reached alone", "[campaign]") {
  const Numbers moved = persuaded({.5, .3, .2}, .2, {logit(.52), 0, 0});
  CHECK(moved[0] == about(.5 + .2 * .02));
  CHECK(moved[1] / moved[2] == about(1.5));
  CHECK(moved[0] + moved[1] + moved[2] == about(1));
  CHECK(persuaded({.6, 0, .4}, 1, {0, 3, 0})[1] == 0);
}

TEST_CASE("Two endorsers move shares by the sets of their followers", "[campaign]") {
  const Numbers shares = endorsed(kShares, {kFirst, kSecond});
  CHECK(shares[0] == about(.4721558772));
  CHECK(shares[1] == about(.3421213428));
  CHECK(shares[2] == about(.1857227800));
}

TEST_CASE("Of a conflict the mean dose has the sign wrong", "[campaign]") {
  const Numbers shares = endorsed(kShares, {{.3, 0, 1.2}, {.25, 1, 1.0}});
  CHECK(shares[1] - .35 == about(.0032174233));
  const double reached = 1 - .7 * .75;
  const Numbers mean = persuaded(kShares, reached, {.3 * 1.2 / reached, .25 / reached, 0});
  CHECK(mean[1] - .35 == about(-.0056872114));
}

TEST_CASE("The order of endorsers does not matter", "[campaign]") {
  const EndorserDose third{.1, 2, .5};
  const Numbers one = endorsed(kShares, {kFirst, kSecond, third});
  const Numbers other = endorsed(kShares, {third, kSecond, kFirst});
  for (std::size_t k = 0; k < 3; ++k) CHECK(one[k] == Approx(other[k]).epsilon(1e-14));
  CHECK(std::accumulate(one.begin(), one.end(), 0.0) == about(1));
}

TEST_CASE("Weights of sets are a law", "[campaign]") {
  const Numbers weights = follower_weights({kFirst, kSecond});
  CHECK(weights[0] == about(.7 * .75));
  CHECK(weights[1] == about(.3 * .75));
  CHECK(weights[2] == about(.7 * .25));
  CHECK(weights[3] == about(.3 * .25));
  CHECK(endorsed(kShares, {}) == kShares);
}

TEST_CASE("Who is turned away moves against the endorsement", "[campaign]") {
  const Numbers away = endorsed(kShares, {{-.3, 0, .4}});
  const Numbers against = endorsed(kShares, {{.3, 0, -.4}});
  CHECK(away == against);
  CHECK(away[0] < kShares[0]);
}

TEST_CASE("Gained ballots of supporters split by who is contacted", "[campaign]") {
  CHECK(supporters_split({.5, .5}, 0, .8, .6)[0] == about(.7272727273));
  CHECK(supporters_split({.6, .4}, 0, .8, .6)[0] == about(.8));
  CHECK(supporters_split({.7, .3}, 0, .8, .6)[0] == about(.8615384615));
  CHECK(supporters_split({.55, .45}, 0, .8, .42)[0] == about(.8709897611));
}

TEST_CASE("Others share what is left as among themselves", "[campaign]") {
  const Numbers split = supporters_split({.3, .5, .2}, 1, .9, .5);
  CHECK(std::accumulate(split.begin(), split.end(), 0.0) == about(1));
  CHECK(split[0] / split[2] == about(1.5));
  CHECK(supporters_split({.3, .7, 0}, 2, .9, .5) == Numbers{.3, .7, 0});
  CHECK(supporters_split({0, 1}, 1, .9, .5) == Numbers{0, 1});
}

TEST_CASE("Old and gained ballots make the shares", "[campaign]") {
  const Numbers shares = with_gained(.25, {.5, .5}, {{.03, {.8, .2}}, {.02, {.4, .6}}});
  CHECK(shares[0] == about((.125 + .024 + .008) / .3));
  CHECK(shares[0] + shares[1] == about(1));
}

TEST_CASE("The shortest resource of each week limits the reach", "[campaign]") {
  const std::vector<hustings::campaign::DayShare> contacts{{9, .5}, {2, .5}};
  const std::vector<Numbers> covered{{1, 1, .8}, {1, .5, .9}};
  CHECK(left_of_reach(contacts, covered, 3) == Approx(.5 * .5 + .5 * .8).epsilon(1e-14));
  CHECK(left_of_reach(contacts, std::vector<Numbers>{}, 3) == 1);
}
