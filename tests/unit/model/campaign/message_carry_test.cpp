#include "model/campaign/message_carry.hpp"

#include <catch2/catch.hpp>

#include "message_cases.hpp"

using namespace hustings;
using namespace hustings::campaign;

namespace {

Approx about(double value, double margin = 1e-10) {
  return Approx(value).margin(margin).epsilon(0);
}

}  // namespace

TEST_CASE("Experiments on votes say how much of a lead carries over", "[campaign]") {
  const std::vector<Validated> experiments{
      {.3, .2, .25}, {.1, 0, .25}, {-.15, -.1, .25}, {-.25, -.05, .25}};
  const Carry learnt = learnt_carry(carry_of(Measure::replies), experiments);
  CHECK(learnt.mean == about(.2806691450));
  CHECK(learnt.sd == about(.2321709407));
  const Carry same = learnt_carry({.25, .25}, {});
  CHECK(same.mean == about(.25, 1e-15));
  CHECK(same.sd == about(.25, 1e-15));
}

TEST_CASE("A test of turnout itself carries over whole", "[campaign]") {
  const Carry turnout = carry_of(Measure::turnout);
  CHECK(turnout.mean == 1);
  CHECK(turnout.sd == 0);
  const Carry learnt = learnt_carry(turnout, std::vector<Validated>{{.3, 0, .1}});
  CHECK(learnt.mean == 1);
  CHECK(learnt.sd == 0);
  CHECK(carry_of(Measure::opens).mean == 0);
  CHECK(carry_of(Measure::opens).sd == .15);
  CHECK(carry_of(Measure::clicks).mean == .25);
  CHECK(carry_of(Measure::signups).sd == .3);
}

TEST_CASE("The chosen variant's rate is a logit-normal", "[campaign]") {
  const VariantRate rate = message_posterior(many_variants()).rates[10];
  const auto law = chosen_law(rate, TurnoutSolver());
  REQUIRE(law);
  CHECK(law->centre == about(-3.1477130812, 1e-9));
  CHECK(law->sd == about(.0982322057, 1e-9));
  CHECK_FALSE(chosen_law({.04, .3}, TurnoutSolver()));
}

TEST_CASE("A message moves its programme's dose by what carries over", "[campaign]") {
  const auto factor = [](double carry, double rate) {
    const MessageFactor known = factor_moments({carry, 0}, {rate, 0}, .03);
    CHECK(known.sd == 0);
    return known.mean;
  };
  CHECK(factor(0, .05) == 1);
  CHECK(factor(1, .06) == 2);
  CHECK(factor(.25, .06) == about(1.25));
  CHECK(factor(.25, .03) == 1);
  // 100,000 cold texts move 260 ballots; knowing the best of 47 adds 20, or 5 at carry .25.
  const double gain = .0023628725 / .0300611982;
  CHECK(ballots_of_gain(100000 * .0026, 1, gain) == about(20, .5));
  CHECK(ballots_of_gain(100000 * .0026, .25, gain) == about(5, .2));
}
