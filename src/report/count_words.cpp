#include "report/count_words.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace hustings {

std::vector<BallotCandidateId> by_success(const CountPass& pass) {
  std::map<BallotCandidateId, std::pair<std::size_t, Int128>> success;
  for (std::size_t i = 0; i < pass.rounds.size(); ++i) {
    for (const CandidateVotes& votes : pass.rounds[i].tally) {
      success[votes.candidate] = {i, votes.votes.units};
    }
  }
  std::vector<BallotCandidateId> order;
  for (const auto& [candidate, last] : success) order.push_back(candidate);
  std::stable_sort(order.begin(), order.end(), [&](BallotCandidateId a, BallotCandidateId b) {
    return success[a] > success[b];
  });
  return order;
}

const Votes* votes_of(const CountRound& round, BallotCandidateId candidate) {
  for (const CandidateVotes& votes : round.tally) {
    if (votes.candidate == candidate) return &votes.votes;
  }
  return nullptr;
}

const char* inactive_name(Inactive kind) {
  static constexpr const char* kNames[kInactiveKinds] = {"Exhausted choices",   "Overvotes",
                                                         "Repeated rankings",   "Skipped rankings",
                                                         "Final round surplus", "No ranking"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string target_name(const CountContest& contest, const VoteTransfer& moved) {
  if (moved.target == VoteTransfer::Target::exhausted) return "exhausted";
  if (moved.target == VoteTransfer::Target::residual_surplus) return "residual surplus";
  return contest.candidates[moved.to].name;
}

}  // namespace hustings
