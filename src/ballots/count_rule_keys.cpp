#include "ballots/count_rule_keys.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace hustings {
namespace {

using Text = std::string_view;

/// Stores a whole number within its range, the whole text being the number.
template <class Number>
bool store_whole(Text text, Number& target, Number low, Number high) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return false;
  if (value < low || value > high) return false;
  target = value;
  return true;
}

bool store_flag(Text text, bool& target) {
  if (text != "true" && text != "false") return false;
  target = text == "true";
  return true;
}

template <class Enum, std::size_t n>
bool store_word(Text text, Enum& target, const std::pair<Text, Enum> (&words)[n]) {
  for (const auto& [word, value] : words) {
    if (text != word) continue;
    target = value;
    return true;
  }
  return false;
}

/// Stores a whole number, or none at all for a word (in any case, as RCTab takes it).
bool store_limit(Text text, Text none, std::size_t low, std::optional<std::size_t>& target) {
  const auto same_letter = [](char a, char b) { return a == b || a == b - 'a' + 'A'; };
  if (std::ranges::equal(text, none, same_letter)) {
    target.reset();
    return true;
  }
  std::size_t limit = 0;
  if (!store_whole<std::size_t>(text, limit, low, 1'000'000'000)) return false;
  target = limit;
  return true;
}

bool store_mode(Text text, CountRules& rules) {
  using Mode = WinnerElectionMode;
  return store_word<Mode>(
      text, rules.winner_election_mode,
      {{"singleWinnerMajority", Mode::single_winner_majority},
       {"multiWinnerAllowOnlyOneWinnerPerRound", Mode::multi_winner_one_per_round},
       {"multiWinnerAllowMultipleWinnersPerRound", Mode::multi_winner_several_per_round},
       {"bottomsUp", Mode::bottoms_up},
       {"bottomsUpUsingPercentageThreshold", Mode::bottoms_up_percentage_threshold},
       {"multiPassIrv", Mode::multi_pass_irv}});
}

bool store_tiebreak(Text text, CountRules& rules) {
  using Mode = TiebreakMode;
  return store_word<Mode>(
      text, rules.tiebreak_mode,
      {{"random", Mode::random},
       {"previousRoundCountsThenRandom", Mode::previous_round_counts_then_random},
       {"useCandidateOrder", Mode::use_candidate_order},
       {"generatePermutation", Mode::generate_permutation}});
}

bool store_overvote(Text text, CountRules& rules) {
  using Rule = OvervoteRule;
  return store_word<Rule>(text, rules.overvote_rule,
                          {{"exhaustImmediately", Rule::exhaust_immediately},
                           {"alwaysSkipToNextRank", Rule::always_skip_to_next_rank},
                           {"exhaustIfMultipleContinuing", Rule::exhaust_if_multiple_continuing}});
}

// RCTab's range: what java.util.Random uses of a seed is 48 bits.
constexpr std::int64_t kMaxSeed = (std::int64_t{1} << 47) - 1;

const RuleKey kRuleKeys[] = {
    {"winnerElectionMode",
     "singleWinnerMajority, multiWinnerAllowOnlyOneWinnerPerRound, "
     "multiWinnerAllowMultipleWinnersPerRound, bottomsUp, bottomsUpUsingPercentageThreshold or "
     "multiPassIrv",
     "how winners are found", store_mode},
    {"numberOfWinners", "a whole number from 0 to 1000",
     "seats to fill; 0 only with bottomsUpUsingPercentageThreshold",
     [](Text text, CountRules& rules) {
       return store_whole<std::size_t>(text, rules.number_of_winners, 0, 1000);
     }},
    {"overvoteRule", "exhaustImmediately, alwaysSkipToNextRank or exhaustIfMultipleContinuing",
     "what several candidates at one rank are worth", store_overvote},
    {"tiebreakMode",
     "random, previousRoundCountsThenRandom, useCandidateOrder or generatePermutation",
     "how ties are broken", store_tiebreak},
    {"randomSeed", "a whole number from -140737488355328 to 140737488355327",
     "seed of java.util.Random for the random tie-break modes",
     [](Text text, CountRules& rules) {
       return store_whole<std::int64_t>(text, rules.random_seed, -kMaxSeed - 1, kMaxSeed);
     }},
    {"maxRankingsAllowed", "max or a whole number from 1", "ranks a voter may use",
     [](Text text, CountRules& rules) {
       return store_limit(text, "max", 1, rules.max_rankings_allowed);
     }},
    {"maxSkippedRanksAllowed", "unlimited or a whole number from 0",
     "ranks in a row left empty before the ballot becomes inactive",
     [](Text text, CountRules& rules) {
       return store_limit(text, "unlimited", 0, rules.max_skipped_ranks_allowed);
     }},
    {"exhaustOnDuplicateCandidate", "true or false",
     "a candidate ranked twice makes the ballot inactive at the second ranking",
     [](Text text, CountRules& rules) {
       return store_flag(text, rules.exhaust_on_duplicate_candidate);
     }},
    {"batchElimination", "true or false", "eliminate all who cannot catch up at once",
     [](Text text, CountRules& rules) { return store_flag(text, rules.batch_elimination); }},
    {"continueUntilTwoCandidatesRemain", "true or false",
     "go on after the winner is found until two candidates remain",
     [](Text text, CountRules& rules) {
       return store_flag(text, rules.continue_until_two_candidates_remain);
     }},
    {"doesFirstRoundDetermineThreshold", "true or false",
     "the threshold of round 1 holds for all rounds",
     [](Text text, CountRules& rules) {
       return store_flag(text, rules.first_round_determines_threshold);
     }},
    {"minimumVoteThreshold", "a whole number from 0 to 1000000",
     "candidates with fewer votes are eliminated first",
     [](Text text, CountRules& rules) {
       return store_whole<std::uint64_t>(text, rules.minimum_vote_threshold, 0, 1'000'000);
     }},
    {"stopTabulationEarlyAfterRound", "a whole number from 1", "the last round counted",
     [](Text text, CountRules& rules) {
       return store_whole<std::size_t>(text, rules.stop_after_round, 1, 1'000'000'000);
     }},
    {"hareQuota", "true or false", "the threshold is votes / seats, rounded up",
     [](Text text, CountRules& rules) { return store_flag(text, rules.hare_quota); }},
    {"nonIntegerWinningThreshold", "true or false", "the threshold has decimal places",
     [](Text text, CountRules& rules) {
       return store_flag(text, rules.non_integer_winning_threshold);
     }},
    {"decimalPlacesForVoteArithmetic", "a whole number from 1 to 20",
     "places kept of surplus fractions; what is beyond is cut off",
     [](Text text, CountRules& rules) { return store_whole(text, rules.decimal_places, 1, 20); }},
    {"multiSeatBottomsUpPercentageThreshold", "a whole number from 1 to 100",
     "percent of the votes everybody left must exceed",
     [](Text text, CountRules& rules) {
       return store_whole(text, rules.bottoms_up_percentage, 1, 100);
     }},
};

}  // namespace

std::span<const RuleKey> rule_keys() {
  return kRuleKeys;
}

void RuleCheck::operator()() const {
  check_number_of_winners();
  check_several_winners();
  check_thresholds();
}

/// Holds the number of winners to the mode: one, several, or as many as the percentage leaves.
void RuleCheck::check_number_of_winners() const {
  const WinnerElectionMode mode = rules_.winner_election_mode;
  const std::string n_winners = std::to_string(rules_.number_of_winners);
  if (mode == WinnerElectionMode::bottoms_up_percentage_threshold) {
    if (rules_.number_of_winners != 0) {
      refuse("numberOfWinners",
             "bottomsUpUsingPercentageThreshold finds its number of winners itself",
             "numberOfWinners: 0");
    }
    if (rules_.bottoms_up_percentage == 0) {
      refuse("winnerElectionMode", "bottomsUpUsingPercentageThreshold needs its percentage",
             "add multiSeatBottomsUpPercentageThreshold");
    }
  } else if (rules_.number_of_winners == 0) {
    refuse("numberOfWinners", "0 winners are possible with bottomsUpUsingPercentageThreshold only");
  } else if (mode == WinnerElectionMode::single_winner_majority && rules_.number_of_winners > 1) {
    refuse("numberOfWinners", "singleWinnerMajority elects one, not " + n_winners,
           "choose a winnerElectionMode for several winners");
  } else if (mode != WinnerElectionMode::single_winner_majority && rules_.number_of_winners == 1) {
    refuse("winnerElectionMode", "this mode is for several winners, but numberOfWinners is 1",
           "use singleWinnerMajority");
  }
}

void RuleCheck::check_several_winners() const {
  using Mode = WinnerElectionMode;
  const Mode mode = rules_.winner_election_mode;
  if (mode == Mode::single_winner_majority || mode == Mode::multi_pass_irv) return;
  if (rules_.continue_until_two_candidates_remain) {
    refuse("continueUntilTwoCandidatesRemain", "this rule is for one winner, or multiPassIrv");
  }
  if (rules_.batch_elimination) {
    refuse("batchElimination", "this rule is for one winner, or multiPassIrv");
  }
}

/// Holds rules about the threshold to the modes that have one of that kind.
void RuleCheck::check_thresholds() const {
  const char* const transfers_only = "this rule is for the multiWinnerAllow... modes only";
  if (!rules_.elects_several() && rules_.hare_quota) refuse("hareQuota", transfers_only);
  if (!rules_.elects_several() && rules_.non_integer_winning_threshold) {
    refuse("nonIntegerWinningThreshold", transfers_only);
  }
  if (rules_.hare_quota && rules_.non_integer_winning_threshold) {
    refuse("nonIntegerWinningThreshold",
           "it contradicts hareQuota, which rounds up to whole votes");
  }
}

void RuleCheck::refuse(const char* key, std::string problem, std::string suggestion) const {
  problems_.error({place_of_(key), key}, std::move(problem), std::move(suggestion));
}

}  // namespace hustings
