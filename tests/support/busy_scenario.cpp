#include "support/busy_scenario.hpp"

#include "support/scenarios.hpp"

namespace hustings::test {

scenario::Scenario busy_scenario() {
  return scenario_of(R"(
seed: 99
factions: [left, right]
districts:
  - {id: A, region: north, homes: rented}
  - {id: B, region: north, homes: owned}
  - {id: C, region: south, homes: owned}
  - {id: D, region: south, homes: rented}
universes:
  - {district: A, universe: young, faction: left, registered: 30011, age: young, turnout: {mean: 0.25, sd: 0.12}}
  - {district: A, universe: old, faction: right, registered: 21001, age: old, turnout: {interval: [0.15, 0.5], level: 0.9}}
  - {district: B, universe: young, faction: left, registered: 12007, age: young, turnout: {mean: 0.12}}
  - {district: B, universe: old, faction: right, registered: 26003, age: old, turnout: {log_odds: -0.4}}
  - {district: B, universe: nobody, faction: right, registered: 0, age: old, turnout: {mean: 0.3}}
  - {district: C, universe: old, faction: right, registered: 9001, age: old, turnout: {mean: 0.31}}
  - {district: C, universe: young, faction: left, registered: 8009, age: young, turnout: {mean: 0.22}}
  - {district: C, universe: other, faction: left, registered: 7013, age: old, turnout: {mean: 0.28, sd: 0.11}}
  - {district: D, universe: all, faction: left, registered: 15017, age: old, turnout: {mean: 0.4, sd: 0.1}}
contests:
  - id: X
    districts: all
    count: plurality
    candidates: [{id: ana, wing: reform}, {id: ben, wing: old}, {id: cleo, wing: reform}, {id: dan, wing: old}]
    support:
      left: {ana: 0.4, ben: 0.3, cleo: rest, dan: 0}
      right: {ana: 0.2, ben: 0.38, cleo: 0.22, dan: 0.2}
  - id: Y
    districts: [B]
    count: plurality
    candidates: [{id: dora, wing: reform}, {id: eli, wing: old}]
    support: {left: {dora: 0.7, eli: rest}, right: {dora: 0.4, eli: rest}}
  - id: Z
    districts: [C, D]
    count: plurality
    candidates: [{id: fay, wing: old}, {id: gil, wing: reform}, {id: hal, wing: old}]
    support: {left: {fay: 0.36, gil: 0.4, hal: rest}, right: {fay: 0.45, gil: 0.2, hal: 0.35}}
slates:
  reform: [X/ana, Y/dora, Z/gil]
  green: [X/ana, X/cleo]
  one: [Z/hal]
effects:
  - {id: turnout, affects: turnout, sd: 0.25, tails: {df: 7}}
  - {id: by age, affects: turnout, by: age, sd: 0.1}
  - {id: by homes, affects: turnout, by: [homes, faction], sd: 0.08, tails: {df: 5}}
  - {id: polling, affects: support, by: candidate, sd: 0.34, tails: {df: 6, shared_by: contest}}
  - {id: mood, affects: support, by: slate, sd: 0.2}
  - {id: place, affects: support, by: [candidate, region], sd: 0.15, tails: {df: 4}}
  - {id: local, affects: support, by: [candidate, universe], sd: 0.12}
  - id: surge
    loads:
      - {affects: turnout, where: {age: young}, sd: 0.2}
      - {affects: support, where: {slate: reform}, sd: 0.15}
      - {affects: support, where: {wing: old, faction: right}, sd: -0.1}
endorsements: {strength: 0.3, edges: [[X/ana, Y/dora], [X/cleo, X/ana], [Y/dora, Z/gil]]}
events:
  upset: X/ana wins and not Y/dora wins
  sweep: sweep of reform
  two of them: at least 2 of reform win
  close: margin of X < 0.02 or margin of Z <= 0.01
  far ahead: margin of X/ben > 0.05
  behind: margin of Z/gil >= -0.1
  many: share of Y/dora > 0.6
  busy day: turnout of everybody > 0.3
  north awake: turnout of region north >= 0.27
  young: turnout of age=young > 0.24
  left: turnout of faction left < 0.24
  place: turnout of district B > 0.3 and turnout of universe "A/young" < 0.3
  booth: turnout of contest Z > 0.35
  either: '"upset" or ("close" and not "busy day")'
output: {histogram_bins: 100}
)");
}

scenario::Scenario every_rule_scenario() {
  return scenario_of(R"(
seed: 12
factions: [left, right]
districts: [{id: A, region: north}, {id: B, region: north}, {id: C, region: south}]
universes:
  - {district: A, universe: young, faction: left, registered: 30011, turnout: {mean: 0.25, sd: 0.12}}
  - {district: A, universe: old, faction: right, registered: 21001, turnout: {mean: 0.35, sd: 0.1}}
  - {district: B, universe: young, faction: left, registered: 12007, turnout: {mean: 0.2, sd: 0.08}}
  - {district: B, universe: old, faction: right, registered: 26003, turnout: {mean: 0.3, sd: 0.1}}
  - {district: C, universe: all, faction: left, registered: 9001, turnout: {mean: 0.31, sd: 0.1}}
contests:
  - id: one
    districts: all
    count: plurality
    recount: {share: 0.02}
    candidates: [a, b]
    support: {left: {a: 0.5, b: rest}, right: {a: 0.49, b: rest}}
  - id: two seats
    districts: [A, B]
    count: {plurality: {seats: 2}}
    candidates: [a, b, c, d]
    support: {left: {a: 0.3, b: 0.3, c: 0.25, d: rest}, right: {a: 0.2, b: 0.3, c: 0.25, d: rest}}
  - id: ranked
    districts: all
    count: {ranked_choice: {}}
    candidates: [a, b, c, d, e]
    support: {left: {a: 0.32, b: 0.3, c: 0.2, d: 0.1, e: rest}, right: {a: 0.2, b: 0.3, c: 0.3, d: 0.1, e: rest}}
  - id: batches
    districts: [B, C]
    count: {ranked_choice: {elimination: batch}}
    recount: {share: 0.01}
    candidates: [a, b, c, d, e]
    support: {left: {a: 0.32, b: 0.3, c: 0.3, d: 0.05, e: rest}, right: {a: 0.3, b: 0.3, c: 0.3, d: 0.07, e: rest}}
  - id: runoff
    districts: all
    count: {runoff: {threshold: 0.4}}
    candidates: [a, b, c]
    support: {left: {a: 0.39, b: 0.35, c: rest}, right: {a: 0.36, b: 0.37, c: rest}}
  - id: delegates
    districts: all
    count: {delegates: {pools: [{name: district, per: district, seats: 4}, {name: large, per: contest, seats: 4}]}}
    candidates: [a, b, c]
    support: {left: {a: 0.39, b: 0.45, c: rest}, right: {a: 0.46, b: 0.39, c: rest}}
totals: [{id: all, candidates: {anna: [delegates/a], others: [delegates/b, delegates/c]}}]
slates: {reform: [one/a, ranked/a, runoff/a]}
effects:
  - {id: turnout, affects: turnout, sd: 0.2}
  - {id: polling, affects: support, by: candidate, sd: 0.3, tails: {df: 6, shared_by: contest}}
  - {id: place, affects: support, by: [candidate, district], sd: 0.2}
events:
  close: margin of ranked < 0.03
  behind: margin of runoff/c > 0
  led: ranked/a leads the first round and not ranked/a wins
channels: {social: {use: 0.5}}
shocks:
  - {id: rumour, probability: 0.3, hours_before_close: 30, against: one/a, exposure: {social: 0.4},
     effect: {support: {points: -0.03, at: 0.5, sd: 0.02}}}
output: {histogram_bins: 100}
)");
}

}  // namespace hustings::test
