#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "hustings/count/ballots.hpp"

namespace hustings {

/// How many ballots rank one candidate above another; who is not ranked stands below all who are.
class Pairwise {
 public:
  Pairwise(const Ballots& ballots, std::size_t n_candidates);

  std::size_t n_candidates() const { return n_candidates_; }
  std::uint64_t n_preferring(BallotCandidateId above, BallotCandidateId below) const {
    return counts_[above.index() * n_candidates_ + below.index()];
  }

 private:
  void add(const Ballots& ballots, std::size_t ballot);

  std::size_t n_candidates_;
  std::vector<std::uint64_t> counts_;  ///< [above x below]
  std::vector<BallotCandidateId> ranked_;
  std::vector<std::size_t> ranks_;  ///< per candidate, of the ballot being read
};

}  // namespace hustings
