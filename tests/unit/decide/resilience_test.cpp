// What losing channels costs, against the reference numbers of each channel and of all together.

#include "hustings/decide/resilience.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "hustings/summary/view.hpp"
#include "support/scenarios.hpp"

using namespace hustings;

namespace {

/// One universe of 10,000 people, of whom each programme alone reaches 30 %.
scenario::Scenario one_universe(const std::string& programmes) {
  return test::scenario_of(R"(
seed: 5
factions: [left]
districts: [{id: D}]
universes: [{district: D, universe: all, faction: left, registered: 10000, turnout: {mean: 0.3, sd: 0.05}}]
channels: {tv: {}}
contests:
  - {id: X, districts: all, candidates: [ana, ben], support: {left: {ana: 0.5, ben: rest}}}
effects: [{id: polling, affects: support, by: candidate, sd: 0.1}]
programmes:
)" + programmes);
}

Resilience losses_in(const scenario::Scenario& scenario) {
  Problems problems;
  const WorldBuilder worlds(scenario, problems);
  REQUIRE_FALSE(problems.has_errors());
  Resilience losses =
      simulate_losses(scenario, worlds, {.elections = 2 * kBlock, .threads = 2}, problems);
  CHECK_FALSE(problems.has_errors());
  return losses;
}

const ResiliencePoint& point_of(const Resilience& losses, const std::vector<std::string>& lost,
                                double keep) {
  for (const ResiliencePoint& point : losses.points) {
    std::vector<std::string> names;
    for (const std::size_t i : point.lost) names.push_back(losses.channels[i]);
    if (names == lost && point.keep == keep) return point;
  }
  FAIL("no such loss");
  return losses.points.front();
}

constexpr const char* kDoors =
    "  - {id: knock, for: X/ana, mode: doors, attempts: 12571.4285714286}\n";
constexpr const char* kTv =
    "  - {id: spots, for: X/ana, mode: broadcast, impressions: 4285.714285714, in_universe: 1, "
    "channel: tv, lift: {support: {points: 0.1, at: 0.5, sd: 0}}, cost: {}}\n";
constexpr const char* kFriends =
    "  - {id: friends, for: X/ben, owner: them, mode: relational, contact: {cap: 1}, captains: "
    "105.630395, tells_on: 0.5, homophily: 0, days_before: {365: 1}, half_life_days: {turnout: "
    "1000, support: 1000}}\n";

}  // namespace

TEST_CASE("What a channel retains is that of its law", "[decide][resilience]") {
  const Resilience losses = losses_in(one_universe(std::string(kDoors) + kTv + kFriends));
  CHECK(losses.channels ==
        std::vector<std::string>{"doors", "tv", "relational", "links of relational"});
  REQUIRE(losses.owners.size() == 2);
  CHECK(losses.owners[0].candidates == std::vector<std::string>{"X/ana"});
  CHECK(losses.owners[0].channels == std::vector<std::size_t>{0, 1});
  CHECK(losses.owners[1].channels == std::vector<std::size_t>{2, 3});
  const auto kept = [&](const std::string& channel, double keep) {
    return point_of(losses, {channel}, keep).owners[1].reached;
  };
  CHECK(kept("relational", 0.5) == Approx(0.58162670).epsilon(1e-6));
  CHECK(kept("relational", 0.25) == Approx(0.31785489).epsilon(1e-6));
  CHECK(kept("links of relational", 0.5) == Approx(0.42335678).epsilon(1e-6));
  CHECK(kept("links of relational", 0.25) == Approx(0.19213010).epsilon(1e-6));
  CHECK(kept("relational", 0) == 0);
  CHECK(kept("tv", 0) == 1);
}

TEST_CASE("Programmes of one owner reach together whom any of them does", "[decide][resilience]") {
  const Resilience losses = losses_in(one_universe(std::string(kDoors) + kTv));
  const auto kept = [&](const std::vector<std::string>& lost, double keep) {
    return point_of(losses, lost, keep).owners[0].reached;
  };
  // Both reach 30 %: .51 together.
  const double doors = 0.3 * 0.52380952;
  const double tv = 0.3 * 0.58823529;
  CHECK(kept({"doors"}, 0) == Approx(0.3 / 0.51).epsilon(1e-8));
  CHECK(kept({"doors"}, 0.5) == Approx((1 - (1 - doors) * 0.7) / 0.51).epsilon(1e-7));
  CHECK(kept({"tv"}, 0.5) == Approx((1 - (1 - tv) * 0.7) / 0.51).epsilon(1e-7));
  CHECK(kept({"doors", "tv"}, 0.5) == Approx((1 - (1 - doors) * (1 - tv)) / 0.51).epsilon(1e-7));
  CHECK(kept({"doors", "tv"}, 0) == 0);
  // Doors alone move turnout here.
  const auto ballots = [&](const std::vector<std::string>& lost, double keep) {
    return point_of(losses, lost, keep).owners[0].ballots;
  };
  CHECK(ballots({"tv"}, 0) == Approx(1));
  CHECK(ballots({"doors"}, 0) == Approx(0).margin(1e-12));
  CHECK(ballots({"doors"}, 0.5) == Approx(0.52380952).epsilon(1e-7));
}

TEST_CASE("Losses are simulated on the draws of the base", "[decide][resilience]") {
  const Resilience losses = losses_in(one_universe(std::string(kDoors) + kTv));
  const View base(losses.labels, losses.run.base.tally);
  std::vector<std::uint64_t> lost;
  for (std::size_t p = 0; p < losses.points.size(); ++p) {
    if (losses.points[p].lost != std::vector<std::size_t>{1}) continue;
    const WorldResult world = losses.run.tally.point(p);
    // A sure lift of support: less of it gains nobody an election.
    CHECK(world.paired[kWin].counts[0].gains == 0);
    lost.push_back(world.paired[kWin].counts[0].losses);
  }
  REQUIRE(lost.size() == 4);
  CHECK(std::is_sorted(lost.begin(), lost.end()));
  CHECK(lost.back() > lost.front());
  CHECK(base.elections() == 2 * kBlock);
}
