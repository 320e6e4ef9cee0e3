// The ranking model of scenarios/nyc_mayor_2025.yaml on the first choices that were counted.

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "count/ranked_choice.hpp"
#include "hustings/language/read_scenario.hpp"
#include "hustings/random/name.hpp"
#include "support/places.hpp"
#include "support/ranked_plans.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"
#include "text/csv.hpp"

namespace hustings::test {
namespace {

const std::string kScenarios = in_source("/scenarios/");
constexpr std::uint64_t kBatches = 64;

scenario::Scenario nyc_mayor() {
  Problems problems;
  scenario::Scenario scenario = read_scenario(kScenarios + "nyc_mayor_2025.yaml", {}, problems);
  problems.throw_if_errors();
  return scenario;
}

/// First choices of the whole city by the candidate's column, with its `ballots`.
std::map<std::string, double> counted() {
  Problems problems;
  CsvReader csv(kScenarios + "data/sources/nyc_2025_mayor_ad.csv", problems);
  std::map<std::string, double> totals;
  while (csv.next()) {
    for (std::size_t i = 2; i < csv.header().size(); ++i) {
      totals[csv.header()[i]] += std::stod(std::string(csv.field(i)));
    }
  }
  problems.throw_if_errors();
  return totals;
}

/// The scenario's rule for the whole city in one transfer group.
RankedChoicePlan one_group(RankedChoicePlan plan) {
  plan.n_groups = 1;
  plan.on_ballot.assign(plan.n_candidates, 1);
  return plan;
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

double quantile(std::vector<double> values, double q) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(q * static_cast<double>(values.size()))];
}

}  // namespace

TEST_CASE("The ranking model on New York's counted first choices has the counted final inside",
          "[statistical][nyc]") {
  const Model model = model_of(nyc_mayor());
  const RankedChoicePlan plan =
      one_group(std::get<RankedChoicePlan>(model.contests[ContestId(0)].count));
  std::map<std::string, double> first = counted();
  BatchVotes votes(plan.n_candidates * kBatch);
  for (std::size_t k = 0; k < plan.n_candidates; ++k) {
    const double ballots = first.at(model.candidates[CandidateId(k)].id);
    REQUIRE(ballots > 1000);
    std::fill_n(votes.begin() + static_cast<std::ptrdiff_t>(k * kBatch), kBatch,
                static_cast<float>(ballots));
  }
  RankedChoiceCounter counter(plan, {&model.lots_key, model.contests[ContestId(0)].lot_names});
  Outcome outcome;
  std::vector<double> shares;
  std::vector<double> exhausted;
  for (std::uint64_t batch = 0; batch < kBatches; ++batch) {
    counter(votes, batch, kBatch, outcome);
    for (std::size_t e = 0; e < kBatch; ++e) {
      REQUIRE(outcome.winner[e] + outcome.rounds.runner_up[e] == 1);  // Mamdani and Cuomo
      shares.push_back(static_cast<double>(outcome.rounds.final_shares[e]));
      const auto last = static_cast<std::size_t>(outcome.rounds.last[e] - 1);
      exhausted.push_back(static_cast<double>(outcome.rounds.exhausted[last * kBatch + e]) *
                          first.at("ballots"));
    }
  }
  const double share =
      first.at("final_mamdani") / (first.at("final_mamdani") + first.at("final_cuomo"));
  CHECK(share == Approx(.5638).margin(5e-5));
  CHECK(first.at("final_exhausted") == 55934);
  CHECK(quantile(shares, 0.05) < share);
  CHECK(quantile(shares, 0.95) > share);
  CHECK(quantile(exhausted, 0.05) < 55934);
  CHECK(quantile(exhausted, 0.95) > 55934);
  // As scripts/scenarios/plain_ranked_choice.py has it, in NumPy and with draws of its own: docs/
  // nyc_mayor_2025.md, "Where the count falls". Standard errors here and there about .0002 and 100.
  CHECK(mean(shares) == Approx(.584).margin(.0015));
  CHECK(quantile(shares, 0.05) == Approx(.558).margin(.0015));
  CHECK(quantile(shares, 0.95) == Approx(.604).margin(.0015));
  CHECK(mean(exhausted) == Approx(55960).margin(500));
}

TEST_CASE("Second rounds of the runoff example are lost as often as 248 real ones were",
          "[statistical]") {
  Problems problems;
  const scenario::Scenario scenario =
      read_scenario(kScenarios + "runoff_example.yaml", {}, problems);
  problems.throw_if_errors();
  const Model model = model_of(scenario);
  const Tally tally = run(model, 1 << 16).tally;
  const std::size_t n_rounds = Extents(labels_of(model), 0).width(Across::round);
  for (std::size_t c = 0; c < 2; ++c) {
    const auto held = static_cast<double>(tally[kReached].counts[c * n_rounds + 1]);
    // 79 of 248, two standard errors of that count.
    CHECK(static_cast<double>(tally[kLedFirstButLost].counts[c]) / held ==
          Approx(.319).margin(.059));
  }
}

}  // namespace hustings::test
