#include "hustings/count/tabulation.hpp"

#include <numeric>

#include "count/pass.hpp"
#include "hustings/core/failure.hpp"

namespace hustings {
namespace {

/// Fills one seat after the other, each by a single-winner count without those elected before.
std::vector<CountPass> count_seat_by_seat(const Ballots& ballots, CountContest contest,
                                          Paths paths) {
  const std::size_t n_seats = contest.rules.number_of_winners;
  contest.rules.number_of_winners = 1;
  std::vector<CountPass> passes;
  while (passes.size() < n_seats) {
    passes.push_back(Pass(ballots, contest, paths).run());
    if (passes.back().winners.empty()) break;  // stopped early
    contest.candidates[passes.back().winners.front()].excluded = true;
  }
  return passes;
}

}  // namespace

/// Puts the steps of each ballot behind each other, in the order made: counting sort.
BallotPaths::BallotPaths(std::vector<BallotStep> steps, std::size_t n_ballots)
    : steps_(steps.size()), begin_(n_ballots + 1) {
  for (const BallotStep& step : steps) ++begin_[step.ballot + 1];
  std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
  std::vector<std::size_t> next(begin_.begin(), begin_.end() - 1);
  for (const BallotStep& step : steps) steps_[next[step.ballot]++] = step;
}

std::vector<CountPass> tabulate(const Ballots& ballots, const CountContest& contest, Paths paths) {
  if (contest.rules.winner_election_mode == WinnerElectionMode::multi_pass_irv) {
    return count_seat_by_seat(ballots, contest, paths);
  }
  std::vector<CountPass> passes;
  passes.push_back(Pass(ballots, contest, paths).run());
  return passes;
}

}  // namespace hustings
