#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/aligned.hpp"
#include "random/batch_bits.hpp"

namespace hustings {

/// What went on between the first round and the last of a ranked-choice count: rows of kBatch.
struct Rounds {
  std::size_t n_rounds = 0;  ///< most there can be; 0 = not counted in rounds
  std::size_t n_groups = 0;  ///< transfer groups; 0 = counted without
  /// Round in which each candidate is eliminated, from 1; 0 = stands in the last one.
  Aligned<std::int32_t> eliminated;
  Aligned<std::int32_t> last;       ///< number of the last round
  Aligned<std::int32_t> runner_up;  ///< slot of the loser of the last round
  Aligned<std::int32_t> leader;     ///< slot of who leads the first round
  Aligned<float> standing;          ///< round x candidate: share of valid votes, 0 = out
  Aligned<float> exhausted;         ///< round: share of valid votes
  Aligned<float> exhausted_of;      ///< transfer group: share of its valid votes, in the last round
  Aligned<float> final_shares;      ///< candidate: share of the votes of the last round
  Aligned<float> final_votes;       ///< votes of the last round

  void resize(std::size_t n_candidates, std::size_t most_rounds, std::size_t n_transfer_groups);
};

/// Delegates that the candidates of a contest win: rows of kBatch.
struct DelegatesWon {
  std::size_t seats = 0;         ///< of the contest; 0 = it awards none
  Aligned<std::int32_t> won;     ///< candidate
  Aligned<float> shares;         ///< candidate: of the contest's delegates
  Aligned<std::int32_t> leader;  ///< slot of who has most first choices
  BatchBits tied;  ///< elections in which equal remainders left it to votes or ids who gets a
                   ///< delegate

  void resize(std::size_t n_candidates);
};

/// What one contest came to in every election of a batch: rows of kBatch.
struct Outcome {
  Aligned<float> shares;         ///< first choices / valid votes, row per candidate
  Aligned<float> ballots;        ///< valid votes
  Aligned<float> margin;         ///< share of the last in minus the first out, >= 0
  Aligned<std::int32_t> winner;  ///< slot of the winner
  std::vector<BatchBits> wins;   ///< per candidate
  std::size_t seats = 1;         ///< how many win
  BatchBits by_lot;              ///< elections (of those that count) decided by lot
  Rounds rounds;
  DelegatesWon delegates;
  Aligned<float> district_ballots;  ///< who came, blank or not, row per district of the contest

  /// Makes room for a contest that is not counted in delegates.
  void resize(std::size_t n_candidates);
  const float* share(std::size_t slot) const { return shares.data() + slot * kBatch; }
  /// The shares that decide: of the last round where there are rounds, of delegates where they are
  /// awarded, else of first choices.
  const float* deciding_share(std::size_t slot) const {
    if (delegates.seats > 0) return delegates.shares.data() + slot * kBatch;
    return rounds.n_rounds > 0 ? rounds.final_shares.data() + slot * kBatch : share(slot);
  }
  /// Votes that the deciding shares are shares of; not where delegates decide.
  const float* deciding_votes() const {
    return rounds.n_rounds > 0 ? rounds.final_votes.data() : ballots.data();
  }
  /// Slot of who has most first choices.
  const std::int32_t* leader() const {
    if (delegates.seats > 0) return delegates.leader.data();
    return rounds.n_rounds > 0 ? rounds.leader.data() : winner.data();
  }
};

/// Sets the bits of each candidate from the slots of the winners.
void mark_wins(Outcome& outcome);

/// Copies the given elections of a batch to the front of another outcome; what stands behind them
/// there means nothing.
void pick_elections(const Outcome& from, std::span<const std::uint16_t> elections, Outcome& to);

/// The same for rows of kBatch.
template <class T>
void pick_elections(std::span<const T> rows, std::span<const std::uint16_t> elections, T* to) {
  for (std::size_t first = 0; first < rows.size(); first += kBatch) {
    for (std::size_t i = 0; i < elections.size(); ++i) to[first + i] = rows[first + elections[i]];
  }
}

/// Turns an outcome over the candidates who stand into one over all `n` slots: `slots` says which
/// slot each place is. Who does not stand has no share, wins nothing and is in no round.
void spread_places(const std::vector<std::uint32_t>& slots, std::size_t n, Outcome& outcome);

}  // namespace hustings
