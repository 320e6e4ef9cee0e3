#include "model/campaign/spread.hpp"

namespace hustings::campaign {

std::vector<double> spread_shares(double spread, const Adjacency& graph, std::size_t candidate) {
  const std::vector<std::vector<double>> inverse = endorsement_inverse(spread, graph);
  std::vector<double> shares;
  for (const auto& row : inverse) shares.push_back(row[candidate] / inverse[candidate][candidate]);
  return shares;
}

double dose_elsewhere(std::span<const PersuadedUniverse> universes, double share) {
  double ballots = 0;
  double moved = 0;
  for (const PersuadedUniverse& universe : universes) {
    ballots += universe.ballots;
    moved += universe.ballots * universe.reached * universe.dose;
  }
  return ballots > 0 ? share * moved / ballots : 0;
}

}  // namespace hustings::campaign
