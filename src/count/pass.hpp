#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "count/ballot_flow.hpp"
#include "count/elimination.hpp"
#include "count/tiebreak.hpp"
#include "hustings/count/tabulation.hpp"

namespace hustings {

/// One count, from all ballots to its winners.
///
/// A round: the ballots move; the threshold; winners, whose surplus goes on with the next round;
/// or, where nobody is elected, an elimination: undeclared write-ins, everybody below the minimum,
/// the hopeless together, the last one, whichever applies first.
class Pass {
 public:
  Pass(const Ballots& ballots, const CountContest& contest, Paths paths = Paths::leave);

  CountPass run();

 private:
  using Candidates = std::vector<BallotCandidateId>;

  bool goes_on() const;
  void count_round();
  void move_ballots();
  Votes threshold() const;
  Votes threshold_of(Votes active) const;

  Candidates find_winners();
  Candidates elect_by_quota();
  Candidates reaching(Votes votes) const;
  void elect(const Candidates& winners);

  bool must_eliminate() const;
  Candidates find_losers();
  Candidates lose_below_minimum() const;
  Candidates lose_together() const;
  void eliminate(const Candidates& losers);

  void settle_past_winners();
  BallotCandidateId break_tie(const Candidates& tied, bool for_winner);

  const CountRules& rules() const { return contest_.rules; }
  bool uses_surpluses() const;
  std::size_t n_candidates() const;  ///< in the count, the pile of write-ins included
  Votes minimum() const { return decimals_.whole(rules().minimum_vote_threshold); }
  Candidates first(std::size_t n) const;
  Candidates tied_for_first() const;
  CountRound& round() { return pass_.rounds.back(); }
  const CountRound& round() const { return pass_.rounds.back(); }

  const CountContest& contest_;
  Decimals decimals_;
  TieBreaker tie_breaker_;
  BallotFlow flow_;
  CountPass pass_;
  std::size_t n_eliminated_ = 0;
  std::vector<Standing<Votes>> standings_;  ///< of this round, fewest votes first

  struct PastWinner {
    BallotCandidateId candidate;
    Votes kept;  ///< what its ballots left with it
    bool settled = false;
  };
  std::vector<PastWinner> past_winners_;
};

}  // namespace hustings
