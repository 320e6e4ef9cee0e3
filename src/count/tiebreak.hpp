#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "count/java.hpp"
#include "hustings/count/rules.hpp"
#include "hustings/count/votes.hpp"

namespace hustings {

/// Breaks ties by the contest's rule, for one count.
///
/// Random modes draw from java.util.Random(randomSeed), one number a tie, on the tied candidates
/// sorted by name. Earlier rounds are asked from the latest to the first; each keeps the fewest
/// (or, for a seat, the most) votes, and the random draw among those left is on Java's set order.
class TieBreaker {
 public:
  /// Returns the votes a candidate had in an earlier round (1, 2, ...).
  using VotesInRound = std::function<Votes(BallotCandidateId candidate, std::size_t round)>;

  explicit TieBreaker(const CountContest& contest);

  /// Chooses one of several tied candidates of a round: the winner, or the one to eliminate.
  BallotCandidateId choose(std::vector<BallotCandidateId> tied, bool for_winner, std::size_t round,
                           const VotesInRound& votes_in_round);

 private:
  BallotCandidateId by_order(const std::vector<BallotCandidateId>& tied, bool for_winner) const;
  BallotCandidateId at_random(const std::vector<BallotCandidateId>& tied);
  std::vector<BallotCandidateId> in_set_order(const std::vector<BallotCandidateId>& tied) const;

  TiebreakMode mode_;
  ById<BallotCandidateId, std::u16string> names_;
  std::vector<BallotCandidateId> order_;  ///< the one most favoured first
  java::Random random_;
};

}  // namespace hustings
