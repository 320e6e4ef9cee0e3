#include "count/tiebreak.hpp"

#include <algorithm>
#include <cmath>

#include "hustings/core/contract.hpp"

namespace hustings {
namespace {

/// Keeps, of the tied candidates, those with the fewest (or most) votes in a round.
void keep_extreme(std::vector<BallotCandidateId>& tied, bool most,
                  const std::function<Votes(BallotCandidateId)>& votes) {
  Votes extreme = votes(tied.front());
  for (const BallotCandidateId candidate : tied) {
    extreme = most ? std::max(extreme, votes(candidate)) : std::min(extreme, votes(candidate));
  }
  std::erase_if(tied, [&](BallotCandidateId candidate) { return votes(candidate) != extreme; });
}

}  // namespace

/// Prepares the order of the fixed modes: that of the rules file, or all declared candidates sorted
/// by name (UTF-16, as Java sorts) and shuffled once by the seed.
TieBreaker::TieBreaker(const CountContest& contest)
    : mode_(contest.rules.tiebreak_mode), random_(contest.rules.random_seed) {
  for (const BallotCandidate& candidate : contest.candidates) {
    const BallotCandidateId id = names_.push_back(java::utf16(candidate.name));
    if (!candidate.undeclared) order_.push_back(id);
  }
  if (mode_ == TiebreakMode::generate_permutation) {
    std::sort(order_.begin(), order_.end(),
              [&](BallotCandidateId a, BallotCandidateId b) { return names_[a] < names_[b]; });
    java::shuffle(order_, random_);
  }
}

/// Sorts the tied by name first, so that a draw depends on who is tied and not on how they were
/// found. Source: docs/count.md, "Rules".
BallotCandidateId TieBreaker::choose(std::vector<BallotCandidateId> tied, bool for_winner,
                                     std::size_t round, const VotesInRound& votes_in_round) {
  HUSTINGS_REQUIRE(tied.size() > 1);
  std::sort(tied.begin(), tied.end(),
            [&](BallotCandidateId a, BallotCandidateId b) { return names_[a] < names_[b]; });
  if (mode_ == TiebreakMode::use_candidate_order || mode_ == TiebreakMode::generate_permutation) {
    return by_order(tied, for_winner);
  }
  if (mode_ == TiebreakMode::previous_round_counts_then_random) {
    for (std::size_t earlier = round - 1; earlier > 0 && tied.size() > 1; --earlier) {
      tied = in_set_order(tied);
      keep_extreme(tied, for_winner,
                   [&](BallotCandidateId c) { return votes_in_round(c, earlier); });
    }
  }
  return tied.size() == 1 ? tied.front() : at_random(tied);
}

/// Chooses the first of the tied in the order to win, the last to be eliminated. Who is not in it,
/// the undeclared write-ins, is never chosen: of several tied one at least is declared.
BallotCandidateId TieBreaker::by_order(const std::vector<BallotCandidateId>& tied,
                                       bool for_winner) const {
  const auto is_tied = [&](BallotCandidateId candidate) {
    return std::find(tied.begin(), tied.end(), candidate) != tied.end();
  };
  if (for_winner) return *std::find_if(order_.begin(), order_.end(), is_tied);
  return *std::find_if(order_.rbegin(), order_.rend(), is_tied);
}

/// Draws the one at floor(nextDouble() x number of tied): one number of the generator a tie.
BallotCandidateId TieBreaker::at_random(const std::vector<BallotCandidateId>& tied) {
  const double position = random_.next_double() * static_cast<double>(tied.size());
  return tied[static_cast<std::size_t>(std::floor(position))];
}

/// Orders the tied as RCTab comes upon them, whose sets of strings are Java's: it decides which of
/// them a later draw meets.
std::vector<BallotCandidateId> TieBreaker::in_set_order(
    const std::vector<BallotCandidateId>& tied) const {
  std::vector<std::u16string> names;
  for (const BallotCandidateId candidate : tied) names.push_back(names_[candidate]);
  std::vector<BallotCandidateId> ordered;
  for (const std::size_t i : java::hash_set_order(names)) ordered.push_back(tied[i]);
  return ordered;
}

}  // namespace hustings
