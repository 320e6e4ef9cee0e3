#include "model/campaign/heard.hpp"

#include "model/campaign/topology.hpp"
#include "model/solve/effects.hpp"

namespace hustings::campaign {

std::vector<std::map<std::size_t, double>> heard_shares(const ScenarioIndex& index) {
  const auto universes = contest_universes(index);
  // Written turnouts time the doses, which nobody asks for here.
  const std::vector<double> turnout(index.scenario().universes.size(), 0.0);
  Problems of_doses;
  const auto solved = solve_programmes(index, {&universes, &turnout}, of_doses);
  std::vector<std::map<std::size_t, double>> heard(solved.size());
  for (std::size_t g = 0; g < solved.size(); ++g) {
    const scenario::Programme& programme = index.scenario().programmes[g];
    if (programme.mode == scenario::Mode::endorser) continue;
    for (const ReachedUniverse& at : solved[g].reached) heard[g][at.universe.index()] = at.reached;
    if (!solved[g].mesh) continue;
    const auto& of_contest = universes[index.contest(programme.contest).index()];
    const Mesh mesh = mesh_of(index, programme, of_contest);
    const MeshSpread spread = spread_word(mesh);
    for (std::size_t i = 0; i < of_contest.size(); ++i) {
      if (spread.newly[i] > 0) heard[g][of_contest[i].index()] = mesh.law.cap * spread.newly[i];
    }
  }
  return heard;
}

}  // namespace hustings::campaign
