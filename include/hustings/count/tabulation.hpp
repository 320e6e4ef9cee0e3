#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "hustings/core/failure.hpp"
#include "hustings/count/ballots.hpp"
#include "hustings/count/rules.hpp"
#include "hustings/count/votes.hpp"

namespace hustings {

/// Why a ballot counts for nobody.
enum class Inactive : std::uint8_t {
  exhausted_choices,
  overvote,
  repeated_ranking,
  skipped_ranking,
  final_round_surplus,  ///< its surplus comes after the last seat is filled
  no_ranking,           ///< nobody is ranked at all
};
inline constexpr std::size_t kInactiveKinds = 6;

struct CandidateVotes {
  BallotCandidateId candidate;
  Votes votes;
};

/// Votes that went from a candidate elected or eliminated in a round to where they count in the
/// next.
struct VoteTransfer {
  enum class Target : std::uint8_t { candidate, exhausted, residual_surplus };
  BallotCandidateId from;
  Target target = Target::candidate;
  BallotCandidateId to;  ///< unset unless the target is a candidate
  Votes votes;
};

/// A tie and who was chosen in it.
struct Tie {
  bool for_winner = false;
  std::vector<BallotCandidateId> tied;
  BallotCandidateId chosen;
};

/// What happened in one round.
struct CountRound {
  Votes threshold;
  std::vector<CandidateVotes> tally;  ///< those continuing and, with surpluses, earlier winners
  std::array<Votes, kInactiveKinds> inactive{};
  std::vector<BallotCandidateId> elected;
  std::vector<BallotCandidateId> eliminated;
  std::vector<Tie> ties;
  std::vector<VoteTransfer> transfers;  ///< caused in this round; empty in the last

  Votes inactive_by(Inactive kind) const { return inactive[static_cast<std::size_t>(kind)]; }
};

/// One count from all ballots to its winners; multi-pass contests have one a seat.
struct CountPass {
  std::vector<CountRound> rounds;
  std::vector<BallotCandidateId> winners;  ///< in the order elected
  std::size_t n_winners_sought = 0;
};

/// Counts the ballots by the rules of the contest, round by round, as RCTab does (docs/count.md).
///
/// Throws Failure(bad_data) where the rules lead nowhere: everybody below the minimum vote
/// threshold, or no candidate left for an open seat.
std::vector<CountPass> tabulate(const Ballots& ballots, const CountContest& contest);

}  // namespace hustings
