#include "model/solve/endorsement_graph.hpp"

#include <algorithm>
#include <cmath>

namespace hustings {
namespace {

using Matrix = std::vector<std::vector<double>>;

/// Makes I - strength W: W_ij = 1 / (number of i's neighbours) for each of them, 0 elsewhere.
Matrix endorsement_matrix(double strength, const Adjacency& graph) {
  const std::size_t n = graph.size();
  Matrix matrix(n, std::vector<double>(n, 0.0));
  for (std::size_t i = 0; i < n; ++i) {
    matrix[i][i] = 1;
    for (const std::size_t j : graph[i]) {
      matrix[i][j] -= strength / static_cast<double>(graph[i].size());
    }
  }
  return matrix;
}

/// Inverts a diagonally dominant matrix by Gauss and Jordan's elimination without exchanges,
/// O(n^3).
///
/// Elimination lowers no row's dominance, |diagonal| less the other entries of the row, so every
/// pivot is at least 1 - |strength|; n is at most 128 (check_endorsements).
Matrix inverse_of_dominant(Matrix matrix) {
  const std::size_t n = matrix.size();
  Matrix inverse(n, std::vector<double>(n, 0.0));
  for (std::size_t i = 0; i < n; ++i) inverse[i][i] = 1;
  for (std::size_t p = 0; p < n; ++p) {
    for (std::size_t i = 0; i < n; ++i) {
      if (i == p || matrix[i][p] == 0) continue;
      const double factor = matrix[i][p] / matrix[p][p];
      for (std::size_t j = 0; j < n; ++j) {
        matrix[i][j] -= factor * matrix[p][j];
        inverse[i][j] -= factor * inverse[p][j];
      }
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (double& x : inverse[i]) x /= matrix[i][i];
  }
  return inverse;
}

}  // namespace

EndorsementGraph::EndorsementGraph(const ScenarioIndex& index) : neighbours_(index.n_candidates()) {
  const scenario::Scenario& scenario = index.scenario();
  for (const scenario::Endorsement& edge : scenario.endorsements.edges) {
    const CandidateId a = index.candidate(edge.candidates[0]);
    const CandidateId b = index.candidate(edge.candidates[1]);
    neighbours_[a.index()].push_back(b);
    neighbours_[b.index()].push_back(a);
  }
  if (!scenario.endorsements.edges.empty()) strength_ = scenario.endorsements.strength;
}

/// Goes breadth first, in O(nodes + edges).
std::vector<std::vector<std::size_t>> connected_parts(const Adjacency& graph) {
  std::vector<std::vector<std::size_t>> parts;
  std::vector<char> seen(graph.size(), 0);
  for (std::size_t start = 0; start < graph.size(); ++start) {
    if (seen[start]++ != 0) continue;
    std::vector<std::size_t> part{start};
    for (std::size_t next = 0; next < part.size(); ++next) {
      for (const std::size_t j : graph[part[next]]) {
        if (seen[j]++ == 0) part.push_back(j);
      }
    }
    std::sort(part.begin(), part.end());
    parts.push_back(std::move(part));
  }
  return parts;
}

Adjacency edges_within(const Adjacency& graph, const std::vector<std::size_t>& part) {
  Adjacency edges;
  for (const std::size_t node : part) {
    edges.emplace_back();
    for (const std::size_t other : graph[node]) {
      const auto place = std::lower_bound(part.begin(), part.end(), other);
      edges.back().push_back(static_cast<std::size_t>(place - part.begin()));
    }
  }
  return edges;
}

Matrix endorsement_inverse(double strength, const Adjacency& graph) {
  return inverse_of_dominant(endorsement_matrix(strength, graph));
}

/// Scales: with R = (I - rho W)^-1, row i of the mixture is R_i / |R_i|, so sd[s_i] = 1 and
/// corr(s_i, s_j) = R_i . R_j / (|R_i| |R_j|). Two who endorse only each other:
/// 2 rho / (1 + rho^2).
Matrix endorsed_mixture(double strength, const Adjacency& graph) {
  Matrix mixture = endorsement_inverse(strength, graph);
  for (auto& row : mixture) {
    double square = 0;
    for (const double x : row) square += x * x;
    const double sd = std::sqrt(square);
    for (double& x : row) x /= sd;
  }
  return mixture;
}

}  // namespace hustings
