#include "hustings/count/ballots.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

#include "hustings/count/pairwise.hpp"

namespace hustings {
namespace {

const BallotCandidateId a(0), b(1), c(2);

TEST_CASE("Equal ballots are kept once, with their number", "[count][ballots]") {
  Ballots ballots(2);
  for (std::size_t i = 0; i < 30'000; ++i) {
    ballots.add(
        std::vector{Mark::of(BallotCandidateId(i % 150)), Mark::of(BallotCandidateId(i % 40))}, 2);
  }
  CHECK(ballots.n_different() == 600);
  CHECK(ballots.n_total() == 60'000);
  for (std::size_t i = 0; i < ballots.n_different(); ++i) CHECK(ballots.count(i) == 100);
}

TEST_CASE("Overvotes are kept with all their marks, and follow new labels", "[count][ballots]") {
  Ballots ballots(1);
  const Mark both = ballots.overvote({a, c});
  CHECK(both == ballots.overvote({a, c}));
  CHECK(both != ballots.overvote({c, a}));
  CHECK_FALSE(both.is_candidate());
  ballots.add(std::vector{both}, 1);
  ballots.add(std::vector{Mark::of(b)}, 1);
  ballots.relabel({c, a, b});
  CHECK(ballots.candidates(ballots.marks(0)[0])[0] == c);
  CHECK(ballots.candidates(ballots.marks(0)[0])[1] == b);
  CHECK(ballots.candidates(ballots.marks(1)[0])[0] == a);
  ballots.add(std::vector{Mark::of(a)}, 4);
  CHECK(ballots.count(1) == 5);
  CHECK(ballots.candidates(Mark::skipped()).empty());
  CHECK(ballots.candidates(Mark::unread_overvote()).empty());
}

TEST_CASE("Ballots that get more ranks are the same, and are found again", "[count][ballots]") {
  Ballots ballots(1);
  for (std::size_t i = 0; i < 5000; ++i) {
    CHECK(ballots.add(std::vector{Mark::of(BallotCandidateId(i % 900))}, 1) == i % 900);
  }
  ballots.widen(3);
  CHECK(ballots.n_ranks() == 3);
  CHECK(ballots.n_different() == 900);
  CHECK(ballots.n_total() == 5000);
  for (std::size_t i = 0; i < 900; ++i) {
    const std::vector<Mark> marks{Mark::of(BallotCandidateId(i)), Mark::skipped(), Mark::skipped()};
    CHECK(std::ranges::equal(ballots.marks(i), marks));
    CHECK(ballots.add(marks, 1) == i);
  }
  CHECK(ballots.n_different() == 900);
}

TEST_CASE("Pairs: ranked above unranked, equal at an overvote, the first ranking counts",
          "[count][pairwise]") {
  Ballots ballots(3);
  ballots.add(std::vector{ballots.overvote({a, b}), Mark::skipped(), Mark::of(c)}, 10);
  ballots.add(std::vector{Mark::of(c), Mark::of(a), Mark::of(c)}, 3);
  const Pairwise pairs(ballots, 3);
  CHECK(pairs.n_preferring(a, b) == 3);
  CHECK(pairs.n_preferring(b, a) == 0);
  CHECK(pairs.n_preferring(a, c) == 10);
  CHECK(pairs.n_preferring(c, a) == 3);
  CHECK(pairs.n_preferring(c, b) == 3);
}

}  // namespace
}  // namespace hustings
