// First choices by parts of districts, against elections replayed one by one.

#include "hustings/engine/part_votes.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>

#include "hustings/engine/replay.hpp"
#include "support/busy_scenario.hpp"
#include "support/scenarios.hpp"

namespace hustings {
namespace {

/// Every district of every contest as a part of its own.
std::vector<DistrictParts> every_district(const Model& model) {
  std::vector<DistrictParts> wanted;
  for (std::size_t c = 0; c < model.contests.size(); ++c) {
    const std::size_t n = model.contests[ContestId(c)].districts.size();
    wanted.push_back({ContestId(c), static_cast<std::uint32_t>(n), std::vector<std::uint32_t>(n)});
    std::iota(wanted.back().of.begin(), wanted.back().of.end(), 0U);
  }
  return wanted;
}

/// Two districts whose universes stand in the other order.
constexpr const char* kTurned = R"(factions: [all]
districts: [{id: A}, {id: B}]
universes:
  - {district: B, universe: u, faction: all, registered: 1000, turnout: {mean: 0.3}}
  - {district: A, universe: u, faction: all, registered: 5000, turnout: {mean: 0.3}}
contests:
  - {id: C, districts: all, candidates: [ana, ben], support: {all: {ana: 0.5, ben: rest}}}
)";

TEST_CASE("Votes by district are those of replayed elections, bit for bit", "[part_votes]") {
  for (const Model& model :
       {test::model_of(test::busy_scenario()), test::model_of(test::every_rule_scenario()),
        test::model_of(kTurned)}) {
    const std::vector<PartVotes> votes = part_votes(model, every_district(model), {300});
    for (const std::uint64_t election : {0, 1, 255, 256, 299}) {
      const Replay replayed = replay(model, election);
      for (std::size_t c = 0; c < votes.size(); ++c) {
        for (const ReplayedDistrict& district : replayed.contests[c].districts) {
          const auto& ids = model.contests[ContestId(c)].districts;
          const auto part = static_cast<std::size_t>(
              std::find(ids.begin(), ids.end(), district.district) - ids.begin());
          for (std::size_t k = 0; k < votes[c].n_candidates; ++k) {
            CHECK(votes[c].row(part, k)[election] == district.votes[k]);
          }
        }
      }
    }
  }
}

TEST_CASE("Votes by parts are sums over their districts, and none of what is left out",
          "[part_votes]") {
  const Model model = test::model_of(test::busy_scenario());
  const std::vector<DistrictParts> single = every_district(model);
  const std::vector<PartVotes> by_district = part_votes(model, single, {256});
  for (std::size_t c = 0; c < single.size(); ++c) {
    DistrictParts halves = single[c];
    halves.n_parts = 2;
    for (std::uint32_t d = 0; d < halves.of.size(); ++d)
      halves.of[d] = d % 3 == 2 ? kNoPart : d % 3;
    const PartVotes votes = part_votes(model, {halves}, {256}).front();
    for (std::size_t part = 0; part < 2; ++part) {
      for (std::size_t k = 0; k < votes.n_candidates; ++k) {
        double sum = 0;
        for (std::size_t d = part; d < halves.of.size(); d += 3) sum += by_district[c].row(d, k)[7];
        if (part < halves.of.size()) CHECK(votes.row(part, k)[7] == Approx(sum).epsilon(1e-5));
      }
    }
  }
}

TEST_CASE("Votes by parts: an observer can stop it", "[part_votes]") {
  const Model model = test::model_of(test::busy_scenario());
  CHECK(part_votes(model, every_district(model), {5000}, [](const Progress&) {
          return false;
        }).empty());
  std::uint64_t told = 0;
  part_votes(model, every_district(model), {1000}, [&told](const Progress& progress) {
    told = std::max(told, progress.done);
    return progress.of == 1000;
  });
  CHECK(told == 1000);
}

}  // namespace
}  // namespace hustings
