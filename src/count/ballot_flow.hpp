#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "hustings/count/tabulation.hpp"

namespace hustings {

/// Holds the ballots in piles, one a candidate, and moves them as candidates come out of the count.
///
/// Equal ballots move together. A ballot that became inactive stays so, with the value it had.
class BallotFlow {
 public:
  BallotFlow(const Ballots& ballots, const CountContest& contest, Paths paths);

  /// Takes a candidate out of the count: its ballots move on with the next `move`.
  void remove(BallotCandidateId candidate) { continuing_[candidate] = 0; }
  bool continues(BallotCandidateId candidate) const { return continuing_[candidate] != 0; }

  /// From now on, what moves becomes inactive as surplus of the final round.
  void close() { closed_ = true; }

  /// Leaves part of the value of every ballot of a pile with its candidate; `fraction` of it goes
  /// on. Returns the votes that stay.
  Votes keep_with_winner(BallotCandidateId candidate, Votes fraction);

  /// Moves every ballot whose candidate does not continue to its next choice; at first, all
  /// ballots.
  std::vector<VoteTransfer> move();

  Votes votes(BallotCandidateId candidate) const { return tally_[candidate]; }
  const std::array<Votes, kInactiveKinds>& inactive() const { return inactive_; }
  /// Gives away what became of every ballot; nothing unless it was to be kept.
  BallotPaths paths();

 private:
  struct Choice {
    BallotCandidateId candidate;  ///< unset: inactive
    Inactive inactive = Inactive::exhausted_choices;
  };
  enum class Reading { use, skip, exhaust };

  Choice choice_of(std::size_t ballot);
  Reading read_overvote(Mark mark, std::size_t n_continuing) const;
  bool repeats(Mark mark);
  Votes value(std::size_t ballot) const;
  void move_pile(BallotCandidateId from, const std::vector<std::uint32_t>& pile,
                 std::vector<VoteTransfer>& transfers);
  Votes place(std::size_t ballot, Choice choice);

  const Ballots& ballots_;
  const CountRules& rules_;
  Decimals decimals_;
  ById<BallotCandidateId, std::uint8_t> continuing_;
  ById<BallotCandidateId, std::vector<std::uint32_t>> piles_;
  ById<BallotCandidateId, Votes> tally_;
  std::array<Votes, kInactiveKinds> inactive_{};
  std::vector<Votes> values_;  ///< of each ballot; empty while all are worth 1
  bool closed_ = false;
  bool keeps_steps_ = false;
  std::vector<BallotStep> steps_;  ///< in the order made
  std::uint32_t n_moves_ = 0;      ///< rounds begun

  std::size_t n_read_ = 0;                ///< ballots read so far, to know what `seen_in_` is of
  std::vector<std::size_t> seen_in_;      ///< per candidate: the ballot it was last seen in
  std::size_t unread_overvote_seen_ = 0;  ///< the same for an overvote of which nothing is known
};

}  // namespace hustings
