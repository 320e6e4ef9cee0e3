#include "count/elimination.hpp"

#include <catch2/catch.hpp>
#include <vector>

namespace hustings {
namespace {

std::vector<Standing<double>> sorted(std::vector<double> votes) {
  std::vector<Standing<double>> standings;
  for (std::size_t i = 0; i < votes.size(); ++i)
    standings.push_back({BallotCandidateId(i), votes[i]});
  sort_by_votes(std::span(standings));
  return standings;
}

std::size_t n_hopeless(std::vector<double> votes) {
  return hopeless<double>(sorted(std::move(votes))).n;
}

TEST_CASE("Trailing candidates who cannot catch up together are hopeless", "[count][elimination]") {
  CHECK(n_hopeless({60, 15, 14, 5, 4, 1, 1}) == 6);
  CHECK(n_hopeless({40, 30, 20, 15}) == 1);  // one: no batch, 15 < 20
  CHECK(n_hopeless({40, 30, 15, 15}) == 0);  // together they reach 30
  CHECK(n_hopeless({40, 30, 15, 14}) == 2);
  CHECK(n_hopeless({10, 0, 0}) == 2);
  CHECK(n_hopeless({5, 5}) == 0);
  CHECK(n_hopeless({}) == 0);
}

TEST_CASE("The batch without its last step leaves a second candidate", "[count][elimination]") {
  const Batch batch = hopeless<double>(sorted({60, 15, 14, 5, 4, 1, 1}));
  CHECK(batch.n == 6);
  CHECK(batch.n_without_last_step == 4);
}

TEST_CASE("Ties for last and first are found, in the candidates' order", "[count][elimination]") {
  const auto standings = sorted({3, 7, 3, 7, 5});
  CHECK(n_tied_for_last<double>(standings) == 2);
  CHECK(n_tied_for_first<double>(standings) == 2);
  CHECK(standings[0].candidate == BallotCandidateId(0));
  CHECK(standings[1].candidate == BallotCandidateId(2));
  CHECK(n_below<double>(standings, 5.0) == 2);
  CHECK(n_below<double>(standings, 8.0) == 5);
}

}  // namespace
}  // namespace hustings
