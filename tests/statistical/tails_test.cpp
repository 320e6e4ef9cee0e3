// Two t families on one universe, with normal effects: what is written is what is simulated.

#include <catch2/catch.hpp>
#include <cmath>

#include "support/runs.hpp"
#include "support/scenarios.hpp"
#include "support/viewed_run.hpp"

using namespace hustings;

namespace {

constexpr std::uint64_t kElections = std::uint64_t{1} << 19;
constexpr double kErrors = 5;

test::ViewedRun run(const std::string& effects, const std::string& turnouts) {
  const Model model = test::model_of(
      "seed: 31\nfactions: [all, few]\ndistricts: [{id: A}]\nuniverses:\n" + turnouts + R"(contests:
  - id: X
    districts: [A]
    count: plurality
    candidates: [a, b, c]
    support: {all: {a: 0.6, b: 0.3, c: rest}, few: {a: 0.15, b: 0.05, c: rest}}
  - id: Y
    districts: [A]
    count: plurality
    candidates: [{id: a, wing: up}, {id: b, wing: down}]
    support: {all: {a: 0.8, b: rest}, few: {a: 0.8, b: rest}}
effects:
)" + effects);
  return {model, kElections};
}

std::string universe(const std::string& name, const std::string& faction,
                     const std::string& turnout) {
  return "  - {district: A, universe: " + name + ", faction: " + faction +
         ", registered: 1000, turnout: " + turnout + "}\n";
}

}  // namespace

TEST_CASE("Turnout under two t families has the mean and sd that are written", "[statistical]") {
  struct Written {
    double mean, sd;
  };
  const Written universes[] = {{.25, .10}, {.10, .05}, {.50, .12}, {.30, .15}};
  for (const auto& [df_one, df_two] : {std::pair(4, 7), {3, 30}, {5, 5}}) {
    std::string turnouts;
    for (std::size_t i = 0; i < 4; ++i) {
      turnouts += universe("u" + std::to_string(i), "all",
                           "{mean: " + std::to_string(universes[i].mean) +
                               ", sd: " + std::to_string(universes[i].sd) + "}");
    }
    turnouts += universe("few", "few", "{mean: 0.2}");
    const test::ViewedRun summary =
        run("  - {id: day, affects: turnout, sd: 0.25, tails: {df: " + std::to_string(df_one) +
                "}}\n  - {id: place, affects: turnout, by: faction, sd: 0.2, tails: {df: " +
                std::to_string(df_two) +
                "}}\n  - {id: weather, affects: turnout, sd: 0.15}\n"
                "  - {id: names, affects: support, by: candidate, sd: 0.1}\n",
            turnouts);
    for (std::size_t i = 0; i < 4; ++i) {
      const Distribution turnout = summary->distribution(kUniverseTurnout, i);
      CAPTURE(df_one, df_two, universes[i].mean, turnout.mean, turnout.sd);
      // Eight nodes of a scale leave up to 2e-4; the kurtosis of these laws is below 6.
      CHECK(std::fabs(turnout.mean - universes[i].mean) <
            kErrors * turnout.mean_standard_error + 2e-4);
      CHECK(std::fabs(turnout.sd - universes[i].sd) <
            kErrors * universes[i].sd * std::sqrt(5.0 / 4 / kElections) + 3e-4);
    }
    const Distribution alone = summary->distribution(kUniverseTurnout, 4);
    CHECK(std::fabs(alone.mean - 0.2) < kErrors * alone.mean_standard_error + 2e-4);
  }
}

TEST_CASE("Shares under two t families have the means that are written", "[statistical]") {
  for (const std::string shared_by : {"family", "contest"}) {
    for (const auto& [df_one, df_two] : {std::pair(4, 7), {3, 6}}) {
      const std::string effects =
          "  - {id: polling, affects: support, by: candidate, sd: 0.34, tails: {df: " +
          std::to_string(df_one) + ", shared_by: " + shared_by +
          "}}\n  - {id: bloc, affects: support, by: [candidate, faction], sd: 0.3, tails: {df: " +
          std::to_string(df_two) +
          "}}\n  - {id: local, affects: support, by: [candidate, universe], sd: 0.2}\n"
          "  - {id: wings, affects: support, by: wing, sd: 0.1}\n";
      const test::ViewedRun summary = run(effects, universe("u", "all", "{log_odds: 0}"));
      const double written[] = {.6, .3, .1, .8, .2};
      for (std::size_t k = 0; k < 5; ++k) {
        const Distribution share = summary->distribution(kShare, k);
        CAPTURE(shared_by, df_one, df_two, k, share.mean);
        CHECK(std::fabs(share.mean - written[k]) < kErrors * share.mean_standard_error + 1e-4);
      }
    }
  }
}

TEST_CASE("The log-odds of two candidates have the sd that two t families and a normal one add to",
          "[statistical]") {
  const scenario::Scenario scenario = [] {
    scenario::Scenario made = test::scenario_of(R"(
seed: 32
factions: [all]
districts: [{id: A}]
universes: [{district: A, universe: u, faction: all, registered: 1000, turnout: {log_odds: 0}}]
contests:
  - {id: X, districts: [A], count: plurality, candidates: [a, b], support: {all: {a: 0.5, b: 0.5}}}
effects:
  - {id: one, loads: [{affects: support, where: {candidate: a}, sd: 0.3}], tails: {df: 7}}
  - {id: two, affects: support, by: candidate, sd: 0.2, tails: {df: 9, shared_by: contest}}
  - {id: three, loads: [{affects: support, where: {candidate: b}, sd: -0.1}]}
)");
    test::take_logs(made.contests[0]);
    return made;
  }();
  const Draws draws = test::run(test::model_of(scenario), kElections, kElections).draws;
  double square = 0;
  double fourth = 0;
  for (std::size_t e = 0; e < kElections; ++e) {
    const double odds = std::log(static_cast<double>(test::at(draws[kShare].values, draws, 0, e)) /
                                 static_cast<double>(test::at(draws[kShare].values, draws, 1, e)));
    square += odds * odds / kElections;
    fourth += std::pow(odds, 4) / kElections;
  }
  const double error = std::sqrt((fourth - square * square) / kElections);
  CHECK(std::fabs(square - (0.3 * 0.3 + 2 * 0.2 * 0.2 + 0.1 * 0.1)) < kErrors * error);
}
