#include "hustings/count/pairwise.hpp"

#include <limits>

namespace hustings {
namespace {

constexpr std::size_t kUnranked = std::numeric_limits<std::size_t>::max();

}  // namespace

Pairwise::Pairwise(const Ballots& ballots, std::size_t n_candidates)
    : n_candidates_(n_candidates),
      counts_(n_candidates * n_candidates),
      ranks_(n_candidates, kUnranked) {
  for (std::size_t ballot = 0; ballot < ballots.n_different(); ++ballot) add(ballots, ballot);
}

/// Adds one ballot, so often as it was cast: O(ranked x candidates). Of several rankings of a
/// candidate the first counts; candidates marked at one rank are not above each other.
void Pairwise::add(const Ballots& ballots, std::size_t ballot) {
  ranked_.clear();
  std::size_t rank = 0;
  for (const Mark& mark : ballots.marks(ballot)) {
    for (const BallotCandidateId candidate : ballots.candidates(mark)) {
      if (ranks_[candidate.index()] != kUnranked) continue;  // the first ranking is the one meant
      ranks_[candidate.index()] = rank;
      ranked_.push_back(candidate);
    }
    ++rank;
  }
  for (const BallotCandidateId above : ranked_) {
    for (std::size_t below = 0; below < n_candidates_; ++below) {
      if (ranks_[above.index()] < ranks_[below]) {
        counts_[above.index() * n_candidates_ + below] += ballots.count(ballot);
      }
    }
  }
  for (const BallotCandidateId candidate : ranked_) ranks_[candidate.index()] = kUnranked;
}

}  // namespace hustings
