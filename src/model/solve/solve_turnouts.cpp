#include "model/solve/solve_turnouts.hpp"

#include <set>

#include "hustings/random/name.hpp"
#include "model/matching.hpp"
#include "model/solve/logit_shares.hpp"

namespace hustings {
namespace {

using scenario::Turnout;
using scenario::TurnoutInterval;
using scenario::TurnoutLogOdds;
using scenario::TurnoutMean;

LogitQuestion question(const Turnout& turnout, const SharedVariance& shared, double default_sd) {
  if (const auto* mean = std::get_if<TurnoutMean>(&turnout)) {
    return mean->sd ? LogitQuestion{0, mean->mean, *mean->sd, 0, shared}
                    : LogitQuestion{1, mean->mean, default_sd, 0, shared};
  }
  if (const auto* interval = std::get_if<TurnoutInterval>(&turnout)) {
    return {2, interval->low, interval->high, interval->level, shared};
  }
  return {3, std::get<TurnoutLogOdds>(turnout).log_odds, 0, 0, shared};
}

}  // namespace

Turnouts solve_turnouts(const ScenarioIndex& index, const Effects& effects,
                        const std::vector<std::vector<UniverseId>>& universes_of_contest,
                        Problems& problems) {
  const scenario::Scenario& scenario = index.scenario();
  Turnouts turnouts;
  turnouts.predictors.resize(scenario.universes.size());
  turnouts.mean.resize(scenario.universes.size());
  LogitShares shares(index, effects, "turnout");
  std::set<UniverseId> done;
  for (const auto& universes : universes_of_contest) {
    for (const UniverseId universe : universes) {
      if (!done.insert(universe).second) continue;
      const scenario::Universe& written = scenario.universes[universe.index()];
      const EffectTerms& terms = effects.turnout[universe.index()];
      const LogitQuestion q = question(written.turnout, shared_variance(effects, terms),
                                       scenario.defaults.turnout_cell_sd);
      const auto centre = shares.solve(q, {terms, written.source, universe_name(written)});
      if (!centre) continue;
      if (q.kind == 1 && q.b > 0) ++turnouts.n_default_sd;
      turnouts.mean[universe.index()] = centre->mean;
      turnouts.predictors[universe.index()] = {
          centre->centre, centre->own_sd,
          name_hash({"turnout", written.district, written.universe})};
    }
  }
  shares.report(problems);
  return turnouts;
}

}  // namespace hustings
