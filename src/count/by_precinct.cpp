#include <map>
#include <tuple>

#include "hustings/core/contract.hpp"
#include "hustings/count/precincts.hpp"

namespace hustings {
namespace {

/// One precinct's part of one count: what its ballots add to every round, by their paths.
///
/// A ballot counts for one candidate over many rounds, so votes are kept as differences between
/// rounds [round x candidate] and summed at the end: O(steps of paths), not O(ballots x rounds).
/// Where it moves, what it was worth before and is not now stays with the winner. Decimals are
/// exact, so precincts add up to the whole count but for residual surplus. Source: docs/count.md,
/// "By precinct".
class PrecinctPass {
 public:
  PrecinctPass(const CountPass& whole, const CountContest& contest)
      : whole_(whole),
        n_candidates_(contest.candidates.size()),
        change_(whole.rounds.size() * n_candidates_),
        inactive_(whole.rounds.size()),
        transfers_(whole.rounds.size()) {}

  CountPass count(std::span<const Precincts::Part> parts) {
    for (const Precincts::Part& part : parts) add(part);
    CountPass pass;
    pass.winners = whole_.winners;
    pass.n_winners_sought = whole_.n_winners_sought;
    std::vector<Votes> tally(n_candidates_);
    std::array<Votes, kInactiveKinds> inactive{};
    for (std::size_t i = 0; i < whole_.rounds.size(); ++i) {
      for (std::size_t c = 0; c < n_candidates_; ++c) tally[c] += change_[i * n_candidates_ + c];
      for (std::size_t k = 0; k < kInactiveKinds; ++k) inactive[k] += inactive_[i][k];
      pass.rounds.push_back(round(i, tally, inactive));
    }
    return pass;
  }

 private:
  using Target = VoteTransfer::Target;
  using Way = std::tuple<BallotCandidateId, Target, BallotCandidateId>;

  /// Adds equal ballots. Where they move, what each was worth before and is not now stays: a
  /// winner's part, out of which no later round takes it.
  void add(const Precincts::Part& part) {
    BallotStep before;
    for (const BallotStep& step : whole_.paths.of(part.ballot)) {
      const std::size_t i = step.round - 1;
      const Votes moved = part.n * step.value;
      if (before.to) change(i, before.to) = change(i, before.to) - moved;
      if (step.to) {
        change(i, step.to) += moved;
      } else {
        inactive_[i][static_cast<std::size_t>(step.inactive)] += moved;
      }
      if (before.to && moved.units != 0) {
        const Target target = step.to ? Target::candidate : Target::exhausted;
        transfers_[i - 1][{before.to, target, step.to}] += moved;
      }
      before = step;
    }
  }

  Votes& change(std::size_t round, BallotCandidateId candidate) {
    return change_[round * n_candidates_ + candidate.index()];
  }

  /// Who has a tally, is elected or eliminated is the matter of the count of all.
  CountRound round(std::size_t i, const std::vector<Votes>& tally,
                   const std::array<Votes, kInactiveKinds>& inactive) const {
    const CountRound& whole = whole_.rounds[i];
    CountRound round;
    for (const CandidateVotes& votes : whole.tally) {
      round.tally.push_back({votes.candidate, tally[votes.candidate.index()]});
    }
    round.inactive = inactive;
    round.elected = whole.elected;
    round.eliminated = whole.eliminated;
    for (const auto& [way, votes] : transfers_[i]) {
      const auto& [from, target, to] = way;
      round.transfers.push_back({from, target, to, votes});
    }
    return round;
  }

  const CountPass& whole_;
  std::size_t n_candidates_;
  std::vector<Votes> change_;
  std::vector<std::array<Votes, kInactiveKinds>> inactive_;
  std::vector<std::map<Way, Votes>> transfers_;  ///< per round that causes them
};

}  // namespace

std::vector<PrecinctCount> count_by_precinct(const Precincts& precincts,
                                             const CountContest& contest,
                                             const std::vector<CountPass>& passes) {
  std::vector<PrecinctCount> counts;
  for (std::size_t i = 0; i < precincts.size(); ++i) {
    const PrecinctId precinct(i);
    PrecinctCount count{precincts.name(precinct), precincts.n_ballots(precinct), {}};
    for (const CountPass& pass : passes) {
      HUSTINGS_REQUIRE(!pass.paths.empty());
      count.passes.push_back(PrecinctPass(pass, contest).count(precincts.of(precinct)));
    }
    counts.push_back(std::move(count));
  }
  return counts;
}

}  // namespace hustings
