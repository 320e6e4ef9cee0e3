#include "hustings/engine/replay.hpp"

#include <catch2/catch.hpp>
#include <numeric>

#include "support/busy_scenario.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"

namespace hustings {
namespace {

using test::at;
using test::model_of;

constexpr std::uint64_t kElections = 1000;

/// Every counting rule, with a recount and a tie now and then.
Model every_rule() {
  return model_of(test::every_rule_scenario());
}

/// What a replay has that differs from the record of the run, by name.
std::string difference(const Model& model, const Draws& draws, std::uint64_t election) {
  const Replay night = replay(model, election);
  for (std::size_t c = 0; c < model.contests.size(); ++c) {
    const ModelContest& about = model.contests[ContestId(c)];
    const ReplayedContest& contest = night.contests[c];
    for (std::size_t k = 0; k < about.n_candidates; ++k) {
      if (contest.shares[k] !=
          at(draws[kShare].values, draws, about.candidate(k).index(), election)) {
        return "share";
      }
    }
    const auto winner = static_cast<std::uint32_t>(at(draws.winner, draws, c, election));
    if (std::count(contest.winners.begin(), contest.winners.end(), winner) != 1) return "winner";
    for (std::size_t k = 0; k < contest.delegates.size(); ++k) {
      const std::size_t candidate = about.candidate(k).index();
      if (contest.delegates[k] != at(draws[kDelegates].numbers, draws, candidate, election)) {
        return "delegates";
      }
    }
    if (contest.turnout != at(draws[kTurnout].values, draws, c, election)) return "turnout";
  }
  for (std::size_t i = 0; i < model.total_names.size(); ++i) {
    if (night.total_delegates[i] != at(draws[kNameDelegates].numbers, draws, i, election))
      return "total";
  }
  for (std::size_t i = 0; i < model.districts.size(); ++i) {
    if (night.district_turnout[i] != at(draws[kDistrictTurnout].values, draws, i, election)) {
      return "district";
    }
  }
  for (std::size_t i = 0; i < model.universes.size(); ++i) {
    if (night.universe_turnout[i] != at(draws[kUniverseTurnout].values, draws, i, election)) {
      return "universe";
    }
  }
  for (std::size_t i = 0; i < model.events.size(); ++i) {
    if (night.events[i] != (at(draws[kEvent].bits, draws, i, election) != 0)) return "event";
  }
  for (std::size_t i = 0; i < night.factors.size(); ++i) {
    if (night.factors[i].value != at(draws.factor, draws, i, election)) return "factor";
    const std::string& level = night.factors[i].level;
    if (night.factors[i].effect + (level.empty() ? "" : ": " + level) != draws.factor_names[i]) {
      return "factor's name";
    }
  }
  return "";
}

TEST_CASE("A replayed election is that of the run, bit for bit", "[replay]") {
  for (const Model& model : {model_of(test::busy_scenario()), every_rule()}) {
    const Draws draws = test::run(model, kElections, kElections).draws;
    for (const std::uint64_t election : {0, 1, 255, 256, 257, 700, 999}) {
      CAPTURE(election);
      CHECK(difference(model, draws, election).empty());
    }
  }
}

TEST_CASE("A replayed election does not depend on how long the run is", "[replay]") {
  const Model model = model_of(test::busy_scenario());
  const Draws shorter = test::run(model, 4098, 4098).draws;
  const Draws longer = test::run(model, 9000, 9000).draws;
  CHECK(difference(model, shorter, 4097).empty());
  CHECK(difference(model, longer, 4097).empty());
  CHECK(difference(model, longer, 8999).empty());
}

TEST_CASE("Votes of a replayed contest add up over districts and are kept by every round",
          "[replay]") {
  const Model model = every_rule();
  std::size_t n_ranked = 0;
  for (std::uint64_t election = 0; election < 20; ++election) {
    const Replay night = replay(model, election);
    for (std::size_t c = 0; c < model.contests.size(); ++c) {
      CAPTURE(election, model.contests[ContestId(c)].id);
      const ReplayedContest& contest = night.contests[c];
      for (std::size_t k = 0; k < contest.shares.size(); ++k) {
        float votes = 0;
        for (const ReplayedDistrict& district : contest.districts) votes += district.votes[k];
        CHECK(votes == Approx(contest.shares[k] * contest.ballots).epsilon(1e-5).margin(1e-3));
      }
      for (const ReplayedDistrict& district : contest.districts) {
        CHECK(std::accumulate(district.votes.begin(), district.votes.end(), 0.0F) ==
              Approx(district.ballots).epsilon(1e-5));
      }
      if (!std::holds_alternative<RankedChoicePlan>(model.contests[ContestId(c)].count)) continue;
      ++n_ranked;
      std::size_t n_eliminated = 0;
      for (const ReplayedRound& round : contest.rounds) {
        CHECK(std::accumulate(round.votes.begin(), round.votes.end(), round.exhausted) ==
              Approx(contest.ballots).epsilon(1e-5));
        n_eliminated += round.eliminated.size();
      }
      CHECK(n_eliminated == contest.shares.size() - 2);
      const ReplayedRound& last = contest.rounds.back();
      const std::uint32_t winner = contest.winners.at(0);
      CHECK(last.votes[winner] == *std::max_element(last.votes.begin(), last.votes.end()));
    }
  }
  CHECK(n_ranked >= 20);
}

TEST_CASE("Seats, lots and rounds of replayed elections add up to the run's tally", "[replay]") {
  const Model model = every_rule();
  constexpr std::uint64_t kFew = 300;
  const Tally tally = test::run(model, kFew).tally;
  Tally sum(model, {});
  const std::size_t n_rounds = Extents(labels_of(model), 0).width(Across::round);
  for (std::uint64_t election = 0; election < kFew; ++election) {
    const Replay night = replay(model, election);
    for (std::size_t c = 0; c < model.contests.size(); ++c) {
      const ModelContest& about = model.contests[ContestId(c)];
      const ReplayedContest& contest = night.contests[c];
      for (const std::uint32_t slot : contest.winners)
        ++sum[kWin].counts[about.candidate(slot).index()];
      sum[kLots].counts[c] += contest.by_lot ? 1 : 0;
      sum[kRecount].counts[c] += contest.is_recounted ? 1 : 0;
      for (std::size_t m = 0; m < contest.rounds.size(); ++m) {
        ++sum[kReached].counts[c * n_rounds + m];
        for (const std::uint32_t slot : contest.rounds[m].eliminated) {
          ++sum[kEliminated].counts[about.candidate(slot).index() * n_rounds + m];
        }
      }
    }
  }
  CHECK(sum[kWin].counts == tally[kWin].counts);
  CHECK(sum[kLots].counts == tally[kLots].counts);
  CHECK(sum[kRecount].counts == tally[kRecount].counts);
  CHECK(sum[kReached].counts == tally[kReached].counts);
  CHECK(sum[kEliminated].counts == tally[kEliminated].counts);
}

TEST_CASE("A factor of a t family is its normal times a scale that its family shares", "[replay]") {
  const Model model = model_of(test::busy_scenario());
  const Replay night = replay(model, 77);
  for (const ReplayedFactor& factor : night.factors) {
    CAPTURE(factor.effect, factor.level);
    const bool has_tails = factor.effect == "turnout" || factor.effect == "by homes" ||
                           factor.effect == "polling" || factor.effect == "place";
    CHECK((factor.scale > 0) == has_tails);
    for (const ReplayedFactor& other : night.factors) {
      if (factor.effect == "place" && other.effect == "place") CHECK(factor.scale == other.scale);
    }
  }
}

}  // namespace
}  // namespace hustings
