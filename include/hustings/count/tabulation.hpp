#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
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

/// Where equal ballots count from a round on.
struct BallotStep {
  std::uint32_t ballot = 0;  ///< which of the different ballots
  std::uint32_t round = 0;   ///< from 1
  BallotCandidateId to;      ///< unset: inactive, and why
  Inactive inactive = Inactive::exhausted_choices;
  Votes value;  ///< of each of them; what it was worth before and is not now stays where it counted
};

/// What became of every different ballot in one count: a step in the first round, and one wherever
/// it moved.
class BallotPaths {
 public:
  BallotPaths() = default;
  BallotPaths(std::vector<BallotStep> steps, std::size_t n_ballots);

  bool empty() const { return steps_.empty(); }
  /// The steps of a ballot, in the order of rounds.
  std::span<const BallotStep> of(std::size_t ballot) const {
    return std::span(steps_).subspan(begin_[ballot], begin_[ballot + 1] - begin_[ballot]);
  }

 private:
  std::vector<BallotStep> steps_;  ///< by ballot
  std::vector<std::size_t> begin_;
};

/// One count from all ballots to its winners; multi-pass contests have one a seat.
struct CountPass {
  std::vector<CountRound> rounds;
  std::vector<BallotCandidateId> winners;  ///< in the order elected
  std::size_t n_winners_sought = 0;
  BallotPaths paths;  ///< empty unless asked for
};

/// Whether a count keeps what became of every ballot: 48 bytes for each step of a different one.
enum class Paths { leave, keep };

/// Counts the ballots by the rules of the contest, round by round, as RCTab does (docs/count.md).
///
/// Throws Failure(bad_data) where the rules lead nowhere: everybody below the minimum vote
/// threshold, or no candidate left for an open seat.
std::vector<CountPass> tabulate(const Ballots& ballots, const CountContest& contest,
                                Paths paths = Paths::leave);

}  // namespace hustings
