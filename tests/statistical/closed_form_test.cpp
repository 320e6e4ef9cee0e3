// The fast engine against laws known in closed form or by quadrature.

#include <catch2/catch.hpp>
#include <cmath>

#include "support/runs.hpp"
#include "support/scenarios.hpp"
#include "support/viewed_run.hpp"

using namespace hustings;

namespace {

constexpr std::uint64_t kElections = std::uint64_t{1} << 19;

test::ViewedRun run(const scenario::Scenario& scenario) {
  const Model model = test::model_of(scenario);
  return {model, kElections};
}

scenario::Scenario one_universe(const std::string& turnout, double share,
                                const std::string& effects) {
  return test::scenario_of(
      "seed: 5\nfactions: [all]\ndistricts: [{id: A}]\nuniverses:\n"
      "  - {district: A, universe: u, faction: all, registered: 1000, turnout: " +
      turnout + "}\ncontests:\n  - {id: X, districts: [A], count: plurality, candidates: [a, b], " +
      "support: {all: {a: " + std::to_string(share) + ", b: rest}}}\neffects:\n" + effects);
}

/// Log-weights log_odds and 0; `swing` moves candidate a alone.
scenario::Scenario one_swing(double log_odds, const std::string& swing) {
  scenario::Scenario scenario =
      one_universe("{log_odds: 0}", 0.5, "  - {id: swing, " + swing + "}\n");
  auto& rows = scenario.contests[0].support;
  rows[1].kind = rows[0].kind = scenario::SupportKind::log_weight;
  rows[0].value = log_odds;
  rows[1].value = 0;
  return scenario;
}

}  // namespace

TEST_CASE("One normal effect wins with probability Phi(margin / sd)", "[statistical]") {
  // a leads by .3 in log-weight; the effect moves a alone by sd .5: P = Phi(.6).
  const test::ViewedRun summary =
      run(one_swing(0.3, "loads: [{affects: support, where: {candidate: a}, sd: 0.5}]"));
  const Probability win = summary->chance(kWin, 0);
  CHECK(std::fabs(win.probability - 0.7257468822) < 5 * win.standard_error);
}

TEST_CASE("A unit t effect wins with Student's probability", "[statistical]") {
  // P(.5 + x > 0), x of unit sd with 6 degrees of freedom: docs/method.md, "Check by score
  // identity".
  const test::ViewedRun summary = run(
      one_swing(0.5, "tails: {df: 6}, loads: [{affects: support, where: {candidate: a}, sd: 1}]"));
  const Probability win = summary->chance(kWin, 0);
  CHECK(std::fabs(win.probability - 0.7186177520) < 5 * win.standard_error);
}

TEST_CASE("Turnout has the mean and sd that the user wrote", "[statistical]") {
  for (const auto& [mean, sd] : {std::pair(0.25, 0.04),
                                 {0.25, 0.10},
                                 {0.10, 0.05},
                                 {0.5, 0.1},
                                 {0.02, 0.01},
                                 {0.30, 0.15}}) {
    const test::ViewedRun summary =
        run(one_universe("{mean: " + std::to_string(mean) + ", sd: " + std::to_string(sd) + "}",
                         0.5, "  - {id: day, affects: turnout, sd: 0.1}\n"));
    const Distribution turnout = summary->distribution(kUniverseTurnout, 0);
    CAPTURE(mean, sd);
    CHECK(std::fabs(turnout.mean - mean) < 5 * turnout.mean_standard_error);
    CHECK(std::fabs(turnout.sd - sd) < 5 * sd * std::sqrt(1.2 / kElections));
  }
}

TEST_CASE("Shares have the mean that the user wrote", "[statistical]") {
  const test::ViewedRun summary = run(
      one_universe("{mean: 0.3}", 0.62, "  - {id: p, affects: support, by: candidate, sd: 0.5}\n"));
  for (const double written : {0.62, 0.38}) {
    const Distribution share = summary->distribution(kShare, written < 0.5 ? 1 : 0);
    CHECK(std::fabs(share.mean - written) < 5 * share.mean_standard_error);
  }
}
