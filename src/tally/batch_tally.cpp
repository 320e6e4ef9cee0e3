#include "tally/batch_tally.hpp"

#include <algorithm>
#include <utility>

namespace hustings {
namespace {

/// Counts every one of the 2^k outcomes of the members from `i` on, among the elections `left`.
void count_joint(const std::vector<CandidateId>& members, std::size_t i, std::size_t outcome,
                 const BatchBits& left, const std::vector<BatchBits>& wins,
                 std::vector<std::uint64_t>& joint) {
  const std::uint64_t n = left.count();
  if (n == 0) return;
  if (i == members.size()) {
    joint[outcome] += n;
    return;
  }
  const BatchBits& win = wins[members[i].index()];
  count_joint(members, i + 1, outcome | std::size_t{1} << i, left & win, wins, joint);
  count_joint(members, i + 1, outcome, left & ~win, wins, joint);
}

}  // namespace

BatchTally::BatchTally(const Model& model, const TallyOptions& options)
    : model_(model),
      kernels_(tally_kernels()),
      options_(options),
      tally_(model, options),
      judge_(model, programs_of(model)),
      columns_(model, tally_),
      totals_(model),
      wins_(model.candidates.size()),
      universe_moments_(options.turnout ? model.universes.size() : 0) {
  for (const CandidatePair& pair : tally_.pairs) {
    pair_members_.push_back(static_cast<std::uint32_t>(pair.a.index()));
    pair_members_.push_back(static_cast<std::uint32_t>(pair.b.index()));
  }
}

void BatchTally::add(ContestId contest, const Outcome& outcome, std::size_t n_valid) {
  const ModelContest& about = model_.contests[contest];
  const BatchBits valid = BatchBits::first(n_valid);
  for (std::size_t k = 0; k < about.n_candidates; ++k) {
    wins_[about.candidate(k).index()] = outcome.wins[k] & valid;
  }
  if (outcome.delegates.seats > 0) totals_.add(contest, outcome);
  const CountedNights nights = counted(std::span(&outcome, 1), {}, n_valid);
  columns_.add_contest(contest, nights, tally_);
  judge_.observe(contest, nights);
}

void BatchTally::add_joint(std::size_t n_valid, const NightFacts& night) {
  const BatchBits valid = BatchBits::first(n_valid);
  kernels_.tally_pairs(wins_.data(), pair_members_.data(), tally_.pairs.size(),
                       tally_.both_win.data());
  for (std::size_t s = 0; s < model_.slates.size(); ++s) {
    auto& outcomes = tally_.outcomes[s];
    if (outcomes.empty()) continue;
    count_joint(model_.slates[SlateId(s)].members, 0, 0, valid, wins_, outcomes);
  }
  totals_.close();
  happened_ = &judge_.decide(counted({}, night, n_valid));
  columns_.add_joint(counted({}, night, n_valid), tally_);
  if (model_.until) stops_ += (happened_->back() & valid).count();
  for (std::size_t i = 0; i < universe_moments_.size(); ++i) {
    tally_[kUniverseTurnout].sums[i] += as_sums(universe_moments_[i]);
  }
  tally_.elections += n_valid;
}

FixedMoments* BatchTally::begin() {
  std::fill(universe_moments_.begin(), universe_moments_.end(), FixedMoments{});
  return universe_moments_.empty() ? nullptr : universe_moments_.data();
}

Tally BatchTally::take() {
  return std::exchange(tally_, Tally(model_, options_));
}

}  // namespace hustings
