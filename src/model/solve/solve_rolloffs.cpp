#include "model/solve/solve_rolloffs.hpp"

#include "hustings/random/name.hpp"
#include "model/matching.hpp"
#include "model/rolloff_rows.hpp"
#include "model/solve/logit_shares.hpp"

namespace hustings {

std::uint64_t rolloff_name(const scenario::Contest& contest, const scenario::Universe& universe) {
  return name_hash({"rolloff", contest.id, universe.district, universe.universe});
}

Rolloffs solve_rolloffs(const ScenarioIndex& index, ContestId contest, const Effects& effects,
                        const std::vector<UniverseId>& universes, Problems& problems) {
  const scenario::Contest& about = index.scenario().contests[contest.index()];
  Rolloffs rolloffs;
  if (about.rolloff.empty()) return rolloffs;
  rolloffs.predictors.assign(universes.size(), kNobodyRollsOff);
  rolloffs.mean.assign(universes.size(), 0);
  LogitShares shares(index, effects, "roll-off");
  for (std::size_t i = 0; i < universes.size(); ++i) {
    const scenario::RolloffRow* row = choose_rolloff(index, about, universes[i]).row;
    if (row == nullptr || row->mean == 0) continue;
    const scenario::Universe& universe = index.scenario().universes[universes[i].index()];
    const EffectTerms& terms = effects.rolloff[contest.index()][i];
    const SharedVariance shared = shared_variance(effects, terms);
    const bool is_exact = row->sd == 0 && shared.total() == 0;
    const auto centre = shares.solve({is_exact ? 1 : 0, row->mean, row->sd, 0, shared},
                                     {terms, row->source, universe_name(universe)});
    if (!centre) continue;
    rolloffs.predictors[i] = {centre->centre, centre->own_sd, rolloff_name(about, universe)};
    rolloffs.mean[i] = centre->mean;
  }
  shares.report(problems);
  return rolloffs;
}

}  // namespace hustings
