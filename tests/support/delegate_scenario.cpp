#include "support/delegate_scenario.hpp"

#include "support/scenarios.hpp"

namespace hustings::test {

scenario::Scenario delegate_scenario() {
  scenario::Scenario scenario = scenario_of(R"(
seed: 15
factions: [left, right]
districts:
  - {id: C, region: south}
  - {id: A, region: north}
  - {id: B, region: north}
universes:
  - {district: C, universe: right, faction: right, registered: 21000, turnout: {mean: 0.3, sd: 0.06}}
  - {district: A, universe: left, faction: left, registered: 30000, turnout: {mean: 0.25, sd: 0.08}}
  - {district: A, universe: right, faction: right, registered: 20000, turnout: {mean: 0.4, sd: 0.1}}
  - {district: B, universe: left, faction: left, registered: 12000, turnout: {mean: 0.2, sd: 0.07}}
  - {district: B, universe: right, faction: right, registered: 26000, turnout: {log_odds: -0.4}}
  - {district: C, universe: left, faction: left, registered: 9000, turnout: {mean: 0.31}}
contests:
  - id: X
    districts: [B, A, C]
    count:
      delegates:
        pools:
          - {name: district, per: district, seats: 1}
          - {name: at large, per: contest, seats: 6}
          - {name: pleo, per: contest, seats: 3}
    candidates: [ana, ben, cleo, {id: dan, wing: old}]
    support:
      left: {ana: 0.41, ben: 0.25, cleo: 0.2, dan: rest}
      right: {ana: 0.24, ben: 0.4, cleo: 0.26, dan: rest}
  - id: Z
    districts: [C]
    candidates: [ana, ben]
    support: {left: {ana: 0.55, ben: 0.45}, right: {ana: 0.46, ben: 0.54}}
  - id: Y
    districts: [C, B]
    count: {delegates: {threshold: 0.36, fallback: none, rounding: 3, pools: [{name: all, per: contest, seats: 8}]}}
    candidates: [ben, ana, cleo]
    support: {left: {ana: 0.4, ben: 0.3, cleo: 0.3}, right: {ana: 0.3, ben: 0.4, cleo: 0.3}}
totals:
  - {id: both, majority: 12, candidates: {ana: [X/ana, Y/ana], ben: [X/ben, Y/ben], others: [X/cleo, X/dan, Y/cleo]}}
  - {id: north, candidates: {ana: X/ana, dan: X/dan, ben: X/ben}}
effects:
  - {id: polling, affects: support, by: candidate, sd: 0.35}
  - {id: place, affects: support, by: [candidate, district], sd: 0.3}
events:
  ana has it: majority of both/ana
  ben leads: lead of both/ben and not majority of both/ben
  nobody: not (majority of both/ana or majority of both/ben or majority of both/others)
  dan leads: lead of north/dan or lead of both/others
  close: margin of X < 0.1
  ahead: margin of Y/ben >= 0.25
  behind: margin of X/cleo < -0.3
  first: X/ana leads the first round and not X/ana wins
  viable: share of X/dan >= 0.15
output: {histogram_bins: 50}
)");
  auto& rule = std::get<scenario::Delegates>(scenario.contests[0].count);
  rule.pools[0].table = 0;
  scenario.seat_tables = {{"seats.csv", {{{}, "A", 5}, {{}, "B", 4}, {{}, "C", 3}}, true}};
  return scenario;
}

}  // namespace hustings::test
