// Whom programmes reached in a replayed election.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "hustings/engine/replay.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"

namespace hustings {
namespace {

constexpr std::uint64_t kElections = 300;

/// 10,000 young people, of whom 10,000 doors meet a quarter. The plan takes all 500 hours that
/// volunteers give on average, in each of two weeks half.
Model few_volunteers() {
  return test::model_of(R"(
seed: 9
factions: [left, right]
districts: [{id: A}]
universes:
  - {district: A, universe: young, faction: left, registered: 10000, age: young, turnout: {mean: 0.2}}
  - {district: A, universe: old, faction: right, registered: 8000, age: old, turnout: {mean: 0.3}}
contests:
  - id: X
    districts: all
    candidates: [ana, ben]
    support: {left: {ana: 0.6, ben: rest}, right: {ana: 0.4, ben: rest}}
effects: [{id: polls, affects: support, by: candidate, sd: 0.2}]
resources: {us: {volunteer_hours: {weekly: 250, sd: 0.5}}, them: {money: 100000}}
programmes:
  - {id: doors, for: X/ana, mode: doors, where: {age: young}, attempts: 10000,
     days_before: {9: 0.5, 2: rest}}
  - {id: calls, owner: them, for: X/ben, mode: paid_phone, where: {age: old}, attempts: 8000}
  - {id: idle, for: X/ana, mode: doors, attempts: 0}
  - {id: union, for: X/ana, mode: endorser, followers: {left: 0.3, right: -0.1}}
)");
}

std::size_t place_of(const std::vector<std::string>& names, const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  REQUIRE(found != names.end());
  return static_cast<std::size_t>(found - names.begin());
}

TEST_CASE("People reached are registered x reached x what resources left", "[replay][programmes]") {
  const Model model = few_volunteers();
  const Draws draws = test::run(model, kElections, kElections).draws;
  const std::size_t hours = place_of(draws.factor_names, "resource us: volunteer_hours");
  const double sigma = std::sqrt(std::log(1.25));
  std::size_t n_short = 0;
  for (std::uint64_t election = 0; election < kElections; ++election) {
    CAPTURE(election);
    const double z = test::at(draws.factor, draws, hours, election);
    const double left = std::min(1.0, std::exp(sigma * z - sigma * sigma / 2));
    n_short += left < 1 ? 1 : 0;
    const Replay night = replay(model, election);
    const ReplayedProgramme& doors = night.programmes.at(0);
    CHECK(doors.left == Approx(left).epsilon(1e-5));
    CHECK(doors.reached == Approx(2500 * left).epsilon(1e-5));
    REQUIRE(doors.reaches.size() == 1);
    CHECK(model.universes[doors.reaches[0].universe].label == "A/young");
    CHECK(doors.reaches[0].people == doors.reached);
    // What resources do not limit is as planned in every election.
    CHECK(night.programmes.at(1).left == 1);
    CHECK(night.programmes.at(1).reached == Approx(0.05 * 8000).epsilon(1e-6));
  }
  CHECK(n_short > kElections / 3);
  CHECK(n_short < kElections);
}

TEST_CASE("An endorser is followed or turned away from; a programme without attempts meets nobody",
          "[replay][programmes]") {
  const Model model = few_volunteers();
  const Replay night = replay(model, 5);
  REQUIRE(night.programmes.size() == 4);
  const ReplayedProgramme& idle = night.programmes[2];
  CHECK(idle.reached == 0);
  CHECK(idle.reaches.empty());
  const ReplayedProgramme& endorser = night.programmes[3];
  CHECK(endorser.id == "union");
  CHECK(endorser.candidate == "X/ana");
  CHECK(endorser.is_endorser);
  CHECK(endorser.left == 1);
  CHECK(endorser.reached == Approx(3000));
  CHECK(endorser.turned_away == Approx(800));
  REQUIRE(endorser.reaches.size() == 2);
  for (const ReplayedReach& at : endorser.reaches) {
    const bool is_young = model.universes[at.universe].label == "A/young";
    CHECK(at.people == Approx(is_young ? 3000 : -800));
  }
}

}  // namespace
}  // namespace hustings
