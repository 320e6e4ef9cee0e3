#include "model/campaign/spread_targets.hpp"

#include <algorithm>

#include "model/campaign/spread.hpp"

namespace hustings::campaign {
namespace {

Adjacency all_edges(const ScenarioIndex& index) {
  const EndorsementGraph graph(index);
  Adjacency edges(index.n_candidates());
  for (std::size_t k = 0; k < edges.size(); ++k) {
    for (const CandidateId other : graph.neighbours(CandidateId(k))) {
      edges[k].push_back(other.index());
    }
  }
  return edges;
}

/// The part of a graph that a node is in, sorted.
std::vector<std::size_t> part_with(const Adjacency& graph, std::size_t node) {
  std::vector<std::size_t> found;
  for (auto& part : connected_parts(graph)) {
    if (std::ranges::binary_search(part, node)) found = std::move(part);
  }
  return found;
}

}  // namespace

std::vector<SpreadTarget> spread_targets(const ScenarioIndex& index, CandidateId candidate,
                                         double spread) {
  const Adjacency edges = all_edges(index);
  const std::vector<std::size_t> part = part_with(edges, candidate.index());
  const auto own =
      static_cast<std::size_t>(std::ranges::lower_bound(part, candidate.index()) - part.begin());
  const std::vector<double> shares = spread_shares(spread, edges_within(edges, part), own);
  const auto& contests = index.scenario().contests;
  std::vector<SpreadTarget> targets;
  for (std::size_t i = 0; i < part.size(); ++i) {
    std::size_t contest = contests.size() - 1;
    while (index.first_candidate(ContestId(contest)) > part[i]) --contest;
    const std::uint32_t first = index.first_candidate(ContestId(contest));
    const auto slot = static_cast<std::uint32_t>(part[i] - first);
    if (i == own || shares[i] == 0 || contests[contest].candidates[slot].withdrawn) continue;
    targets.push_back({ContestId(contest), slot, shares[i]});
  }
  return targets;
}

}  // namespace hustings::campaign
