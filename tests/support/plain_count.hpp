#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "hustings/count/rules.hpp"

namespace hustings::test {

/// A slow counter, written from the rules' definitions and sharing no code with the library: every
/// ballot on its own, read anew in every round. Knows surplus transfers and single winners, ties by
/// candidate order.
class PlainCount {
 public:
  using Ballot = std::vector<std::vector<int>>;  ///< candidates marked at each rank
  /// Where a ballot stands in a round.
  struct Standing {
    int with = -1;        ///< a candidate; -1 = inactive
    char inactive = ' ';  ///< why
    std::int64_t value = 0;
    friend bool operator==(const Standing&, const Standing&) = default;
  };
  struct Round {
    std::map<int, std::int64_t> tally;  ///< in 10^-decimal_places votes
    std::map<char, std::int64_t> inactive;
    std::vector<int> elected;
    std::vector<int> eliminated;
    std::vector<Standing> ballots;  ///< each on its own
  };

  PlainCount(std::vector<Ballot> ballots, int n_candidates, CountRules rules);
  const std::vector<Round>& rounds() const { return rounds_; }

 private:
  struct State {
    Ballot ballot;
    std::int64_t value;
    int with = -1;
    char inactive = ' ';
  };
  bool goes_on() const;
  bool stands(int candidate) const;
  void count_round();
  void assign(State& state) const;
  std::vector<int> winners() const;
  std::vector<int> losers() const;
  void transfer_surplus(int winner);
  bool several() const { return rules_.number_of_winners > 1; }

  CountRules rules_;
  int n_candidates_;
  std::int64_t one_ = 1;
  std::int64_t threshold_ = 0;
  std::vector<State> states_;
  std::map<int, std::size_t> elected_;     ///< candidate -> round
  std::map<int, std::size_t> eliminated_;  ///< candidate -> round
  std::map<int, std::int64_t> kept_;
  std::vector<Round> rounds_;
};

}  // namespace hustings::test
