#include "count/ballot_flow.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace hustings {

BallotFlow::BallotFlow(const Ballots& ballots, const CountContest& contest, Paths paths)
    : ballots_(ballots),
      rules_(contest.rules),
      decimals_(contest.rules.decimal_places),
      piles_(contest.candidates.size()),
      tally_(contest.candidates.size()),
      keeps_steps_(paths == Paths::keep),
      seen_in_(contest.candidates.size(), 0) {
  for (const BallotCandidate& candidate : contest.candidates) {
    continuing_.push_back(candidate.excluded ? 0 : 1);
  }
}

/// Divides each ballot's value x: floor(x fraction), in units of the smallest decimal place, goes
/// on, the rest stays. Values begin at 1; they are kept ballot by ballot only once somebody has a
/// surplus.
Votes BallotFlow::keep_with_winner(BallotCandidateId candidate, Votes fraction) {
  if (values_.empty()) values_.assign(ballots_.n_different(), decimals_.whole(1));
  Votes kept;
  for (const std::uint32_t ballot : piles_[candidate]) {
    const Votes going_on = decimals_.product(values_[ballot], fraction);
    kept += ballots_.count(ballot) * (values_[ballot] - going_on);
    values_[ballot] = going_on;
  }
  return kept;
}

/// Takes piles in the candidates' order, and in a pile equal ballots as one, so a round costs
/// O(different ballots that move x ranks), not all ballots.
std::vector<VoteTransfer> BallotFlow::move() {
  std::vector<VoteTransfer> transfers;
  if (++n_moves_ == 1) {
    std::vector<std::uint32_t> all(ballots_.n_different());
    std::iota(all.begin(), all.end(), 0u);
    move_pile(BallotCandidateId(), all, transfers);
    return {};
  }
  for (std::size_t i = 0; i < piles_.size(); ++i) {
    const BallotCandidateId candidate(i);
    if (continues(candidate) || piles_[candidate].empty()) continue;
    const std::vector<std::uint32_t> pile = std::exchange(piles_[candidate], {});
    tally_[candidate] = Votes();
    move_pile(candidate, pile, transfers);
  }
  return transfers;
}

/// Moves a pile, adding up by target what went where. Ballots worth nothing move without a
/// transfer.
void BallotFlow::move_pile(BallotCandidateId from, const std::vector<std::uint32_t>& pile,
                           std::vector<VoteTransfer>& transfers) {
  std::vector<Votes> to_candidates(tally_.size());
  Votes exhausted;
  for (const std::uint32_t ballot : pile) {
    const Choice choice = choice_of(ballot);
    const Votes moved = place(ballot, choice);
    if (moved.units == 0) continue;  // no transfer, not even one of 0.0000
    (choice.candidate ? to_candidates[choice.candidate.index()] : exhausted) += moved;
  }
  using Target = VoteTransfer::Target;
  for (std::size_t i = 0; i < to_candidates.size(); ++i) {
    if (to_candidates[i].units == 0) continue;
    transfers.push_back({from, Target::candidate, BallotCandidateId(i), to_candidates[i]});
  }
  if (exhausted.units != 0) transfers.push_back({from, Target::exhausted, {}, exhausted});
}

/// Puts a ballot where it counts, or to the inactive of its kind, with the value it has now.
Votes BallotFlow::place(std::size_t ballot, Choice choice) {
  const Votes moved = ballots_.count(ballot) * value(ballot);
  if (choice.candidate) {
    piles_[choice.candidate].push_back(static_cast<std::uint32_t>(ballot));
    tally_[choice.candidate] += moved;
  } else {
    inactive_[static_cast<std::size_t>(choice.inactive)] += moved;
  }
  if (keeps_steps_) {
    steps_.push_back({static_cast<std::uint32_t>(ballot), n_moves_, choice.candidate,
                      choice.inactive, value(ballot)});
  }
  return moved;
}

Votes BallotFlow::value(std::size_t ballot) const {
  return values_.empty() ? decimals_.whole(1) : values_[ballot];
}

BallotPaths BallotFlow::paths() {
  if (!keeps_steps_) return {};
  return BallotPaths(std::exchange(steps_, {}), ballots_.n_different());
}

/// Finds the candidate a ballot counts for now, or why there is none. At each rank in turn: too
/// many ranks skipped before it, a candidate seen before, an overvote, a continuing candidate.
BallotFlow::Choice BallotFlow::choice_of(std::size_t ballot) {
  ++n_read_;
  Choice choice{{}, Inactive::no_ranking};
  std::size_t n_skipped = 0;
  for (const Mark& mark : ballots_.marks(ballot)) {
    if (mark.is_skipped()) {
      ++n_skipped;
      continue;
    }
    if (closed_) return {{}, Inactive::final_round_surplus};
    choice.inactive = Inactive::exhausted_choices;
    if (n_skipped > rules_.max_skipped_ranks_allowed.value_or(n_skipped)) {
      return {{}, Inactive::skipped_ranking};
    }
    n_skipped = 0;
    if (rules_.exhaust_on_duplicate_candidate && repeats(mark))
      return {{}, Inactive::repeated_ranking};
    std::size_t n_continuing = 0;
    for (const BallotCandidateId candidate : ballots_.candidates(mark)) {
      if (!continues(candidate)) continue;
      if (n_continuing++ == 0) choice.candidate = candidate;
    }
    const Reading reading = mark.is_candidate() ? Reading::use : read_overvote(mark, n_continuing);
    if (reading == Reading::exhaust) return {{}, Inactive::overvote};
    if (reading == Reading::skip) choice.candidate = BallotCandidateId();
    if (choice.candidate) return choice;
  }
  return choice;
}

/// Says what an overvote is worth by the rule: the ballot's end, a rank passed over, or, if no more
/// than one of those marked continues, a vote for that one. Source: docs/count.md, "Rules".
BallotFlow::Reading BallotFlow::read_overvote(Mark mark, std::size_t n_continuing) const {
  switch (rules_.overvote_rule) {
    case OvervoteRule::exhaust_immediately:
      return Reading::exhaust;
    case OvervoteRule::always_skip_to_next_rank:
      return Reading::skip;
    case OvervoteRule::exhaust_if_multiple_continuing:
      break;
  }
  return mark.is_unread_overvote() || n_continuing > 1 ? Reading::exhaust : Reading::use;
}

/// Whether somebody of this mark stands earlier in the ballot just being read (or twice in the
/// mark).
bool BallotFlow::repeats(Mark mark) {
  if (mark.is_unread_overvote()) return std::exchange(unread_overvote_seen_, n_read_) == n_read_;
  return std::ranges::any_of(ballots_.candidates(mark), [&](BallotCandidateId candidate) {
    return std::exchange(seen_in_[candidate.index()], n_read_) == n_read_;
  });
}

}  // namespace hustings
