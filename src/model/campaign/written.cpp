#include "model/campaign/written.hpp"

#include "model/solve/solve_supports.hpp"

namespace hustings::campaign {

std::vector<std::vector<double>> written_of_supporters(
    const ScenarioIndex& index, const Effects& effects,
    const std::vector<std::vector<UniverseId>>& universes_of_contest) {
  const scenario::Scenario& in = index.scenario();
  std::vector<std::vector<double>> written(in.programmes.size());
  for (std::size_t g = 0; g < in.programmes.size(); ++g) {
    if (!in.programmes[g].supporters) continue;
    const ContestId contest = index.contest(in.programmes[g].contest);
    const std::string label = in.programmes[g].contest + "/" + in.programmes[g].candidate;
    const std::size_t slot = index.candidate(label).index() - index.first_candidate(contest);
    const auto& universes = universes_of_contest[contest.index()];
    const auto ballots = contest_ballots(index, contest, universes);
    const std::size_t width = in.contests[contest.index()].candidates.size();
    written[g].assign(in.universes.size(), 0.0);
    for (std::size_t i = 0; i < universes.size(); ++i) {
      const EffectTerms* terms = &effects.support[contest.index()][i * width];
      const std::vector<double> shares =
          ballots[i].has_shares ? ballots[i].values : expected_shares(effects, terms, ballots[i]);
      for (std::size_t s = 0; s < shares.size(); ++s) {
        if (ballots[i].slots[s] == slot) written[g][universes[i].index()] = shares[s];
      }
    }
  }
  return written;
}

void warn_of_idle_supporters(const ScenarioIndex& index,
                             const std::vector<ModelProgramme>& programmes,
                             const std::vector<std::vector<double>>& written, Problems& problems) {
  const scenario::Scenario& in = index.scenario();
  for (std::size_t g = 0; g < programmes.size(); ++g) {
    if (written[g].empty() || programmes[g].turnout.does_nothing()) continue;
    std::vector<std::string> idle;
    for (const ReachedUniverse& at : programmes[g].reached) {
      const double share = written[g][at.universe.index()];
      if (share <= 0 || share >= 1)
        idle.push_back(universe_name(in.universes[at.universe.index()]));
    }
    if (idle.empty()) continue;
    const scenario::Programme& programme = in.programmes[g];
    problems.warning(programme.source,
                     "programme '" + programme.id + "': 'supporters' says nothing where " +
                         programme.contest + "/" + programme.candidate +
                         " has a written share of 0 or 1: ballots gained split as all do in " +
                         listed(idle, 5),
                     "leave these out of its target, or write a share");
  }
}

void warn_of_idle_withdrawals(const ScenarioIndex& index, const std::vector<ModelShock>& shocks,
                              Problems& problems) {
  const scenario::Scenario& in = index.scenario();
  for (std::size_t s = 0; s < shocks.size(); ++s) {
    if (!shocks[s].withdrawn) continue;
    const ContestId contest = index.contest(in.shocks[s].contest);
    const std::size_t slot = shocks[s].candidate.index() - index.first_candidate(contest);
    std::vector<UniverseId> seeing;
    for (const auto& [universe, share] : shocks[s].would_see) seeing.push_back(universe);
    const auto ballots = contest_ballots(index, contest, seeing);
    std::vector<std::string> alone;
    for (std::size_t i = 0; i < seeing.size(); ++i) {
      if (ballots[i].slots != std::vector<std::size_t>{slot}) continue;
      alone.push_back(universe_name(in.universes[seeing[i].index()]));
    }
    if (alone.empty()) continue;
    problems.warning(in.shocks[s].source,
                     "shock '" + shocks[s].id + "': nobody else than " + in.shocks[s].contest +
                         "/" + in.shocks[s].candidate +
                         " is on the ballot, so that it moves nobody, in " + listed(alone, 5),
                     "leave these out with `where`, or write a share of another");
  }
}

}  // namespace hustings::campaign
