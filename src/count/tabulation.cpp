#include "hustings/count/tabulation.hpp"

#include "count/pass.hpp"
#include "hustings/core/failure.hpp"

namespace hustings {
namespace {

/// Fills one seat after the other, each by a single-winner count without those elected before.
std::vector<CountPass> count_seat_by_seat(const Ballots& ballots, CountContest contest) {
  const std::size_t n_seats = contest.rules.number_of_winners;
  contest.rules.number_of_winners = 1;
  std::vector<CountPass> passes;
  while (passes.size() < n_seats) {
    passes.push_back(Pass(ballots, contest).run());
    if (passes.back().winners.empty()) break;  // stopped early
    contest.candidates[passes.back().winners.front()].excluded = true;
  }
  return passes;
}

}  // namespace

std::vector<CountPass> tabulate(const Ballots& ballots, const CountContest& contest) {
  if (contest.rules.winner_election_mode == WinnerElectionMode::multi_pass_irv) {
    return count_seat_by_seat(ballots, contest);
  }
  return {Pass(ballots, contest).run()};
}

}  // namespace hustings
