#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>

#include "hustings/core/failure.hpp"
#include "hustings/count/tabulation.hpp"
#include "support/plain_count.hpp"

namespace hustings {
namespace {

using test::PlainCount;

constexpr int kCandidates = 5;

/// A ballot of up to five ranks; skips, repeats and overvotes are common.
std::vector<PlainCount::Ballot> some_ballots() {
  const auto mark = rc::gen::container<std::vector<int>>(rc::gen::inRange(0, kCandidates));
  const auto rank = rc::gen::weightedOneOf<std::vector<int>>(
      {{2, rc::gen::just(std::vector<int>())},
       {9, rc::gen::map(rc::gen::inRange(0, kCandidates), [](int c) { return std::vector{c}; })},
       {1, rc::gen::map(mark, [](std::vector<int> marks) {
          if (marks.size() > 3) marks.resize(3);
          return marks;
        })}});
  const auto ballot = rc::gen::container<PlainCount::Ballot>(5, rank);
  const int n = *rc::gen::inRange(1, 60);
  return *rc::gen::container<std::vector<PlainCount::Ballot>>(static_cast<std::size_t>(n), ballot);
}

CountRules some_rules() {
  CountRules rules;
  rules.overvote_rule =
      *rc::gen::element(OvervoteRule::exhaust_immediately, OvervoteRule::always_skip_to_next_rank,
                        OvervoteRule::exhaust_if_multiple_continuing);
  rules.exhaust_on_duplicate_candidate = *rc::gen::arbitrary<bool>();
  rules.max_skipped_ranks_allowed = *rc::gen::element<std::optional<std::size_t>>(
      std::nullopt, std::size_t{0}, std::size_t{1}, std::size_t{2});
  rules.decimal_places = *rc::gen::inRange(1, 6);
  rules.number_of_winners = *rc::gen::inRange<std::size_t>(1, 4);
  if (rules.number_of_winners == 1) {
    rules.batch_elimination = *rc::gen::arbitrary<bool>();
  } else {
    rules.winner_election_mode =
        *rc::gen::element(WinnerElectionMode::multi_winner_one_per_round,
                          WinnerElectionMode::multi_winner_several_per_round);
    rules.non_integer_winning_threshold = *rc::gen::arbitrary<bool>();
    rules.hare_quota = !rules.non_integer_winning_threshold && *rc::gen::arbitrary<bool>();
  }
  return rules;
}

CountContest contest_of(const CountRules& rules) {
  CountContest contest;
  contest.rules = rules;
  for (int c = 0; c < kCandidates; ++c) {
    contest.candidates.push_back({std::string(1, static_cast<char>('A' + c)), false, false});
  }
  return contest;
}

Ballots packed(const std::vector<PlainCount::Ballot>& ballots, const std::vector<int>& new_label) {
  Ballots packed(5);
  for (const PlainCount::Ballot& ballot : ballots) {
    std::vector<Mark> marks;
    for (const std::vector<int>& marked : ballot) {
      std::vector<BallotCandidateId> ids;
      for (const int c : marked)
        ids.emplace_back(static_cast<std::size_t>(new_label[static_cast<std::size_t>(c)]));
      marks.push_back(ids.empty()       ? Mark::skipped()
                      : ids.size() == 1 ? Mark::of(ids[0])
                                        : packed.overvote(ids));
    }
    packed.add(marks, 1);
  }
  return packed;
}

std::vector<int> same_labels() {
  std::vector<int> labels(kCandidates);
  std::iota(labels.begin(), labels.end(), 0);
  return labels;
}

std::vector<int> sorted_indices(const std::vector<BallotCandidateId>& ids) {
  std::vector<int> indices;
  for (const BallotCandidateId id : ids) indices.push_back(static_cast<int>(id.index()));
  std::sort(indices.begin(), indices.end());
  return indices;
}

std::int64_t inactive_of(const PlainCount::Round& round, char kind) {
  const auto found = round.inactive.find(kind);
  return found == round.inactive.end() ? 0 : found->second;
}

void compare(const CountRound& round, PlainCount::Round plain) {
  std::map<int, std::int64_t> tally;
  for (const CandidateVotes& votes : round.tally) {
    tally[static_cast<int>(votes.candidate.index())] = static_cast<std::int64_t>(votes.votes.units);
  }
  RC_ASSERT(tally == plain.tally);
  const std::pair<Inactive, char> kinds[] = {
      {Inactive::exhausted_choices, 'e'},   {Inactive::overvote, 'o'},
      {Inactive::repeated_ranking, 'r'},    {Inactive::skipped_ranking, 's'},
      {Inactive::final_round_surplus, 'f'}, {Inactive::no_ranking, 'n'}};
  for (const auto& [kind, letter] : kinds) {
    RC_ASSERT(static_cast<std::int64_t>(round.inactive_by(kind).units) ==
              inactive_of(plain, letter));
  }
  std::sort(plain.elected.begin(), plain.elected.end());
  std::sort(plain.eliminated.begin(), plain.eliminated.end());
  RC_ASSERT(sorted_indices(round.elected) == plain.elected);
  RC_ASSERT(sorted_indices(round.eliminated) == plain.eliminated);
}

TEST_CASE("Random small elections come out as a plain, slow counter has them",
          "[count][property]") {
  CHECK(rc::check("equal to the plain counter", [] {
    const CountRules rules = some_rules();
    const std::vector<PlainCount::Ballot> ballots = some_ballots();
    const CountPass pass = tabulate(packed(ballots, same_labels()), contest_of(rules)).front();
    const PlainCount plain(ballots, kCandidates, rules);
    RC_ASSERT(pass.rounds.size() == plain.rounds().size());
    for (std::size_t i = 0; i < pass.rounds.size(); ++i) compare(pass.rounds[i], plain.rounds()[i]);
  }));
}

CountRules any_rules() {
  CountRules rules = some_rules();
  rules.tiebreak_mode =
      *rc::gen::element(TiebreakMode::random, TiebreakMode::previous_round_counts_then_random,
                        TiebreakMode::use_candidate_order, TiebreakMode::generate_permutation);
  rules.random_seed = *rc::gen::inRange<std::int64_t>(-1000, 1000);
  rules.minimum_vote_threshold = *rc::gen::inRange<std::uint64_t>(0, 3);
  rules.first_round_determines_threshold = *rc::gen::arbitrary<bool>();
  if (rules.number_of_winners == 1) {
    rules.continue_until_two_candidates_remain = *rc::gen::arbitrary<bool>();
  } else if (*rc::gen::arbitrary<bool>()) {
    rules.non_integer_winning_threshold = rules.hare_quota = false;
    rules.winner_election_mode =
        *rc::gen::element(WinnerElectionMode::bottoms_up, WinnerElectionMode::multi_pass_irv,
                          WinnerElectionMode::bottoms_up_percentage_threshold);
    if (rules.winner_election_mode == WinnerElectionMode::bottoms_up_percentage_threshold) {
      rules.number_of_winners = 0;
      rules.bottoms_up_percentage = *rc::gen::inRange(1, 60);
    }
  }
  return rules;
}

/// Residual surplus is no ballot's any more: it is added up over the rounds.
Int128 residual_of(const CountRound& round) {
  Int128 residual = 0;
  for (const VoteTransfer& moved : round.transfers) {
    if (moved.target == VoteTransfer::Target::residual_surplus) residual += moved.votes.units;
  }
  return residual;
}

TEST_CASE("Ballots are conserved in every round, under any rules", "[count][property]") {
  CHECK(rc::check("conserved", [] {
    const CountRules rules = any_rules();
    const Ballots ballots = packed(some_ballots(), same_labels());
    std::vector<CountPass> passes;
    try {
      passes = tabulate(ballots, contest_of(rules));
    } catch (const Failure&) {
      RC_DISCARD("everybody below the minimum");
    }
    const Votes total = Decimals(rules.decimal_places).whole(ballots.n_total());
    for (const CountPass& pass : passes) {
      Int128 residual = 0;
      for (const CountRound& round : pass.rounds) {
        Int128 sum = residual;
        for (const CandidateVotes& votes : round.tally) sum += votes.votes.units;
        for (const Votes votes : round.inactive) sum += votes.units;
        RC_ASSERT((sum == total.units));
        residual += residual_of(round);
      }
    }
  }));
}

TEST_CASE("Relabelling the candidates permutes a count without ties", "[count][property]") {
  CHECK(rc::check("permuted", [] {
    CountRules rules = some_rules();
    const std::vector<PlainCount::Ballot> ballots = some_ballots();
    const CountPass pass = tabulate(packed(ballots, same_labels()), contest_of(rules)).front();
    for (const CountRound& round : pass.rounds) RC_PRE(round.ties.empty());
    std::vector<int> labels = {3, 0, 4, 1, 2};
    const CountPass other = tabulate(packed(ballots, labels), contest_of(rules)).front();
    RC_ASSERT(pass.rounds.size() == other.rounds.size());
    std::vector<BallotCandidateId> expected;
    for (const BallotCandidateId winner : pass.winners) {
      expected.emplace_back(static_cast<std::size_t>(labels[winner.index()]));
    }
    RC_ASSERT(sorted_indices(other.winners) == sorted_indices(expected));
    for (std::size_t i = 0; i < pass.rounds.size(); ++i) {
      RC_ASSERT(pass.rounds[i].threshold == other.rounds[i].threshold);
    }
  }));
}

}  // namespace
}  // namespace hustings
