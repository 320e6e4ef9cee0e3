#pragma once

#include <cstddef>
#include <vector>

#include "hustings/model/ids.hpp"
#include "model/index.hpp"

namespace hustings {

/// Who endorses whom: an undirected graph over the candidates of all contests.
class EndorsementGraph {
 public:
  explicit EndorsementGraph(const ScenarioIndex& index);

  /// rho; 0 where nobody endorses anybody.
  double strength() const { return strength_; }
  const std::vector<CandidateId>& neighbours(CandidateId candidate) const {
    return neighbours_[candidate.index()];
  }

 private:
  double strength_ = 0;
  std::vector<std::vector<CandidateId>> neighbours_;
};

/// Neighbours of each node of a graph, by number.
using Adjacency = std::vector<std::vector<std::size_t>>;

/// Splits a graph into its connected parts, each sorted, in the order of their first nodes.
std::vector<std::vector<std::size_t>> connected_parts(const Adjacency& graph);

/// Returns the edges within a connected part, sorted, by places in it.
Adjacency edges_within(const Adjacency& graph, const std::vector<std::size_t>& part);

/// Returns (I - strength W)^-1, W the graph with rows that add to 1 (a node without neighbours: to
/// 0); |strength| < 1.
///
/// By Gaussian elimination without exchanges: I - strength W is diagonally dominant.
std::vector<std::vector<double>> endorsement_inverse(double strength, const Adjacency& graph);

/// Returns how the shocks of endorsed candidates mix independent ones: s_i = sum_j row[i][j] eps_j.
///
/// The rows of endorsement_inverse, each rescaled to unit length, so that strength sets
/// correlations only. Source: docs/method.md, "Endorsements".
std::vector<std::vector<double>> endorsed_mixture(double strength, const Adjacency& graph);

}  // namespace hustings
