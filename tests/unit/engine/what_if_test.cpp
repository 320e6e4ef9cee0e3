// What-ifs are simulated in one pass with the base: what they come to, and how they differ from it.

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "core/fixed.hpp"
#include "engine/world_runner.hpp"
#include "support/busy_scenario.hpp"
#include "support/delegate_scenario.hpp"
#include "support/isa_paths.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"

using namespace hustings;
using scenario::Operation;

namespace {

constexpr std::uint64_t kElections = 2 * kBlock + 3 * kBatch + 41;

scenario::WhatIf what_if(const std::string& name, const scenario::ChangeKind& kind) {
  return {{}, name, {{{}, {}, kind}}};
}

/// A change of every kind, each in a world of its own; the first changes nothing.
scenario::Scenario changed_scenario() {
  scenario::Scenario scenario = test::busy_scenario();
  const scenario::WhereClause everywhere;
  const scenario::WhereClause young{{{"age", {"young"}}}, {}};
  const scenario::WhereClause in_b{{{"district", {"B"}}}, {}};
  scenario.what_ifs = {
      what_if("as it is", scenario::TurnoutChange{everywhere, Operation::times, 1}),
      what_if("young", scenario::TurnoutChange{young, Operation::times, 1.2}),
      what_if("only B", scenario::TurnoutChange{in_b, Operation::log_scale, 0.3}),
      what_if("moved in", scenario::RegisteredChange{young, 1.5, std::nullopt}),
      what_if("dora", scenario::SupportChange{"Y", "dora", {}, everywhere, Operation::plus, 0.05}),
      what_if("hal", scenario::SupportChange{"Z", "hal", {}, young, Operation::log_scale, 0.4}),
      what_if("no ben", scenario::RemoveCandidate{"X", "ben", {}, {}}),
      what_if("no ana",
              scenario::RemoveCandidate{
                  "X", "ana", {}, {{{}, "ben", 0.7}, {{}, "cleo", std::nullopt}}}),
      what_if("ivy",
              scenario::AddCandidate{
                  "Z", {{}, "ivy", "", {}}, {{"left", {{{}, "ivy", 0.2}}}}, {{"left", {}}}}),
      what_if("worse polls", scenario::EffectChange{"polling", {}, 1.5, false}),
      what_if("two seats", scenario::CountChange{"Z", scenario::Plurality{{}, 2}}),
      what_if("friends", scenario::EndorsementsChange{0.6, {}, {}}),
  };
  return scenario;
}

Links links_of(const Model& base, const Model& world) {
  return {labels_of(base), labels_of(world)};
}

std::vector<const Model*> models(const Worlds& worlds) {
  std::vector<const Model*> models;
  for (const World& world : worlds.what_ifs) models.push_back(&world.model);
  return models;
}

/// Elections in which a slot wins a contest in the one record and not in the other.
std::uint64_t won_only_in(const Draws& one, const Draws& other, std::size_t contest,
                          std::int16_t slot) {
  std::uint64_t n = 0;
  for (std::size_t e = 0; e < one.elections; ++e) {
    n += test::at(one.winner, one, contest, e) == slot &&
                 test::at(other.winner, other, contest, e) != slot
             ? 1
             : 0;
  }
  return n;
}

/// Seats that a slate wins over all elections.
std::int64_t seats_won(const Tally& tally, std::size_t slate) {
  const std::size_t width = tally[kSeats].counts.size() / tally.outcomes.size();
  std::int64_t sum = 0;
  for (std::size_t j = 0; j < width; ++j) {
    sum += static_cast<std::int64_t>(j * tally[kSeats].counts[slate * width + j]);
  }
  return sum;
}

/// Seats of a slate in one election of a record; contests of one seat.
std::int64_t seats_in(const Model& model, const Draws& draws, const ModelSlate& slate,
                      std::size_t election) {
  std::int64_t seats = 0;
  for (const CandidateId member : slate.members) {
    const ContestId contest = model.candidates[member].contest;
    const std::size_t slot = member.index() - model.contests[contest].first_candidate;
    const auto winner = test::at(draws.winner, draws, contest.index(), election);
    seats += winner == static_cast<std::int16_t>(slot) ? 1 : 0;
  }
  return seats;
}

}  // namespace

TEST_CASE("A what-if in one pass with the base is the run of its own model", "[what_if]") {
  const Worlds worlds = test::worlds_of(changed_scenario());
  const RunResult together = simulate(worlds.base, models(worlds), {kElections, 1000, 2, {}});
  CHECK(together.tally == simulate(worlds.base, {kElections, 0, 2, {}}).tally);
  REQUIRE(together.worlds.size() == worlds.what_ifs.size());
  for (std::size_t i = 0; i < worlds.what_ifs.size(); ++i) {
    CAPTURE(worlds.what_ifs[i].name);
    const RunResult alone = simulate(worlds.what_ifs[i].model, {kElections, 0, 2, {}});
    CHECK(together.worlds[i].tally == alone.tally);
    CHECK(together.worlds[i].paired.elections == kElections);
  }
}

TEST_CASE("A what-if that changes nothing differs by exactly 0", "[what_if]") {
  const Worlds worlds = test::worlds_of(changed_scenario());
  const RunResult run = simulate(worlds.base, models(worlds), {kElections, 0, 2, {}});
  PairedTally nothing(labels_of(worlds.what_ifs[0].model));
  nothing.elections = kElections;
  CHECK(run.worlds[0].paired == nothing);
  CHECK(run.worlds[0].tally == run.tally);
  CHECK_FALSE(run.worlds[1].paired == nothing);
}

TEST_CASE("A simulated what-if that changes nothing differs by exactly 0 too", "[what_if]") {
  // Twice the same scenario as two models of which nothing is shared: all is drawn anew.
  const scenario::Scenario scenario = test::busy_scenario();
  Model base = test::model_of(scenario);
  Model again = test::model_of(scenario);
  again.night.shared.terms.push_back({kZeroRow, 0});  // read by nothing, but not equal
  const RunResult run = simulate(base, {&again}, {kElections, 0, 2, {}});
  for (const bool changed : changed_contests(base, again, links_of(base, again))) {
    CHECK(changed);
  }
  PairedTally nothing(labels_of(again));
  nothing.elections = kElections;
  CHECK(run.worlds[0].paired == nothing);
}

TEST_CASE("Gains, losses and differences are those of the two records", "[what_if]") {
  const Worlds worlds = test::worlds_of(changed_scenario());
  const RunResult run = simulate(worlds.base, models(worlds), {kElections, kElections, 2, {}});
  std::uint64_t n_moved = 0;
  for (std::size_t i = 0; i < worlds.what_ifs.size(); ++i) {
    const Model& world = worlds.what_ifs[i].model;
    CAPTURE(worlds.what_ifs[i].name);
    const Draws draws = simulate(world, {kElections, kElections, 2, {}}).draws;
    const PairedTally& paired = run.worlds[i].paired;
    for (std::size_t c = 0; c < world.contests.size(); ++c) {
      const ModelContest& contest = world.contests[ContestId(c)];
      if (world.contests[ContestId(c)].count != worlds.base.contests[ContestId(c)].count) continue;
      for (std::size_t k = 0; k < contest.n_candidates; ++k) {
        const std::size_t candidate = contest.candidate(k).index();
        CAPTURE(world.candidates[CandidateId(candidate)].label);
        const auto slot = static_cast<std::int16_t>(k);
        CHECK(paired[kWin].counts[candidate].gains == won_only_in(draws, run.draws, c, slot));
        CHECK(paired[kWin].counts[candidate].losses == won_only_in(run.draws, draws, c, slot));
        n_moved += paired[kWin].counts[candidate].gains;
      }
    }
    for (std::size_t event = 0; event < world.events.size(); ++event) {
      CAPTURE(world.events[EventId(event)].name);
      std::uint64_t gains = 0;
      std::uint64_t losses = 0;
      for (std::size_t e = 0; e < kElections; ++e) {
        const bool now = test::at(draws[kEvent].bits, draws, event, e) != 0;
        const bool then = test::at(run.draws[kEvent].bits, run.draws, event, e) != 0;
        gains += now && !then ? 1 : 0;
        losses += then && !now ? 1 : 0;
      }
      CHECK(paired[kEvent].counts[event].gains == gains);
      CHECK(paired[kEvent].counts[event].losses == losses);
    }
    for (std::size_t s = 0; worlds.what_ifs[i].name != "two seats" && s < world.slates.size();
         ++s) {
      std::int64_t sum = 0;
      std::int64_t squares = 0;
      for (std::size_t e = 0; e < kElections; ++e) {
        const std::int64_t more =
            seats_in(world, draws, world.slates[SlateId(s)], e) -
            seats_in(worlds.base, run.draws, worlds.base.slates[SlateId(s)], e);
        sum += more;
        squares += more * more;
      }
      CHECK(paired[kSeats].differences[s] == DifferenceSums{sum, static_cast<U128>(squares)});
    }
    for (std::size_t universe = 0; universe < world.universes.size(); ++universe) {
      CAPTURE(world.universes[UniverseId(universe)].label);
      std::int64_t sum = 0;
      for (std::size_t e = 0; e < kElections; ++e) {
        const double now = test::at(draws[kUniverseTurnout].values, draws, universe, e);
        const double then = test::at(run.draws[kUniverseTurnout].values, run.draws, universe, e);
        sum += std::lround(now * kFixedOne) - std::lround(then * kFixedOne);
      }
      // A record multiplies by another constant: rounding may differ by one unit an election.
      CHECK(static_cast<double>(paired[kUniverseTurnout].differences[universe].sum) ==
            Approx(static_cast<double>(sum)).margin(static_cast<double>(kElections)));
    }
  }
  CHECK(n_moved > 1000);
}

TEST_CASE("Sums over worlds are exact: of tallies, differences and squares", "[what_if]") {
  const Worlds worlds = test::worlds_of(changed_scenario());
  const RunResult run = simulate(worlds.base, models(worlds), {kElections, 0, 2, {}});
  for (std::size_t i = 0; i < worlds.what_ifs.size(); ++i) {
    const Model& world = worlds.what_ifs[i].model;
    CAPTURE(worlds.what_ifs[i].name);
    const PairedTally& paired = run.worlds[i].paired;
    const Links links = links_of(worlds.base, world);
    for (std::size_t k = 0; k < world.candidates.size(); ++k) {
      const auto linked = links(Axis::candidate, k);
      const std::uint64_t wins = linked ? run.tally[kWin].counts[*linked] : 0;
      const std::uint64_t sum = linked ? run.tally[kShare].sums[*linked].sum : 0;
      CHECK(wins + paired[kWin].counts[k].gains - paired[kWin].counts[k].losses ==
            run.worlds[i].tally[kWin].counts[k]);
      CHECK(static_cast<std::int64_t>(run.worlds[i].tally[kShare].sums[k].sum - sum) ==
            paired[kShare].differences[k].sum);
    }
    for (std::size_t c = 0; c < world.contests.size(); ++c) {
      CHECK(static_cast<std::int64_t>(run.worlds[i].tally[kMargin].sums[c].sum -
                                      run.tally[kMargin].sums[c].sum) ==
            paired[kMargin].differences[c].sum);
      CHECK(static_cast<std::int64_t>(run.worlds[i].tally[kTurnout].sums[c].sum -
                                      run.tally[kTurnout].sums[c].sum) ==
            paired[kTurnout].differences[c].sum);
    }
    for (std::size_t s = 0; s < world.slates.size(); ++s) {
      CHECK(seats_won(run.worlds[i].tally, s) - seats_won(run.tally, s) ==
            paired[kSeats].differences[s].sum);
    }
  }
}

TEST_CASE("Threads and instruction paths do not change what-ifs", "[what_if][invariance]") {
  const Worlds worlds = test::worlds_of(changed_scenario());
  const RunResult one = simulate(worlds.base, models(worlds), {kElections, 0, 1, {}});
  const auto same = [&](const RunResult& other) {
    for (std::size_t i = 0; i < worlds.what_ifs.size(); ++i) {
      CAPTURE(worlds.what_ifs[i].name);
      CHECK(other.worlds[i].tally == one.worlds[i].tally);
      CHECK(other.worlds[i].paired == one.worlds[i].paired);
    }
  };
  same(simulate(worlds.base, models(worlds), {kElections, 0, 3, {}}));
  for (const std::string& isa : test::isa_paths()) {
    CAPTURE(isa);
    const test::IsaPath path(isa);
    same(simulate(worlds.base, models(worlds), {kElections, 0, 2, {}}));
  }
}

TEST_CASE("Only the contests that a change reaches are simulated again", "[what_if]") {
  const Worlds worlds = test::worlds_of(changed_scenario());
  std::map<std::string, std::vector<bool>> changed;
  for (const World& world : worlds.what_ifs) {
    changed[world.name] =
        changed_contests(worlds.base, world.model, links_of(worlds.base, world.model));
  }
  CHECK(changed["as it is"] == std::vector<bool>{false, false, false});
  // X draws the turnout of all districts; what Y and Z count hangs on it.
  CHECK(changed["young"] == std::vector<bool>{true, true, true});
  CHECK(changed["dora"] == std::vector<bool>{false, true, false});
  CHECK(changed["hal"] == std::vector<bool>{false, false, true});
  // A new candidate brings factors that are drawn with those of all contests.
  CHECK(changed["ivy"] == std::vector<bool>{true, true, true});
  CHECK(changed["two seats"] == std::vector<bool>{false, false, true});
  CHECK(changed["worse polls"] == std::vector<bool>{true, true, true});
}

TEST_CASE("Delegates are awarded in changed worlds as in their own models",
          "[what_if][delegates]") {
  scenario::Scenario scenario = test::delegate_scenario();
  scenario::Delegates rule = std::get<scenario::Delegates>(scenario.contests[2].count);
  rule.threshold = 0.15;
  rule.fallback = scenario::Fallback::half_of_leader;
  scenario.what_ifs = {what_if("as it is", scenario::TurnoutChange{{}, Operation::times, 1}),
                       what_if("no ben", scenario::RemoveCandidate{"X", "ben", {}, {}}),
                       what_if("lower threshold", scenario::CountChange{"Y", rule}),
                       what_if("delegates in Z too", scenario::CountChange{"Z", rule})};
  const Worlds worlds = test::worlds_of(scenario);
  const RunResult run = simulate(worlds.base, models(worlds), {kElections, kElections, 2, {}});
  const auto rows = [](const Model& model, const Tally& tally, std::size_t candidate) {
    const std::size_t width = tally[kDelegates].counts.size() / model.candidates.size();
    double sum = 0;
    for (std::size_t d = 0; d < width; ++d) {
      sum += static_cast<double>(d * tally[kDelegates].counts[candidate * width + d]);
    }
    return sum / static_cast<double>(kElections);
  };
  const auto same_delegates = [](const Tally& a, const Tally& b) {
    const QuantityId all[] = {kDelegates, kRemainderTies, kNameDelegates,
                              kMajority,  kLead,          kNoMajority};
    return std::ranges::all_of(all,
                               [&](QuantityId quantity) { return a[quantity] == b[quantity]; });
  };
  for (std::size_t i = 0; i < worlds.what_ifs.size(); ++i) {
    const Model& world = worlds.what_ifs[i].model;
    CAPTURE(worlds.what_ifs[i].name);
    const RunResult alone = simulate(world, {kElections, kElections, 2, {}});
    CHECK(run.worlds[i].tally == alone.tally);
    CHECK(same_delegates(run.worlds[i].tally, run.tally) == (i == 0));
    const Tally& now = run.worlds[i].tally;
    double all = 0;
    for (std::size_t k = 0; k < 4; ++k) all += rows(world, now, k);
    CHECK(all == Approx(21));
    const PairedTally& paired = run.worlds[i].paired;
    for (std::size_t name = 0; name < world.total_names.size(); ++name) {
      std::int64_t sum = 0;
      std::uint64_t gains = 0;
      const auto majority = world.totals[world.total_names[TotalNameId(name)].total].majority;
      for (std::size_t e = 0; e < kElections; ++e) {
        const auto after = test::at(alone.draws[kNameDelegates].numbers, alone.draws, name, e);
        const auto before = test::at(run.draws[kNameDelegates].numbers, run.draws, name, e);
        sum += after - before;
        gains += after >= static_cast<int>(majority) && before < static_cast<int>(majority) ? 1 : 0;
      }
      CHECK(paired[kNameDelegates].differences[name].sum == sum);
      CHECK(paired[kMajority].counts[name].gains == gains);
      CHECK(run.tally[kLead].counts[name] + paired[kLead].counts[name].gains ==
            now[kLead].counts[name] + paired[kLead].counts[name].losses);
    }
    for (std::size_t total = 0; total < world.totals.size(); ++total) {
      CHECK(run.tally[kNoMajority].counts[total] + paired[kNoMajority].counts[total].gains ==
            now[kNoMajority].counts[total] + paired[kNoMajority].counts[total].losses);
    }
  }
  CHECK(rows(worlds.what_ifs[1].model, run.worlds[1].tally, 1) == 0);  // ben has left X
  const Model& z = worlds.what_ifs[3].model;
  const Tally& with_z = run.worlds[3].tally;
  CHECK(rows(z, with_z, 4) + rows(z, with_z, 5) == Approx(8));
}
