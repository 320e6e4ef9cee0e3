#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace hustings::test {

/// One ranked-choice election as the ranking model sees it, in double precision.
struct RankedElection {
  std::vector<std::vector<double>> votes;                 ///< group x candidate: first choices
  std::vector<std::vector<std::vector<double>>> weights;  ///< group x first choice x candidate
  std::vector<std::vector<double>> lengths;               ///< first choice x 1..L names

  std::size_t n_candidates() const { return votes.front().size(); }
};

/// What its count comes to; the last is eliminated one at a time until two are left.
struct RankedCount {
  std::vector<std::vector<double>> standing;  ///< round x candidate
  std::vector<double> exhausted;              ///< round
  std::vector<std::size_t> order;             ///< who is eliminated, first to last
  std::size_t winner = 0;
};

/// Probability that the first l names after c are all in `eliminated` (a set of bits), l = 0..most.
std::vector<double> all_in(const std::vector<double>& weights, std::size_t c,
                           std::uint32_t eliminated, std::size_t most);

/// Counts by the exact recursion, set by set, as docs/method.md says it. Shares no code with the
/// program.
RankedCount count_exactly(const RankedElection& election);

/// A ballot: candidates, first choice first.
using PlainBallot = std::vector<std::size_t>;

/// Draws ballots name by name: one per vote, first choices as they stand.
std::vector<PlainBallot> sample_ballots(const RankedElection& election, std::mt19937_64& rng);

/// Counts ballots one by one, afresh in every round.
RankedCount count_plainly(const std::vector<PlainBallot>& ballots, std::size_t n_candidates);

}  // namespace hustings::test
