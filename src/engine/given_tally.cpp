#include "engine/given_tally.hpp"

namespace hustings {

ChosenTally::ChosenTally(const Model& model, const TallyOptions& options)
    : model_(model),
      kernels_(tally_kernels()),
      tally_(model, options),
      outcomes_(model.contests.size()),
      universes_(model.night.n_universes * kBatch) {}

void ChosenTally::begin(const BatchBits& chosen, std::size_t n_valid) {
  elections_.clear();
  for (std::size_t e = 0; e < n_valid; ++e) {
    if (chosen[e]) elections_.push_back(static_cast<std::uint16_t>(e));
  }
}

void ChosenTally::add(ContestId contest, const Outcome& outcome) {
  if (elections_.empty()) return;
  Outcome& picked = outcomes_[contest.index()];
  pick_elections(outcome, elections_, picked);
  tally_.add(contest, picked, elections_.size());
}

void ChosenTally::close(const NightFacts& night) {
  if (elections_.empty()) return;
  add_universes(night);
  shocks_.assign(night.shocks.size(), {});
  for (std::size_t s = 0; s < shocks_.size(); ++s) {
    for (std::size_t e = 0; e < elections_.size(); ++e) {
      shocks_[s].set(e, night.shocks[s][elections_[e]]);
    }
  }
  tally_.add_joint(elections_.size(), {universes_, shocks_});
}

BatchBits GivenTally::decide(const CountedNights& nights) {
  for (std::size_t c = 0; c < nights.outcomes.size(); ++c) {
    judge_.observe(ContestId(c), nights);
  }
  return judge_.decide(nights).front();
}

void GivenTally::add(const CountedNights& nights, const BatchBits& chosen) {
  chosen_ = chosen;
  tally_.begin(chosen, nights.n_valid);
  for (std::size_t c = 0; c < nights.outcomes.size(); ++c) {
    tally_.add(ContestId(c), nights.outcomes[c]);
  }
  tally_.close(nights.night);
}

/// Picks the universes' ballots and tallies their turnout as the night's own kernel does.
void ChosenTally::add_universes(const NightFacts& night) {
  FixedMoments* const moments = tally_.begin();
  for (const ContestPlan& contest : model_.night.contests) {
    for (const UniverseGroup& group : contest.groups) {
      if (!group.draws_turnout) continue;
      for (std::uint32_t i = 0; i < group.n_universes; ++i) {
        const UniverseTurnout& turnout = contest.turnouts[group.first_universe + i];
        float* row = universes_.data() + turnout.universe * kBatch;
        pick_elections(std::span(night.ballots(UniverseId(turnout.universe)), kBatch), elections_,
                       row);
        if (moments == nullptr) continue;
        moments[turnout.universe] =
            kernels_.tally_row(row, turnout.fixed_per_ballot / kFixedOne, elections_.size(),
                               tally_.tally().bins, nullptr);
      }
    }
  }
}

}  // namespace hustings
