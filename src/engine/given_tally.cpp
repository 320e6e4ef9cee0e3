#include "engine/given_tally.hpp"

namespace hustings {

GivenTally::GivenTally(const Model& model, const EventProgram& event, const TallyOptions& options)
    : model_(model),
      kernels_(tally_kernels()),
      judge_(model, {&event}),
      tally_(model, options),
      universes_(model.night.n_universes * kBatch) {}

BatchBits GivenTally::decide(const CountedNights& nights) {
  for (std::size_t c = 0; c < nights.outcomes.size(); ++c) {
    judge_.observe(ContestId(c), nights);
  }
  return judge_.decide(nights).front();
}

void GivenTally::add(const CountedNights& nights, const BatchBits& chosen) {
  elections_.clear();
  for (std::size_t e = 0; e < nights.n_valid; ++e) {
    if (chosen[e]) elections_.push_back(static_cast<std::uint16_t>(e));
  }
  if (elections_.empty()) return;
  add_universes(nights.universes);
  for (std::size_t c = 0; c < nights.outcomes.size(); ++c) {
    pick_elections(nights.outcomes[c], elections_, outcome_);
    tally_.add(ContestId(c), outcome_, elections_.size());
  }
  tally_.add_joint(elections_.size(), {universes_});
}

/// Picks the universes' ballots and tallies their turnout as the night's own kernel does.
void GivenTally::add_universes(const UniverseBallots& universes) {
  FixedMoments* const moments = tally_.begin();
  for (const ContestPlan& contest : model_.night.contests) {
    for (const UniverseGroup& group : contest.groups) {
      if (!group.draws_turnout) continue;
      for (std::uint32_t i = 0; i < group.n_universes; ++i) {
        const UniverseTurnout& turnout = contest.turnouts[group.first_universe + i];
        float* row = universes_.data() + turnout.universe * kBatch;
        pick_elections(std::span(universes.row(UniverseId(turnout.universe)), kBatch), elections_,
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
