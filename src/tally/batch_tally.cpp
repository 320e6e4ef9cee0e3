#include "tally/batch_tally.hpp"

#include <algorithm>
#include <utility>

namespace hustings {
namespace {

void add(const FixedMoments& from, MomentSums& to) {
  to.sum += from.sum;
  to.squares += from.squares;
}

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
      rounds_(model),
      totals_(model),
      wins_(model.candidates.size()),
      universe_moments_(options.turnout ? model.universes.size() : 0) {
  for (const CandidatePair& pair : tally_.pairs) {
    pair_members_.push_back(static_cast<std::uint32_t>(pair.a.index()));
    pair_members_.push_back(static_cast<std::uint32_t>(pair.b.index()));
  }
  if (options_.swing) swing_.emplace(model_, *options_.swing);
}

void BatchTally::add(ContestId contest, const Outcome& outcome, std::size_t n_valid) {
  const ModelContest& about = model_.contests[contest];
  const std::size_t c = contest.index();
  const BatchBits valid = BatchBits::first(n_valid);
  for (std::size_t k = 0; k < about.n_candidates; ++k) {
    const std::size_t candidate = about.candidate(k).index();
    wins_[candidate] = outcome.wins[k] & valid;
    hustings::add(kernels_.tally_row(outcome.share(k), 1.0F, n_valid, tally_.bins,
                                     &tally_.share_histogram[candidate * tally_.bins]),
                  tally_.share[candidate]);
  }
  tally_.lots[c] += outcome.by_lot.count();
  if (options_.margin) {
    hustings::add(kernels_.tally_row(outcome.margin.data(), 1.0F, n_valid, tally_.bins,
                                     &tally_.margin_histogram[c * tally_.bins]),
                  tally_.margin[c]);
  }
  if (options_.turnout) add_turnout(contest, outcome, n_valid);
  if (about.recount) add_recounts(contest, outcome, n_valid);
  if (outcome.rounds.n_rounds > 0) rounds_.add(contest, outcome, n_valid, tally_.rounds);
  if (outcome.delegates.seats > 0) {
    totals_.add(contest, outcome, n_valid, tally_.delegates);
  }
  judge_.observe(contest, outcome);
}

void BatchTally::add_turnout(ContestId contest, const Outcome& outcome, std::size_t n_valid) {
  const ModelContest& about = model_.contests[contest];
  const std::size_t c = contest.index();
  hustings::add(
      kernels_.tally_row(outcome.ballots.data(), static_cast<float>(1.0 / about.registered),
                         n_valid, tally_.bins, &tally_.turnout_histogram[c * tally_.bins]),
      tally_.turnout[c]);
  const auto& districts = model_.night.contests[c].districts;
  for (std::size_t i = 0; i < districts.size(); ++i) {
    if (!districts[i].draws_turnout) continue;
    const DistrictId district = districts[i].district;
    const auto unit = static_cast<float>(1.0 / model_.districts[district].registered);
    hustings::add(kernels_.tally_row(outcome.district_ballots.data() + i * kBatch, unit, n_valid,
                                     tally_.bins, nullptr),
                  tally_.district_turnout[district.index()]);
  }
}

void BatchTally::add_recounts(ContestId contest, const Outcome& outcome, std::size_t n_valid) {
  const BatchBits again = recounted(*model_.contests[contest].recount, outcome);
  tally_.recounts[contest.index()] += (again & BatchBits::first(n_valid)).count();
}

void BatchTally::add_slate(SlateId slate, const BatchBits& valid) {
  const auto& members = model_.slates[slate].members;
  const std::size_t k = members.size();
  std::vector<BatchBits> reached(k + 2);
  reached[0] = valid;
  for (std::size_t i = 0; i < k; ++i) {
    const BatchBits& win = wins_[members[i].index()];
    for (std::size_t j = i + 1; j > 0; --j) reached[j] |= reached[j - 1] & win;
  }
  auto& seats = tally_.seats[slate.index()];
  for (std::size_t j = 0; j <= k; ++j) seats[j] += reached[j].count() - reached[j + 1].count();
  auto& joint = tally_.joint[slate.index()];
  if (!joint.empty()) count_joint(members, 0, 0, valid, wins_, joint);
}

void BatchTally::add_swing(ContestId contest, const CountedBatch& batch, const Outcome& outcome,
                           const Night& night) {
  if (swing_) swing_->add(contest, batch, outcome, judge_, night);
}

void BatchTally::close_block() {
  if (swing_) swing_->close_block(tally_.swing);
}

void BatchTally::add_joint(std::size_t n_valid, const UniverseBallots& universes) {
  const BatchBits valid = BatchBits::first(n_valid);
  kernels_.tally_bits(wins_.data(), wins_.size(), tally_.wins.data());
  kernels_.tally_pairs(wins_.data(), pair_members_.data(), tally_.pairs.size(),
                       tally_.both_win.data());
  for (std::size_t s = 0; s < model_.slates.size(); ++s) add_slate(SlateId(s), valid);
  totals_.close(n_valid, tally_.delegates);
  happened_ = &judge_.decide(wins_, totals_, universes);
  if (swing_ && swing_->is_open()) swing_->add_joint(wins_, judge_, n_valid, universes);
  for (std::size_t i = 0; i < tally_.events.size(); ++i) {
    tally_.events[i] += ((*happened_)[i] & valid).count();
  }
  if (model_.until) stops_ += (happened_->back() & valid).count();
  for (std::size_t i = 0; i < universe_moments_.size(); ++i) {
    hustings::add(universe_moments_[i], tally_.universe_turnout[i]);
  }
  tally_.elections += n_valid;
}

BatchBits recounted(const scenario::Recount& recount, const Outcome& outcome) {
  const auto share = static_cast<float>(recount.share);
  const auto votes = static_cast<float>(recount.votes);
  BatchBits again;
  for (std::size_t e = 0; e < kBatch; ++e) {
    const float margin = outcome.margin[e];
    again.set(e, margin <= share || margin * outcome.deciding_votes()[e] <= votes);
  }
  return again;
}

FixedMoments* BatchTally::begin() {
  std::fill(universe_moments_.begin(), universe_moments_.end(), FixedMoments{});
  return universe_moments_.empty() ? nullptr : universe_moments_.data();
}

Tally BatchTally::take() {
  return std::exchange(tally_, Tally(model_, options_));
}

}  // namespace hustings
