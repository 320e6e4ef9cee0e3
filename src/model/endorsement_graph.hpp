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
  /// Place of a candidate in an order that the order of the contests in the file does not change.
  std::size_t rank(CandidateId candidate) const { return rank_[candidate.index()]; }

 private:
  double strength_ = 0;
  std::vector<std::vector<CandidateId>> neighbours_;
  std::vector<std::size_t> rank_;
};

/// Neighbours of each node of a graph, by number.
using Adjacency = std::vector<std::vector<std::size_t>>;

/// Splits a graph into its connected parts, each sorted, in the order of their first nodes.
std::vector<std::vector<std::size_t>> connected_parts(const Adjacency& graph);

/// Returns how the shocks of endorsed candidates mix independent ones: row i of
/// (I - strength W)^-1, rescaled to unit length.
///
/// W is the graph with rows that add to 1 (a node without neighbours: to 0); |strength| < 1. So
/// s_i = sum_j row[i][j] eps_j has unit variance, and strength sets correlations only. By Gaussian
/// elimination without exchanges: I - strength W is diagonally dominant. Source: docs/method.md,
/// "Endorsements".
std::vector<std::vector<double>> endorsed_mixture(double strength, const Adjacency& graph);

}  // namespace hustings
