// What must not matter: the order of districts and universes in the file, what candidates are
// called, what is added elsewhere.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "model/matching.hpp"
#include "support/busy_scenario.hpp"
#include "support/delegate_scenario.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"

using namespace hustings;

namespace {

constexpr std::uint64_t kElections = 3 * kBatch + 11;

Draws draws_of(const scenario::Scenario& scenario) {
  return test::run(test::model_of(scenario), kElections, kElections).draws;
}

/// Rows of a table by name of their items.
template <class T, class Items, class Name>
std::map<std::string, std::vector<T>> by_name(const std::vector<T>& table, const Draws& draws,
                                              const Items& items, Name name_of) {
  std::map<std::string, std::vector<T>> rows;
  for (std::size_t i = 0; i < items.size(); ++i) {
    rows.emplace(name_of(items[i]), test::row(table, draws, i));
  }
  return rows;
}

auto universes_by_name(const scenario::Scenario& scenario, const Draws& draws) {
  return by_name(draws[kUniverseTurnout].values, draws, scenario.universes, universe_name);
}

auto districts_by_name(const scenario::Scenario& scenario, const Draws& draws) {
  return by_name(draws[kDistrictTurnout].values, draws, scenario.districts,
                 [](const scenario::District& district) { return district.id; });
}

auto factors_by_name(const Draws& draws) {
  return by_name(draws.factor, draws, draws.factor_names,
                 [](const std::string& name) { return name; });
}

}  // namespace

TEST_CASE("The order of districts and universes in the file changes nothing", "[invariance]") {
  const scenario::Scenario usual = GENERATE(test::busy_scenario(), test::delegate_scenario());
  const Draws expected = draws_of(usual);
  scenario::Scenario turned = usual;
  std::reverse(turned.districts.begin(), turned.districts.end());
  std::rotate(turned.universes.begin(), turned.universes.begin() + 4, turned.universes.end());
  std::swap(turned.universes[0], turned.universes[2]);
  const Draws draws = draws_of(turned);
  for (std::size_t q = 0; q < quantities().size(); ++q) {
    const Quantity& quantity = quantities()[q];
    if (quantity.axis == Axis::district || quantity.axis == Axis::universe) continue;
    CAPTURE(quantity.name);
    CHECK((draws.columns[q] == expected.columns[q]));
  }
  CHECK((draws.winner == expected.winner));
  CHECK((universes_by_name(turned, draws) == universes_by_name(usual, expected)));
  CHECK((districts_by_name(turned, draws) == districts_by_name(usual, expected)));
  CHECK((factors_by_name(draws) == factors_by_name(expected)));
}

TEST_CASE("What candidates, slates and events are called changes nothing", "[invariance]") {
  const scenario::Scenario usual = test::busy_scenario();
  scenario::Scenario renamed = usual;
  for (scenario::Contest& contest : renamed.contests) {
    for (scenario::Candidate& candidate : contest.candidates) candidate.id = "new " + candidate.id;
    for (scenario::SupportRow& row : contest.support) row.candidate = "new " + row.candidate;
  }
  for (scenario::Slate& slate : renamed.slates) {
    for (std::string& member : slate.members) member.insert(member.find('/') + 1, "new ");
  }
  for (scenario::Endorsement& edge : renamed.endorsements.edges) {
    for (std::string& name : edge.candidates) name.insert(name.find('/') + 1, "new ");
  }
  renamed.events.clear();
  const Draws expected = draws_of(usual);
  const Draws draws = draws_of(renamed);
  CHECK((draws[kShare].values == expected[kShare].values));
  CHECK((draws.winner == expected.winner));
  CHECK((draws[kUniverseTurnout].values == expected[kUniverseTurnout].values));
  CHECK((draws.factor == expected.factor));
}

TEST_CASE("Candidates who change places change draws, not probabilities", "[invariance]") {
  scenario::Scenario scenario = test::busy_scenario();
  const Model usual = test::model_of(scenario);
  auto& candidates = scenario.contests[0].candidates;
  std::rotate(candidates.begin(), candidates.begin() + 1, candidates.end());
  const Model rotated = test::model_of(scenario);
  constexpr std::uint64_t kMany = 1 << 16;
  const Tally a = test::run(usual, kMany).tally;
  const Tally b = test::run(rotated, kMany).tally;
  for (std::size_t i = 0; i < 4; ++i) {
    CAPTURE(i);
    const double p = static_cast<double>(a[kWin].counts[(i + 1) % 4]) / kMany;
    const double q = static_cast<double>(b[kWin].counts[i]) / kMany;
    CHECK(std::fabs(p - q) <= 5 * std::sqrt(2 * p * (1 - p) / kMany));
  }
}

TEST_CASE("A district and a contest elsewhere move no other draw, bit for bit", "[invariance]") {
  const scenario::Scenario usual = test::busy_scenario();
  const Draws expected = draws_of(usual);
  scenario::Scenario more = usual;
  // Everything in it is as elsewhere, so it shares all factors that it can.
  more.districts.insert(more.districts.begin(),
                        {.id = "New", .region = "south", .tags = {{"homes", "rented"}}});
  for (const char* name : {"young", "old"}) {
    more.universes.insert(more.universes.begin(), {.district = "New",
                                                   .universe = name,
                                                   .faction = "left",
                                                   .registered = 5000,
                                                   .turnout = scenario::TurnoutMean{0.3, {}},
                                                   .tags = {{"age", name}}});
  }
  for (scenario::Contest& contest : more.contests) {
    if (!contest.all_districts) continue;
    contest.all_districts = false;
    for (const auto& district : usual.districts) contest.districts.push_back(district.id);
  }
  scenario::Contest contest = usual.contests[1];
  contest.id = "Extra";
  contest.districts = {"New"};
  more.contests.push_back(contest);
  const Draws draws = draws_of(more);
  for (std::size_t i = 0; i < 9; ++i) {
    CAPTURE(i);
    CHECK((test::row(draws[kShare].values, draws, i) ==
           test::row(expected[kShare].values, expected, i)));
  }
  for (std::size_t c = 0; c < 3; ++c) {
    CHECK((test::row(draws.winner, draws, c) == test::row(expected.winner, expected, c)));
    CHECK((test::row(draws[kTurnout].values, draws, c) ==
           test::row(expected[kTurnout].values, expected, c)));
  }
  const auto now = universes_by_name(more, draws);
  for (const auto& [name, turnout] : universes_by_name(usual, expected)) {
    CAPTURE(name);
    CHECK((now.at(name) == turnout));
  }
  const auto factors = factors_by_name(draws);
  for (const auto& [name, factor] : factors_by_name(expected)) {
    CAPTURE(name);
    CHECK((factors.at(name) == factor));
  }
}

TEST_CASE("The order of endorsements and of their ends changes nothing", "[invariance]") {
  const scenario::Scenario usual = test::busy_scenario();
  scenario::Scenario turned = usual;
  auto& edges = turned.endorsements.edges;
  std::reverse(edges.begin(), edges.end());
  for (scenario::Endorsement& edge : edges) std::swap(edge.candidates[0], edge.candidates[1]);
  CHECK(test::same_draws(draws_of(turned), draws_of(usual)));
}

TEST_CASE("An endorsement elsewhere moves no other draw, bit for bit", "[invariance]") {
  scenario::Scenario usual = test::busy_scenario();
  usual.endorsements.edges.clear();
  const Draws expected = draws_of(usual);
  scenario::Scenario tied = usual;
  tied.endorsements.edges = {{{}, {"Y/dora", "Z/gil"}, {}}};
  const Draws draws = draws_of(tied);
  // X has no part in it. Of those who have, only what they make of the factors changes.
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK((test::row(draws[kShare].values, draws, i) ==
           test::row(expected[kShare].values, expected, i)));
  }
  CHECK((test::row(draws[kShare].values, draws, 4) !=
         test::row(expected[kShare].values, expected, 4)));
  CHECK((test::row(draws[kTurnout].values, draws, 0) ==
         test::row(expected[kTurnout].values, expected, 0)));
  CHECK((draws.factor_names == expected.factor_names));
  CHECK((draws.factor == expected.factor));
}

TEST_CASE("A lone universe keeps its draws when another joins its region", "[invariance]") {
  const std::string first = R"(
factions: [all]
districts: [{id: A, region: north}, {id: B, region: north}]
universes:
  - {district: A, universe: u, faction: all, registered: 1000, age: young, turnout: {log_odds: -1}}
)";
  const std::string second =
      "  - {district: B, universe: u, faction: all, registered: 900, age: young, turnout: "
      "{log_odds: 1}}\n";
  const std::string rest = R"(
contests:
  - {id: X, districts: [A], count: plurality, candidates: [a, b], support: {all: {a: 0.4, b: 0.6}}}
  - {id: Y, districts: [B], count: plurality, candidates: [a, b], support: {all: {a: 0.4, b: 0.6}}}
effects:
  - {id: day, affects: turnout, sd: 0.2}
  - {id: place, affects: turnout, by: region, sd: 0.3}
  - {id: age, affects: turnout, by: age, sd: 0.1}
  - {id: names, affects: support, by: candidate, sd: 0.1}
)";
  scenario::Scenario alone = test::scenario_of(first + second + rest);
  const scenario::Scenario both = alone;
  alone.universes.pop_back();
  alone.contests.pop_back();
  const Draws expected = draws_of(alone);
  const Draws draws = draws_of(both);
  CHECK((test::row(draws[kUniverseTurnout].values, draws, 0) == expected[kUniverseTurnout].values));
  CHECK((test::row(draws[kShare].values, draws, 1) ==
         test::row(expected[kShare].values, expected, 1)));
}

TEST_CASE("Ballots are conserved", "[invariance]") {
  const scenario::Scenario scenario = test::busy_scenario();
  const Model model = test::model_of(scenario);
  const Draws draws = draws_of(scenario);
  for (std::size_t e = 0; e < kElections; ++e) {
    for (const ModelContest& contest : model.contests) {
      double sum = 0;
      std::size_t best = 0;
      for (std::size_t k = 0; k < contest.n_candidates; ++k) {
        const float share = test::at(draws[kShare].values, draws, contest.candidate(k).index(), e);
        REQUIRE(share >= 0);
        sum += share;
        if (share > test::at(draws[kShare].values, draws, contest.candidate(best).index(), e)) {
          best = k;
        }
      }
      REQUIRE(std::fabs(sum - 1) < 1e-6);
      const auto c = static_cast<std::size_t>(&contest - &*model.contests.begin());
      REQUIRE(test::at(draws.winner, draws, c, e) == static_cast<std::int16_t>(best));
      double ballots = 0;
      double in_districts = 0;
      for (const DistrictId district : contest.districts) {
        in_districts += test::at(draws[kDistrictTurnout].values, draws, district.index(), e) *
                        model.districts[district].registered;
      }
      for (std::size_t i = 0; i < model.universes.size(); ++i) {
        const ModelUniverse& universe = model.universes[UniverseId(i)];
        if (std::count(contest.districts.begin(), contest.districts.end(), universe.district) ==
            0) {
          continue;
        }
        ballots += test::at(draws[kUniverseTurnout].values, draws, i, e) * universe.registered;
      }
      const double cast = test::at(draws[kTurnout].values, draws, c, e) * contest.registered;
      REQUIRE(std::fabs(cast - ballots) < 1e-6 * cast);
      REQUIRE(std::fabs(cast - in_districts) < 1e-6 * cast);
    }
  }
}
