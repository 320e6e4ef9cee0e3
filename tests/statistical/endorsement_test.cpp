// Endorsements in simulated elections: correlations, sizes, tails and mean shares.

#include <catch2/catch.hpp>
#include <cmath>

#include "support/runs.hpp"
#include "support/scenarios.hpp"
#include "support/viewed_run.hpp"

using namespace hustings;

namespace {

constexpr std::uint64_t kElections = std::uint64_t{1} << 17;
constexpr double kErrors = 5;

/// Four contests of one universe each; in each the log-odds of a against b are the centre and a's
/// own error.
scenario::Scenario four_contests(double log_odds, double strength, const std::string& effect) {
  std::string text = "seed: 21\nfactions: [all]\ndistricts: [{id: A}]\nuniverses:\n";
  text +=
      "  - {district: A, universe: u, faction: all, registered: 1000, turnout: {log_odds: 0}}\n";
  text += "contests:\n";
  for (const char* id : {"K1", "K2", "K3", "K4"}) {
    text += "  - {id: " + std::string(id) + ", districts: [A], count: plurality, candidates: [";
    text += "{id: a, wing: up}, {id: b, wing: down}], support: {all: {a: 0.5, b: rest}}}\n";
  }
  text += "effects:\n  - {id: polling, affects: support, by: candidate, where: {wing: up}, " +
          effect + "}\n";
  text += "endorsements: {strength: " + std::to_string(strength) +
          ", edges: [[K1/a, K2/a], [K1/a, K3/a], [K2/a, K3/a], [K3/a, K4/a]]}\n";
  scenario::Scenario scenario = test::scenario_of(text);
  for (scenario::Contest& contest : scenario.contests) {
    for (scenario::SupportRow& row : contest.support) {
      row.kind = scenario::SupportKind::log_weight;
      row.value = row.candidate == "a" ? log_odds : 0;
    }
  }
  return scenario;
}

/// Log-odds of a against b in every election, by contest.
std::vector<std::vector<double>> log_odds_of(const scenario::Scenario& scenario) {
  const Draws draws = test::run(test::model_of(scenario), kElections, kElections).draws;
  std::vector<std::vector<double>> odds;
  for (std::size_t c = 0; c < scenario.contests.size(); ++c) {
    std::vector<double> row;
    for (std::size_t e = 0; e < kElections; ++e) {
      row.push_back(
          std::log(static_cast<double>(test::at(draws[kShare].values, draws, 2 * c, e)) /
                   static_cast<double>(test::at(draws[kShare].values, draws, 2 * c + 1, e))));
    }
    odds.push_back(std::move(row));
  }
  return odds;
}

struct Moments {
  double product = 0;
  double error = 0;  ///< standard error
};

/// Mean of x y with its standard error.
Moments mean_product(const std::vector<double>& x, const std::vector<double>& y) {
  double sum = 0;
  double squares = 0;
  for (std::size_t e = 0; e < x.size(); ++e) {
    sum += x[e] * y[e];
    squares += std::pow(x[e] * y[e], 2);
  }
  const auto n = static_cast<double>(x.size());
  return {sum / n, std::sqrt((squares / n - sum / n * sum / n) / n)};
}

/// `across` shrinks the correlations between different contests.
void check_covariances(double strength, const std::string& tails, double across,
                       const std::vector<double>& correlations) {
  constexpr double kSd = 0.3;
  const auto odds = log_odds_of(four_contests(0, strength, "sd: 0.3" + tails));
  std::size_t pair = 0;
  for (std::size_t a = 0; a < 4; ++a) {
    const Moments square = mean_product(odds[a], odds[a]);
    CHECK(std::fabs(square.product - kSd * kSd) < kErrors * square.error);
    for (std::size_t b = a + 1; b < 4; ++b) {
      CAPTURE(strength, tails, a, b);
      const Moments product = mean_product(odds[a], odds[b]);
      const double wanted = kSd * kSd * across * correlations[pair++];
      CHECK(std::fabs(product.product - wanted) < kErrors * product.error);
    }
  }
}

const std::vector<double> kWeak = {.347794, .304804, .108291, .304804, .108291, .392837};
const std::vector<double> kStrong = {.737039, .690344, .486522, .690344, .486522, .748906};

}  // namespace

TEST_CASE("Simulated errors have the endorsements' correlations and the stated sd",
          "[statistical]") {
  check_covariances(0.3, "", 1, kWeak);
  check_covariances(0.6, "", 1, kStrong);
}

TEST_CASE("Under a common t scale endorsements correlate as they do without", "[statistical]") {
  check_covariances(0.6, ", tails: {df: 6}", 1, kStrong);
}

TEST_CASE("Scales of contests stay their own under endorsements across them", "[statistical]") {
  // E[W] of a scale W = sqrt((df - 2) / chi2_df): sqrt((df - 2) / 2) Gamma((df - 1) / 2) /
  // Gamma(df / 2); two independent ones leave its square of the correlation.
  const double mean_scale = std::sqrt(2.0) * std::tgamma(2.5) / std::tgamma(3.0);
  check_covariances(0.6, ", tails: {df: 6, shared_by: contest}", mean_scale * mean_scale, kStrong);
}

TEST_CASE("An endorsed candidate's error is a t of the stated size", "[statistical]") {
  // P(.5 + x > 0), x a t of unit sd with 6 degrees of freedom: docs/method.md, "Check by score
  // identity".
  for (const std::string shared_by : {"family", "contest"}) {
    const scenario::Scenario scenario =
        four_contests(0.5, 0.6, "sd: 1, tails: {df: 6, shared_by: " + shared_by + "}");
    const Model model = test::model_of(scenario);
    const test::ViewedRun summary(model, kElections);
    for (std::size_t c = 0; c < 4; ++c) {
      const Probability win = summary->chance(kWin, 2 * c);
      CHECK(std::fabs(win.probability - 0.7186177520) < kErrors * win.standard_error);
    }
  }
}

TEST_CASE("Endorsements within a contest leave the mean shares as written", "[statistical]") {
  const std::vector<double> written = {.45, .36, .11, .05, .03};
  for (const std::string effects :
       {"  - {id: polling, affects: support, by: candidate, sd: 0.4}\n",
        "  - {id: polling, affects: support, by: candidate, sd: 0.4, tails: {df: 4}}\n"
        "  - {id: local, affects: support, by: [candidate, universe], sd: 0.3}\n",
        "  - {id: polling, affects: support, by: candidate, sd: 0.3, tails: {df: 5, shared_by: "
        "contest}}\n  - {id: local, affects: support, by: [candidate, universe], sd: 0.3, tails: "
        "{df: 4}}\n"}) {
    const Model model = test::model_of(R"(
seed: 22
factions: [all]
districts: [{id: A}]
universes: [{district: A, universe: u, faction: all, registered: 1000, turnout: {log_odds: 0}}]
contests:
  - id: X
    districts: [A]
    count: plurality
    candidates: [a, b, c, d, e]
    support: {all: {a: 0.45, b: 0.36, c: 0.11, d: 0.05, e: rest}}
  - {id: Y, districts: [A], count: plurality, candidates: [a, b], support: {all: {a: 0.4, b: 0.6}}}
endorsements: {strength: 0.6, edges: [[X/a, X/b], [X/a, X/c], [X/b, X/c], [X/c, X/d], [X/e, Y/b]]}
effects:
)" + effects);
    const test::ViewedRun summary(model, 1 << 19);
    for (std::size_t k = 0; k < 5; ++k) {
      const Distribution share = summary->distribution(kShare, k);
      CAPTURE(effects, k, share.mean);
      CHECK(std::fabs(share.mean - written[k]) < kErrors * share.mean_standard_error + 3e-5);
    }
    const Distribution other = summary->distribution(kShare, 6);
    CHECK(std::fabs(other.mean - 0.6) < kErrors * other.mean_standard_error + 1e-5);
  }
}
