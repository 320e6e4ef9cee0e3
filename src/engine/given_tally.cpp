#include "engine/given_tally.hpp"

namespace hustings {

GivenTally::GivenTally(const Model& model, const EventProgram& event, const TallyOptions& options)
    : model_(model),
      kernels_(tally_kernels()),
      judge_(model, {&event}),
      tally_(model, options),
      cells_(model.night.n_cells * kBatch) {}

BatchBits GivenTally::decide(const CountedNights& nights) {
  for (std::size_t c = 0; c < nights.outcomes.size(); ++c) {
    judge_.observe(ContestId(c), nights.outcomes[c]);
  }
  return judge_.decide(nights.wins, nights.totals, nights.cells).front();
}

void GivenTally::add(const CountedNights& nights, const BatchBits& chosen) {
  elections_.clear();
  for (std::size_t e = 0; e < nights.n_valid; ++e) {
    if (chosen[e]) elections_.push_back(static_cast<std::uint16_t>(e));
  }
  if (elections_.empty()) return;
  add_universes(nights.cells);
  for (std::size_t c = 0; c < nights.outcomes.size(); ++c) {
    pick_elections(nights.outcomes[c], elections_, outcome_);
    tally_.add(ContestId(c), outcome_, elections_.size());
  }
  tally_.add_joint(elections_.size(), {cells_});
}

/// Picks the cells' ballots and tallies their turnout as the night's own kernel does.
void GivenTally::add_universes(const CellBallots& cells) {
  FixedMoments* const moments = tally_.begin();
  for (const ContestPlan& contest : model_.night.contests) {
    for (const CellGroup& group : contest.groups) {
      if (!group.draws_turnout) continue;
      for (std::uint32_t i = 0; i < group.n_cells; ++i) {
        const CellTurnout& turnout = contest.turnouts[group.first_cell + i];
        float* row = cells_.data() + turnout.cell * kBatch;
        pick_elections(std::span(cells.row(CellId(turnout.cell)), kBatch), elections_, row);
        if (moments == nullptr) continue;
        moments[turnout.cell] = kernels_.tally_row(row, turnout.fixed_per_ballot / kFixedOne,
                                                   elections_.size(), tally_.tally().bins, nullptr);
      }
    }
  }
}

}  // namespace hustings
