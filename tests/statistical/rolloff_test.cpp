// The reference case of the campaign: a roll-off in one of two places turns a contest.

#include <catch2/catch.hpp>
#include <cmath>

#include "support/scenarios.hpp"
#include "support/two_places.hpp"
#include "support/viewed_run.hpp"

using namespace hustings;

namespace {

Model model_with(const std::string& of_contest) {
  return test::model_of(test::two_places({.of_contest = of_contest}));
}

/// Holds the run against P(ana) and the mean turnout of the contest, both by quadrature.
void must_be(const Model& model, std::uint64_t elections, double win, double turnout,
             double errors) {
  const test::ViewedRun run(model, elections);
  const Probability ana = run->chance(kWin, 0);
  CHECK(std::fabs(ana.probability - win) < errors * ana.standard_error);
  const Distribution mean = run->distribution(kTurnout, 0);
  CHECK(std::fabs(mean.mean - turnout) <
        errors * mean.sd / std::sqrt(static_cast<double>(elections)) + 1e-6);
}

constexpr const char* kInA = "    rolloff: [{where: {district: A}, mean: 0.15, sd: 0.05}]";

}  // namespace

TEST_CASE("A roll-off of .15 in one place costs ana 3.8 points", "[statistical][rolloff]") {
  must_be(model_with(""), 300'000, 0.4667978, 6100.0 / 22000, 4.5);
  must_be(model_with(kInA), 300'000, 0.4286630, 0.2602272727, 4.5);
}

TEST_CASE("Roll-off: the same in four million elections", "[.long][statistical][rolloff]") {
  must_be(model_with(""), 4'000'000, 0.4667978, 6100.0 / 22000, 4);
  must_be(model_with(kInA), 4'000'000, 0.4286630, 0.2602272727, 4);
}
