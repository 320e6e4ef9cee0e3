#include "model/solve/support_centre.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "support/reference_centres.hpp"
#include "support/scenarios.hpp"

using namespace hustings;

namespace {

const std::vector<double> kShares = {.45, .36, .11, .05, .03};

UtilityNoise own_noise(const std::vector<double>& sds) {
  UtilityNoise noise;
  for (const double sd : sds) noise.normal.push_back(sd * sd);
  return noise;
}

void check_centres(const std::vector<double>& sds, const std::vector<double>& expected) {
  const std::vector<double> centres = SupportSolver(own_noise(sds)).centres(kShares);
  for (std::size_t k = 0; k < expected.size(); ++k) {
    CAPTURE(k);
    CHECK(std::fabs(centres[k] - centres[0] - expected[k]) < 2e-5);
  }
}

/// Shares that the solved centres give under the noise, by quasi-random points over all factors.
void check_shares(const UtilityNoise& noise, const std::vector<double>& shares,
                  const std::vector<test::ReferenceTerms>& terms,
                  const test::ReferenceEffects& effects, double allowed) {
  const std::vector<double> centres = SupportSolver(noise).centres(shares);
  const std::vector<double> mean = test::mean_shares(centres, terms, effects, 16);
  for (std::size_t k = 0; k < shares.size(); ++k) {
    CAPTURE(k);
    CHECK(std::fabs(mean[k] - shares[k]) < allowed);
  }
}

}  // namespace

TEST_CASE("Share centres are those of the method's page", "[model]") {
  check_centres({.3, .3, .3, .3, .3}, {0, -.230996, -1.439348, -2.233492, -2.746234});
  check_centres({.6, .6, .6, .6, .6}, {0, -.252273, -1.529623, -2.343812, -2.863719});
  check_centres({.15, .15, .3, .5, .8}, {0, -.225156, -1.442408, -2.307160, -3.001279});
  const std::vector<double> two = SupportSolver(own_noise({.3, .3})).centres({.6, .4});
  CHECK(std::fabs(two[1] - two[0] - -.422763) < 1e-6);
}

TEST_CASE("Without noise the centres are the logarithms of the shares", "[model]") {
  const std::vector<double> centres = SupportSolver(own_noise({0, 0, 0, 0, 0})).centres(kShares);
  for (std::size_t k = 0; k < 5; ++k) {
    CHECK(centres[k] - centres[0] == Approx(std::log(kShares[k] / kShares[0])).margin(1e-6));
  }
}

TEST_CASE("Centres give the shares under own noise, large and small", "[model]") {
  test::ReferenceEffects effects;
  effects.factors.resize(5);
  for (const std::vector<double>& sds :
       {std::vector{.3, .3, .3, .3, .3}, {1.2, 1.2, 1.2, 1.2, 1.2}, {.1, .1, .4, .8, 1.5}}) {
    std::vector<test::ReferenceTerms> terms;
    for (std::size_t k = 0; k < 5; ++k) terms.push_back({{k, sds[k]}});
    check_shares(own_noise(sds), kShares, terms, effects, 5e-5);
  }
}

TEST_CASE("Centres give the shares under factors that several candidates share", "[model]") {
  // Two slates of two and three candidates, and own noise.
  UtilityNoise noise = own_noise({.2, .2, .2, .2, .2});
  noise.common = {{{.3, 0, .3, 0, 0}, -1}, {{0, .4, 0, .4, -.2}, -1}};
  test::ReferenceEffects effects;
  effects.factors.resize(7);
  const std::vector<test::ReferenceTerms> terms = {{{0, .2}, {5, .3}},
                                                   {{1, .2}, {6, .4}},
                                                   {{2, .2}, {5, .3}},
                                                   {{3, .2}, {6, .4}},
                                                   {{4, .2}, {6, -.2}}};
  check_shares(noise, kShares, terms, effects, 5e-4);
}

TEST_CASE("Centres give the shares under t tails, one family and two", "[model]") {
  UtilityNoise noise = own_noise({.1, .1, .1, .1, .1});
  noise.families = {6};
  noise.family_variance = {std::vector<double>(5, .34 * .34)};
  test::ReferenceEffects effects;
  effects.scales = {{"six", 6}, {"four", 4}};
  effects.factors.resize(10);
  std::vector<test::ReferenceTerms> terms(5);
  for (std::size_t k = 0; k < 5; ++k) {
    effects.factors[k + 5] = {"t", 0, true};
    terms[k] = {{k, .1}, {k + 5, .34}};
  }
  check_shares(noise, kShares, terms, effects, 2e-4);

  noise.families = {6, 4};
  noise.family_variance.emplace_back(5, 0.0);
  noise.common = {{{.2, .2, 0, 0, 0}, 1}};
  effects.factors.push_back({"common t", 1, true});
  terms[0].push_back({10, .2});
  terms[1].push_back({10, .2});
  check_shares(noise, kShares, terms, effects, 6e-4);
}

TEST_CASE("A universe's written shares leave out who is not on the ballot there", "[model]") {
  const Model model = test::model_of(R"(
factions: [l, r]
districts: [{id: A}]
universes:
  - {district: A, universe: l, faction: l, registered: 1000, turnout: {log_odds: 0}}
  - {district: A, universe: r, faction: r, registered: 3000, turnout: {log_odds: 0}}
contests:
  - id: X
    districts: [A]
    count: plurality
    candidates: [a, b, c]
    support: {l: {a: 0.6, b: 0.4, c: 0}, r: {a: 0.2, b: rest, c: 0.5}}
effects:
  - {id: names, affects: support, by: candidate, sd: 0.3}
)");
  CHECK(*model.candidates[CandidateId(0)].written_share == Approx(0.25 * 0.6 + 0.75 * 0.2));
  CHECK(*model.candidates[CandidateId(2)].written_share == Approx(0.75 * 0.5));
  const auto& supports = model.night.contests[0].supports;
  REQUIRE(supports.size() == 6);
  CHECK(supports[2].centre == kNotOnBallot);
  // The two on the ballot among the left: the two-candidate value of the method's page.
  CHECK(supports[1].centre - supports[0].centre == Approx(-.422763).margin(2e-6));
}
