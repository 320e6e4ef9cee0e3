// Captains and broadcasts of a scenario, against the reference numbers of their laws.

#include <catch2/catch.hpp>

#include "support/scenarios.hpp"

using namespace hustings;

namespace {

/// Three universes of one district, of 10,000, 20,000 and 30,000 people, and a fourth elsewhere.
scenario::Scenario three(const std::string& programme, const std::string& more = "") {
  return test::scenario_of(R"(
factions: [left, right]
districts: [{id: D, region: north}, {id: E, region: south}]
universes:
  - {district: D, universe: a, faction: left, registered: 10000, turnout: {mean: 0.3}}
  - {district: D, universe: b, faction: right, registered: 20000, turnout: {mean: 0.3}}
  - {district: D, universe: c, faction: right, registered: 30000, turnout: {mean: 0.3}}
  - {district: E, universe: d, faction: right, registered: 60000, turnout: {mean: 0.3}}
channels: {tv: {use: {left: 1, right: 0.25}}}
contests:
  - id: X
    districts: [D]
    candidates: [ana, ben]
    support: {left: {ana: 0.5, ben: rest}, right: {ana: 0.5, ben: rest}}
  - id: Y
    districts: [E]
    candidates: [cleo, dan]
    support: {right: {cleo: 0.5, dan: rest}}
)" + more + "programmes:\n  - {id: one, for: X/ana, " +
                           programme + "}\n");
}

std::string friends(const std::string& more) {
  return "mode: relational, where: {universe: a}, contact: {cap: 0.5}, captains: 50, homophily: "
         "0.7, " +
         more;
}

constexpr const char* kForEver = "days_before: {365: 1}, ";

ModelProgramme one_of(const scenario::Scenario& scenario) {
  return test::model_of(scenario).programmes[0];
}

}  // namespace

TEST_CASE("Captains reach whom the law says, at once and by chance", "[model][programmes]") {
  const ModelProgramme mesh = one_of(three(friends(std::string(kForEver) + "tells_on: 0.6")));
  REQUIRE(mesh.reached.size() == 3);
  CHECK(mesh.reached[0].reached == Approx(0.0893673016).epsilon(1e-9));
  CHECK(mesh.reached[1].reached == Approx(0.0098595858).epsilon(1e-8));
  CHECK(mesh.reached[2].reached == Approx(0.0098595858).epsilon(1e-8));
  REQUIRE(mesh.reached[0].by_chance.size() == 65);
  CHECK(mesh.mesh->told_first == Approx(0.5 * (10000 * 0.1378991033 + 50000 * 0.0099501663)));
  CHECK_FALSE(mesh.mesh->takes_off);
  // X - S/n, and the same with what captains tell alone.
  const double told = 0.5 * (10000 * (0.2338366454 - 0.01) + 50000 * 0.0372203272);
  CHECK(mesh.mesh->told == Approx(told).epsilon(1e-9));
  double attempts = 0;
  for (const ReachedUniverse& at : mesh.reached) attempts += at.attempts;
  CHECK(attempts == Approx(50 * 20));
}

TEST_CASE("Who tells nobody on makes one wave", "[model][programmes]") {
  for (const char* days : {kForEver, "days_before: 2, "}) {
    const ModelProgramme wave = one_of(three(friends(std::string(days) + "tells_on: 0")));
    CHECK(wave.reached[0].reached == Approx(0.5 * 0.1378991033).epsilon(1e-9));
    CHECK(wave.reached[1].reached == Approx(0.5 * 0.0099501663).epsilon(1e-8));
    CHECK(wave.mesh->told == wave.mesh->told_first);
  }
}

TEST_CASE("Word goes from one to the next in two days", "[model][programmes]") {
  // Three generations: the days 1 to 7 before the election, or 6 and 1.
  const double three_reach = one_of(three(friends("tells_on: 0.6"))).reached[0].reached;
  CHECK(one_of(three(friends("tells_on: 0.6"))).mesh->generations == 3);
  const std::string six = "tells_on: 0.6, days_before: {6: 0.1, 1: rest}";
  CHECK(one_of(three(friends(six))).reached[0].reached == three_reach);
  const double told = 0.5 * (10000 * (0.2201516139 - 0.01) + 50000 * 0.0265323463);
  CHECK(one_of(three(friends(six))).mesh->told == Approx(told).epsilon(1e-9));
}

TEST_CASE("In a city word leaves the district, and who lives elsewhere is not reached",
          "[model][programmes]") {
  const ModelProgramme near = one_of(three(friends("tells_on: 0.6")));
  const ModelProgramme city = one_of(three(friends("tells_on: 0.6, mixing: city")));
  REQUIRE(city.reached.size() == 3);
  CHECK(city.reached[1].reached < 0.6 * near.reached[1].reached);
  double told = 0;
  for (const ReachedUniverse& at : city.reached) told += at.reached;
  CHECK(city.mesh->told > 0);
  // Where all stay with their own there is no city.
  const std::string own =
      "tells_on: 0.6, where: {universe: a}, contact: {cap: 0.5}, captains: 50, "
      "homophily: 1, mode: relational";
  CHECK(one_of(three(own + ", mixing: city")).reached[0].reached ==
        Approx(one_of(three(own)).reached[0].reached).epsilon(1e-14));
}

TEST_CASE("Broadcasts reach those who use the medium, as often as they must see it",
          "[model][programmes]") {
  const std::string lift =
      "lift: {turnout: {points: 0.01, at: 0.3, sd: 0}}, cost: {per_attempt: {money: 0.03}}";
  const auto reach = [&](const std::string& text) {
    const ModelProgramme made =
        one_of(three("mode: broadcast, where: {universe: a}, " + text + ", " + lift));
    REQUIRE(made.reached.size() == 1);
    return made.reached[0].reached;
  };
  CHECK(reach("impressions: 10000, in_universe: 0.5, channel: tv") == Approx(1.0 / 3));
  CHECK(reach("impressions: 10000, in_universe: 1, use: 1") == Approx(0.5));
  CHECK(reach("impressions: 10000, in_universe: 1, use: 1, times_needed: 3") == Approx(0.125));
  CHECK(reach("impressions: 10000, in_universe: 1, use: 0.4, contact: {cap: 0.5}") ==
        Approx(0.2 * 5 / 6));
  // The whole district: 10,000 who use it, and a quarter of 50,000.
  const ModelProgramme all =
      one_of(three("mode: broadcast, impressions: 225000, in_universe: 0.1, channel: tv, " + lift));
  REQUIRE(all.reached.size() == 3);
  CHECK(all.broadcast->users == Approx(22500));
  CHECK(all.broadcast->seen == Approx(1));
  CHECK(all.reached[0].reached == Approx(0.5));
  CHECK(all.reached[1].reached == Approx(0.125));
}

TEST_CASE("A plan counts captains x tells, and takes captains once", "[model][programmes]") {
  CHECK(test::errors_of(R"(
factions: [left]
districts: [{id: D}]
universes: [{district: D, universe: a, faction: left, registered: 10000, turnout: {mean: 0.3}}]
contests: [{id: X, districts: all, candidates: [ana, ben], support: {left: {ana: 0.5, ben: rest}}}]
resources: {us: {captains: 60, money: 400}}
programmes: [{id: one, for: X/ana, mode: relational, captains: 70}]
)") == std::vector<std::string>{
           "'us' is over budget: captains fall short by 10 in week 1 of 1, where 70 are planned",
           "'us' is over budget: money falls short by 300 in week 1 of 1, where 700 is planned"});
}

TEST_CASE("What a channel loses is lost by its programmes, and not paid for",
          "[model][programmes]") {
  const auto reach = [](const std::string& change) {
    scenario::Scenario scenario =
        three(friends("tells_on: 0.6"), "what_if: {lost: [" + change + "]}\n");
    return test::worlds_of(scenario).what_ifs[0].model.programmes[0];
  };
  const double whole = one_of(three(friends("tells_on: 0.6"))).mesh->told;
  const ModelProgramme half = reach("{change: degrade, channel: relational, keep: 0.5}");
  CHECK(half.mesh->captains == 25);
  CHECK(half.mesh->told < 0.6 * whole);
  CHECK(reach("{change: degrade, channel: one, keep: 0.5, what: captains}").mesh->told ==
        half.mesh->told);
  CHECK(reach("{change: programme, id: one, captains: 25}").mesh->told == half.mesh->told);
  CHECK(reach("{change: programme, id: one, times: 0.5}").mesh->told == half.mesh->told);
  const ModelProgramme links = reach("{change: degrade, channel: one, keep: 0.5, what: links}");
  CHECK(links.mesh->captains == 50);
  CHECK(links.mesh->told == one_of(three(friends("tells_on: 0.3, tells: 10"))).mesh->told);
  CHECK(reach("{change: degrade, channel: one, keep: 1, what: links}").mesh->told == whole);
  const double top =
      reach("{change: degrade, channel: one, keep: 0.9, what: top_captains}").mesh->told;
  CHECK(top < reach("{change: degrade, channel: one, keep: 0.9}").mesh->told);
  CHECK(reach("{change: degrade, channel: one, keep: 0}").reached.empty());
}
