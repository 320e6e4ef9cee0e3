#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "hustings/core/id.hpp"

namespace hustings {

/// Names a candidate of one counted contest, in the order of its rules file.
using BallotCandidateId = Id<struct BallotCandidateTag>;

/// What a ballot that marks several candidates at one rank is worth (docs/count.md, "Rules").
enum class OvervoteRule {
  exhaust_immediately,
  always_skip_to_next_rank,
  exhaust_if_multiple_continuing
};

/// How a tie for last place, or for a seat, is broken.
enum class TiebreakMode {
  random,
  previous_round_counts_then_random,
  use_candidate_order,
  generate_permutation
};

/// How winners are found.
enum class WinnerElectionMode {
  single_winner_majority,
  multi_winner_one_per_round,       ///< surplus transfers, one winner a round
  multi_winner_several_per_round,   ///< surplus transfers, everybody at the threshold at once
  bottoms_up,                       ///< eliminate until as many are left as there are seats
  bottoms_up_percentage_threshold,  ///< eliminate until everybody left is above a share
  multi_pass_irv,                   ///< one single-winner count a seat, without the earlier winners
};

/// The rules of a count, under RCTab's names (docs/count.md gives the definition of each).
struct CountRules {
  WinnerElectionMode winner_election_mode = WinnerElectionMode::single_winner_majority;
  OvervoteRule overvote_rule = OvervoteRule::exhaust_immediately;
  TiebreakMode tiebreak_mode = TiebreakMode::use_candidate_order;
  std::int64_t random_seed = 0;
  std::size_t number_of_winners = 1;
  int bottoms_up_percentage = 0;  ///< [percent], for bottoms_up_percentage_threshold
  int decimal_places = 4;         ///< for vote arithmetic
  std::uint64_t minimum_vote_threshold = 0;
  std::optional<std::size_t> max_rankings_allowed;           ///< unset: as many as the ballots have
  std::optional<std::size_t> max_skipped_ranks_allowed = 1;  ///< unset: unlimited
  std::size_t stop_after_round = std::numeric_limits<std::size_t>::max();
  bool exhaust_on_duplicate_candidate = false;
  bool batch_elimination = false;
  bool continue_until_two_candidates_remain = false;
  bool first_round_determines_threshold = false;
  bool non_integer_winning_threshold = false;
  bool hare_quota = false;

  bool needs_random_seed() const { return tiebreak_mode != TiebreakMode::use_candidate_order; }
  bool elects_several() const {
    return winner_election_mode == WinnerElectionMode::multi_winner_one_per_round ||
           winner_election_mode == WinnerElectionMode::multi_winner_several_per_round;
  }
};

/// Stands for every undeclared write-in, as one candidate that cannot win.
inline constexpr const char* kUndeclaredWriteIns = "Undeclared Write-ins";

struct BallotCandidate {
  std::string name;
  bool excluded = false;    ///< on the ballots but not in the count
  bool undeclared = false;  ///< the pile of the undeclared write-ins
};

/// A contest to be counted: who stands, and under which rules.
struct CountContest {
  ById<BallotCandidateId, BallotCandidate> candidates;  ///< write-ins last
  CountRules rules;

  std::size_t n_declared() const {
    return candidates.size() -
           (!candidates.empty() && candidates.items().back().undeclared ? 1 : 0);
  }
};

}  // namespace hustings
