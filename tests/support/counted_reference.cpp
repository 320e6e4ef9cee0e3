#include "support/counted_reference.hpp"

#include <cmath>

#include "support/scenarios.hpp"

namespace hustings::test {
namespace {

constexpr const char* kText = R"(
seed: 1
elections: 1000
factions: [u, w]
districts: [{id: d0}, {id: d1}, {id: d2}, {id: d3}]
universes:
  - {district: d0, universe: u, faction: u, registered: 8000, turnout: {log_odds: -0.8}}
  - {district: d0, universe: w, faction: w, registered: 12000, turnout: {log_odds: -1.4}}
  - {district: d1, universe: u, faction: u, registered: 15000, turnout: {log_odds: -0.8}}
  - {district: d1, universe: w, faction: w, registered: 6000, turnout: {log_odds: -1.4}}
  - {district: d2, universe: u, faction: u, registered: 5000, turnout: {log_odds: -0.8}}
  - {district: d2, universe: w, faction: w, registered: 9000, turnout: {log_odds: -1.4}}
  - {district: d3, universe: u, faction: u, registered: 11000, turnout: {log_odds: -0.8}}
  - {district: d3, universe: w, faction: w, registered: 10000, turnout: {log_odds: -1.4}}
contests:
  - id: c
    districts: all
    count: plurality
    candidates: [{id: a}, {id: b}]
    support: {u: {a: 0.5, b: 0.5}, w: {a: 0.5, b: 0.5}}
effects:
  - {id: turnout, affects: turnout, sd: 0.2}
  - {id: turnout of faction, affects: turnout, by: faction, sd: 0.15}
  - {id: turnout of universe, affects: turnout, by: universe, sd: 0.15}
  - {id: polling, affects: support, by: candidate, sd: 0.24}
  - {id: bloc, affects: support, by: [candidate, faction], sd: 0.15}
  - {id: local, affects: support, by: [candidate, universe], sd: 0.15}
)";

}  // namespace

Model counted_reference(bool tails) {
  scenario::Scenario scenario = scenario_of(kText);
  for (scenario::Effect& effect : scenario.effects) {
    if (tails && effect.id == "polling") effect.tails = scenario::Tails{};
  }
  for (scenario::SupportRow& row : scenario.contests.front().support) {
    row.kind = scenario::SupportKind::log_weight;
    row.value = row.candidate == "b" ? 0.0 : row.keys.front().second == "u" ? .2 : -.4;
  }
  return model_of(scenario);
}

std::vector<infer::DistrictReturn> reference_returns() {
  return {{ContestId(0), DistrictId(0), {3100, 2300}}, {ContestId(0), DistrictId(1), {2600, 3300}}};
}

infer::ReturnsPlan reference_plan(const Model& model,
                                  const std::vector<infer::DistrictReturn>& returns) {
  infer::ReturnsPlan plan = infer::returns_plan(model, returns);
  std::size_t d = 0;
  for (const infer::DistrictReturn& counted : returns) {
    for (const double votes : counted.votes) {
      plan.y[d] = std::log(votes);
      plan.variance[d++] = 1 / votes + .003 * .003;
    }
  }
  return plan;
}

std::string draw_label(const Model& model, DrawAddress address) {
  for (const ModelEffect& effect : model.effects) {
    for (const ModelFactor& factor : effect.factors) {
      if (factor.address == address) return effect.id + ": " + factor.level;
    }
  }
  return "";
}

}  // namespace hustings::test
