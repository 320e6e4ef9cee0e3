#include "support/plain_count.hpp"

#include <algorithm>
#include <set>

namespace hustings::test {

PlainCount::PlainCount(std::vector<Ballot> ballots, int n_candidates, CountRules rules)
    : rules_(rules), n_candidates_(n_candidates) {
  for (int i = 0; i < rules_.decimal_places; ++i) one_ *= 10;
  for (Ballot& ballot : ballots) states_.push_back({std::move(ballot), one_});
  while (goes_on()) count_round();
}

bool PlainCount::stands(int candidate) const {
  return !elected_.contains(candidate) && !eliminated_.contains(candidate);
}

bool PlainCount::goes_on() const {
  if (elected_.size() < rules_.number_of_winners) return true;
  return several() && !rounds_.back().elected.empty();
}

void PlainCount::count_round() {
  Round round;
  for (int c = 0; c < n_candidates_; ++c) {
    if (stands(c)) round.tally[c] = 0;
  }
  for (State& state : states_) {
    if (state.inactive == ' ' && (state.with < 0 || !stands(state.with))) assign(state);
    if (state.inactive == ' ') {
      round.tally[state.with] += state.value;
    } else {
      round.inactive[state.inactive] += state.value;
    }
    const int with = state.inactive == ' ' ? state.with : -1;
    round.ballots.push_back({with, state.inactive, state.value});
  }
  rounds_.push_back(round);
  if (!several() || rounds_.size() == 1) {
    std::int64_t active = 0;
    for (const auto& [c, votes] : round.tally) active += votes;
    const auto n = static_cast<std::int64_t>(rules_.number_of_winners);
    threshold_ = active / ((n + 1) * one_) * one_ + one_;
    if (rules_.hare_quota) threshold_ = (active + n * one_ - 1) / (n * one_) * one_;
    if (rules_.non_integer_winning_threshold) threshold_ = active / (n + 1) + 1;
  }
  const std::vector<int> won = winners();
  const std::vector<int> lost =
      won.empty() && elected_.size() < rules_.number_of_winners ? losers() : std::vector<int>();
  for (const int c : won) elected_[c] = rounds_.size();
  for (const int c : lost) eliminated_[c] = rounds_.size();
  for (const int c : won) {
    if (several()) transfer_surplus(c);
  }
  for (const auto& [c, kept] : kept_) {
    if (elected_[c] < rounds_.size()) rounds_.back().tally[c] = std::min(kept, threshold_);
  }
  rounds_.back().elected = won;
  rounds_.back().eliminated = lost;
}

void PlainCount::assign(State& state) const {
  std::set<int> seen;
  std::size_t last = 0;
  const std::size_t limit = rules_.max_skipped_ranks_allowed.value_or(1000);
  state.inactive = 'n';
  for (std::size_t rank = 1; rank <= state.ballot.size(); ++rank) {
    const std::vector<int>& marked = state.ballot[rank - 1];
    if (marked.empty()) continue;
    state.inactive = 'e';
    if (several() && elected_.size() == rules_.number_of_winners) {
      state.inactive = 'f';
      return;
    }
    if (rank - last > limit + 1) {
      state.inactive = 's';
      return;
    }
    last = rank;
    for (const int c : marked) {
      if (!seen.insert(c).second && rules_.exhaust_on_duplicate_candidate) {
        state.inactive = 'r';
        return;
      }
    }
    std::vector<int> standing;
    std::copy_if(marked.begin(), marked.end(), std::back_inserter(standing),
                 [this](int c) { return stands(c); });
    if (marked.size() > 1) {
      const bool many = rules_.overvote_rule == OvervoteRule::exhaust_if_multiple_continuing;
      if (rules_.overvote_rule == OvervoteRule::always_skip_to_next_rank) continue;
      if (!many || standing.size() > 1) {
        state.inactive = 'o';
        return;
      }
    }
    if (standing.empty()) continue;
    state.with = standing.front();
    state.inactive = ' ';
    return;
  }
}

std::vector<int> PlainCount::winners() const {
  const std::size_t open = rules_.number_of_winners - elected_.size();
  if (open == 0) return {};
  const std::map<int, std::int64_t>& tally = rounds_.back().tally;
  std::vector<int> won;
  for (const auto& [c, votes] : tally) {
    if (tally.size() <= open || votes >= threshold_) won.push_back(c);
  }
  const bool final_tie = !several() && won.empty() && tally.size() == 2;
  const bool one_only =
      rules_.winner_election_mode == WinnerElectionMode::multi_winner_one_per_round;
  if (!final_tie && !(one_only && won.size() > 1)) return won;
  int best = tally.begin()->first;  // the first in order wins a tie
  for (const auto& [c, votes] : tally) {
    if (votes > tally.at(best)) best = c;
  }
  return {best};
}

std::vector<int> PlainCount::losers() const {
  std::vector<std::pair<std::int64_t, int>> order;
  for (const auto& [c, votes] : rounds_.back().tally) order.emplace_back(votes, -c);
  std::sort(order.begin(), order.end());
  std::size_t n = 1;
  if (rules_.batch_elimination) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (i > 1 && sum < order[i].first) n = i;
      sum += order[i].first;
    }
  }
  std::vector<int> lost;
  for (std::size_t i = 0; i < n; ++i) lost.push_back(-order[i].second);
  return lost;
}

void PlainCount::transfer_surplus(int winner) {
  const std::int64_t votes = rounds_.back().tally.at(winner);
  const std::int64_t fraction = votes > threshold_ ? (votes - threshold_) * one_ / votes : 0;
  kept_[winner] = 0;
  for (State& state : states_) {
    if (state.inactive != ' ' || state.with != winner) continue;
    const std::int64_t on = state.value * fraction / one_;
    kept_[winner] += state.value - on;
    state.value = on;
  }
}

}  // namespace hustings::test
