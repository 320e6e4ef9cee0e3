#include "support/random_count.hpp"

#include <rapidcheck.h>

namespace hustings::test {

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

PackedBallots packed(const std::vector<PlainCount::Ballot>& ballots,
                     const std::vector<int>& new_label) {
  PackedBallots packed;
  for (const PlainCount::Ballot& ballot : ballots) {
    std::vector<Mark> marks;
    for (const std::vector<int>& marked : ballot) {
      std::vector<BallotCandidateId> ids;
      for (const int c : marked)
        ids.emplace_back(static_cast<std::size_t>(new_label[static_cast<std::size_t>(c)]));
      marks.push_back(ids.empty()       ? Mark::skipped()
                      : ids.size() == 1 ? Mark::of(ids[0])
                                        : packed.ballots.overvote(ids));
    }
    packed.different.push_back(packed.ballots.add(marks, 1));
  }
  return packed;
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

}  // namespace hustings::test
