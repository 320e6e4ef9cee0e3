#include "count/pass.hpp"

#include <algorithm>

#include "hustings/core/failure.hpp"

namespace hustings {
namespace {

[[noreturn]] void fail(const std::string& reason) {
  throw Failure(ExitCode::bad_data, "the count cannot go on: " + reason);
}

}  // namespace

Pass::Pass(const Ballots& ballots, const CountContest& contest, Paths paths)
    : contest_(contest),
      decimals_(contest.rules.decimal_places),
      tie_breaker_(contest),
      flow_(ballots, contest, paths) {
  pass_.n_winners_sought = rules().number_of_winners;
}

CountPass Pass::run() {
  do {
    count_round();
  } while (goes_on());
  pass_.paths = flow_.paths();
  return std::move(pass_);
}

/// Tells whether winners' surpluses go on: in the two `multiWinner..` modes with more than one
/// seat.
bool Pass::uses_surpluses() const {
  return rules().elects_several() && rules().number_of_winners > 1;
}

/// Counts those in the count, excluded ones left out.
std::size_t Pass::n_candidates() const {
  return static_cast<std::size_t>(
      std::count_if(contest_.candidates.begin(), contest_.candidates.end(),
                    [](const BallotCandidate& candidate) { return !candidate.excluded; }));
}

/// Tells whether another round follows.
///
/// Not after the round that the rules name as the last, nor, of more seats than candidates, once
/// every declared one is elected. With `continueUntilTwoCandidatesRemain` until two are left and
/// one more round has shown where the last eliminated's ballots went; else until all seats are
/// filled (by a percentage: until anybody is elected), and one round longer with surpluses. Source:
/// docs/count.md, "Rules".
bool Pass::goes_on() const {
  const std::size_t n_rounds = pass_.rounds.size();
  const std::size_t n_elected = pass_.winners.size();
  if (n_rounds >= rules().stop_after_round) return false;
  if (n_elected == contest_.n_declared() && rules().number_of_winners > n_candidates())
    return false;
  if (rules().continue_until_two_candidates_remain) {
    const bool just_eliminated = n_rounds > 0 && !round().eliminated.empty();
    return n_eliminated_ + n_elected + 1 < n_candidates() || just_eliminated;
  }
  if (rules().winner_election_mode == WinnerElectionMode::bottoms_up_percentage_threshold) {
    return n_elected == 0;
  }
  if (n_elected < rules().number_of_winners) return true;
  // one more round shows where the last surpluses go
  return uses_surpluses() && n_rounds > 0 && !round().elected.empty();
}

/// Counts one round: somebody is elected or, where nobody is, somebody eliminated; never both, and
/// neither in a round that only shows where the last ballots went.
void Pass::count_round() {
  move_ballots();
  const Candidates winners = find_winners();
  if (!winners.empty()) {
    elect(winners);
  } else if (must_eliminate()) {
    eliminate(find_losers());
  }
  if (uses_surpluses()) settle_past_winners();
}

/// Begins a round: ballots that are free move on, which are the transfers that the round before
/// caused.
void Pass::move_ballots() {
  std::vector<VoteTransfer> transfers = flow_.move();
  if (!pass_.rounds.empty()) round().transfers = std::move(transfers);
  pass_.rounds.emplace_back();
  standings_.clear();
  for (std::size_t i = 0; i < contest_.candidates.size(); ++i) {
    const BallotCandidateId candidate(i);
    if (!flow_.continues(candidate)) continue;
    standings_.push_back({candidate, flow_.votes(candidate)});
    round().tally.push_back({candidate, flow_.votes(candidate)});
  }
  sort_by_votes(std::span(standings_));
  round().inactive = flow_.inactive();
  round().threshold = threshold();
}

/// Returns the threshold of a round, no lower than the minimum. With several winners it is that of
/// the first round; with one, of every round until the winner is found, unless the first round
/// determines it.
Votes Pass::threshold() const {
  const bool keeps = rules().number_of_winners > 1 || rules().first_round_determines_threshold ||
                     !pass_.winners.empty();
  if (keeps && pass_.rounds.size() > 1) return pass_.rounds[pass_.rounds.size() - 2].threshold;
  Votes active;
  for (const Standing<Votes>& standing : standings_) active += standing.votes;
  const Votes threshold = threshold_of(active);
  return threshold < minimum() ? minimum() : threshold;
}

/// Computes a threshold, with V active votes and s seats:
///
///     floor(V / (s + 1)) + 1         as a rule: Droop's quota, which s at most can reach
///     V / (s + 1) + least fraction   nonIntegerWinningThreshold, after a cut to the places
///     ceil(V / s)                    hareQuota
///     V x percent / 100              bottomsUpUsingPercentageThreshold
///
/// Source: docs/count.md, "Rules".
Votes Pass::threshold_of(Votes active) const {
  if (rules().winner_election_mode == WinnerElectionMode::bottoms_up_percentage_threshold) {
    const auto percentage = static_cast<std::uint64_t>(rules().bottoms_up_percentage);
    const Votes share = decimals_.quotient(decimals_.whole(percentage), decimals_.whole(100));
    return decimals_.product(active, share);
  }
  const std::size_t n_seats = rules().number_of_winners;
  if (rules().hare_quota) return decimals_.ceil_quotient(active, n_seats);
  const Votes share = decimals_.quotient(active, decimals_.whole(n_seats + 1));
  if (rules().non_integer_winning_threshold) return share + decimals_.smallest_fraction();
  return decimals_.floor_to_whole(share) + decimals_.whole(1);
}

/// Finds whom this round elects; nobody while undeclared write-ins have votes. By a percentage all
/// who are left win at once, once all have more.
Pass::Candidates Pass::find_winners() {
  for (const Standing<Votes>& standing : standings_) {
    const bool undeclared = contest_.candidates[standing.candidate].undeclared;
    if (undeclared && standing.votes.units != 0) return {};
  }
  if (rules().winner_election_mode != WinnerElectionMode::bottoms_up_percentage_threshold) {
    return elect_by_quota();
  }
  const bool all_above = std::all_of(
      standings_.begin(), standings_.end(),
      [&](const Standing<Votes>& standing) { return standing.votes > round().threshold; });
  return all_above ? first(standings_.size()) : Candidates();
}

/// Finds who is elected by seats: all, where no more are left than open seats; else who reaches the
/// threshold, the one with most votes alone where one is elected a round. Two left of one seat,
/// neither at the threshold, are tied: the tie-break decides. Source: docs/count.md, "Rules".
Pass::Candidates Pass::elect_by_quota() {
  const std::size_t n_seats = rules().number_of_winners;
  const std::size_t n_open = n_seats - std::min(n_seats, pass_.winners.size());
  if (n_open == 0) return {};
  Candidates winners;
  if (standings_.size() <= n_open) {
    winners = first(standings_.size());
  } else if (rules().first_round_determines_threshold && standings_.size() - 1 == n_seats) {
    winners = tied_for_first();
  } else if (rules().winner_election_mode != WinnerElectionMode::bottoms_up) {
    winners = reaching(round().threshold);
  }
  const bool too_many = winners.size() > 1 && (rules().winner_election_mode ==
                                                   WinnerElectionMode::multi_winner_one_per_round ||
                                               rules().first_round_determines_threshold);
  const bool last_two_tied = n_seats == 1 && winners.empty() && standings_.size() == 2 &&
                             !(standings_.front().votes < minimum());
  if (!too_many && !last_two_tied) return winners;
  winners = tied_for_first();
  return winners.size() == 1 ? winners : Candidates{break_tie(winners, true)};
}

/// Lists those with at least so many votes; the pile of undeclared write-ins cannot win.
Pass::Candidates Pass::reaching(Votes votes) const {
  Candidates reached;
  for (std::size_t i = n_below<Votes>(standings_, votes); i < standings_.size(); ++i) {
    const BallotCandidateId candidate = standings_[i].candidate;
    if (!contest_.candidates[candidate].undeclared) reached.push_back(candidate);
  }
  return reached;
}

/// Elects. A winner leaves the count, but for `continueUntilTwoCandidatesRemain`; with surpluses it
/// keeps what the threshold takes of its ballots.
///
/// Law: fraction = (votes - threshold) / votes of every ballot's value goes on, cut off after the
/// decimal places; the rest of the value stays. After the last seat surpluses go to nobody. Source:
/// docs/count.md, "Rules".
void Pass::elect(const Candidates& winners) {
  for (const BallotCandidateId winner : winners) {
    round().elected.push_back(winner);
    pass_.winners.push_back(winner);
    if (!rules().continue_until_two_candidates_remain) flow_.remove(winner);
    if (!uses_surpluses()) continue;
    const Votes votes = flow_.votes(winner);
    const Votes surplus = votes - round().threshold;
    const Votes fraction = surplus.units > 0 ? decimals_.quotient(surplus, votes) : Votes();
    past_winners_.push_back({winner, flow_.keep_with_winner(winner, fraction)});
  }
  if (uses_surpluses() && pass_.winners.size() == rules().number_of_winners) flow_.close();
}

/// Tells whether a round in which nobody is elected eliminates somebody.
bool Pass::must_eliminate() const {
  if (pass_.winners.size() < rules().number_of_winners) return true;
  if (rules().winner_election_mode == WinnerElectionMode::bottoms_up_percentage_threshold)
    return true;
  return rules().continue_until_two_candidates_remain && n_eliminated_ + 2 < n_candidates();
}

/// Finds whom this round eliminates, the first that applies: undeclared write-ins with votes; all
/// below the minimum; the batch; the last, ties broken. Source: docs/count.md, "Rules".
Pass::Candidates Pass::find_losers() {
  if (standings_.empty()) fail("no candidate is left for an open seat");
  for (const Standing<Votes>& standing : standings_) {
    const bool undeclared = contest_.candidates[standing.candidate].undeclared;
    if (undeclared && standing.votes.units > 0) return {standing.candidate};
  }
  Candidates losers = lose_below_minimum();
  if (losers.empty()) losers = lose_together();
  if (!losers.empty()) return losers;
  losers = first(n_tied_for_last<Votes>(standings_));
  return losers.size() == 1 ? losers : Candidates{break_tie(losers, false)};
}

/// Finds all below the minimum. Fails (bad_data) where they are all who are declared.
Pass::Candidates Pass::lose_below_minimum() const {
  const Candidates losers = first(n_below<Votes>(standings_, minimum()));
  if (losers.size() == contest_.n_declared()) {
    fail("every declared candidate is below the minimum vote threshold of " +
         std::to_string(rules().minimum_vote_threshold));
  }
  return losers;
}

/// Finds the batch: the most who, their votes together, have fewer than the next candidate; nobody
/// where it would be one alone. Where two are to remain it is not so large that one would.
Pass::Candidates Pass::lose_together() const {
  if (!rules().batch_elimination) return {};
  const Batch batch = hopeless<Votes>(standings_);
  const bool leaves_one =
      rules().continue_until_two_candidates_remain && batch.n + n_eliminated_ + 1 == n_candidates();
  const std::size_t n = leaves_one ? batch.n_without_last_step : batch.n;
  return n > 1 ? first(n) : Candidates();
}

void Pass::eliminate(const Candidates& losers) {
  for (const BallotCandidateId loser : losers) {
    round().eliminated.push_back(loser);
    flow_.remove(loser);
    ++n_eliminated_;
  }
}

/// Writes the earlier winners into this round's tally: what their ballots left with them. What is
/// more than the threshold there (cut-off decimal places) is residual surplus, and leaves them for
/// nobody.
void Pass::settle_past_winners() {
  for (PastWinner& winner : past_winners_) {
    const Candidates& just_elected = round().elected;
    if (std::find(just_elected.begin(), just_elected.end(), winner.candidate) !=
        just_elected.end()) {
      continue;
    }
    const Votes residual = winner.kept - round().threshold;
    if (!winner.settled && residual.units > 0) {
      pass_.rounds[pass_.rounds.size() - 2].transfers.push_back(
          {winner.candidate, VoteTransfer::Target::residual_surplus, {}, residual});
      winner.kept = round().threshold;
    }
    winner.settled = true;
    round().tally.push_back({winner.candidate, winner.kept});
  }
}

/// Breaks a tie and notes it. Earlier rounds' votes are those of their tallies; who ties now
/// continued then.
BallotCandidateId Pass::break_tie(const Candidates& tied, bool for_winner) {
  const auto votes_in_round = [this](BallotCandidateId candidate, std::size_t number) {
    const std::vector<CandidateVotes>& tally = pass_.rounds[number - 1].tally;
    const auto found = std::find_if(tally.begin(), tally.end(), [&](const CandidateVotes& votes) {
      return votes.candidate == candidate;
    });
    return found->votes;
  };
  const BallotCandidateId chosen =
      tie_breaker_.choose(tied, for_winner, pass_.rounds.size(), votes_in_round);
  round().ties.push_back({for_winner, tied, chosen});
  return chosen;
}

Pass::Candidates Pass::first(std::size_t n) const {
  Candidates candidates;
  for (std::size_t i = 0; i < n; ++i) candidates.push_back(standings_[i].candidate);
  return candidates;
}

Pass::Candidates Pass::tied_for_first() const {
  Candidates candidates;
  const std::size_t n = n_tied_for_first<Votes>(standings_);
  for (std::size_t i = standings_.size() - n; i < standings_.size(); ++i) {
    candidates.push_back(standings_[i].candidate);
  }
  return candidates;
}

}  // namespace hustings
