#include "support/two_places.hpp"

#include "support/scenarios.hpp"

namespace hustings::test {

scenario::Scenario two_places(const TwoPlaces& with) {
  return scenario_of(R"(
seed: 17
factions: [in A, in B]
districts: [{id: A}, {id: B}]
universes:
  - {district: A, universe: u, faction: in A, registered: 10000, turnout: {mean: 0.25, sd: 0.04}}
  - {district: B, universe: u, faction: in B, registered: 12000, turnout: {mean: 0.30, sd: 0.05}}
contests:
  - id: X
    districts: all
)" + with.of_contest +
                     R"(
    candidates: [ana, ben]
    support: {in A: {ana: 0.6, ben: rest}, in B: {ana: 0.42, ben: rest}}
effects: [{id: lean, affects: support, where: {candidate: ana}, sd: 0.3}]
)" + with.programmes);
}

}  // namespace hustings::test
