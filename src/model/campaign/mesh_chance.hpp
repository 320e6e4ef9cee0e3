#pragma once

#include <vector>

#include "hustings/model/campaign.hpp"
#include "model/campaign/mesh.hpp"

namespace hustings::campaign {

/// Mean and sd of a number of people.
struct Told {
  double mean = 0;
  double sd = 0;
};

/// Returns how many a mesh tells by chance, were people without end: mean S D / (1 - T), variance
/// S D v / (1 - T)^3 + S D (1 + D / k) / (1 - T)^2, v = T (1 + T / k). T above .9 counts as .9.
Told told_by_chance(double captains, const MeshLaw& law);

/// Place of a normal among n nodes that lie evenly over +-kMeshWidth sd: `below` and the next one,
/// `above` the part of the way to that.
struct NodePlace {
  std::size_t below = 0;
  double above = 0;
};
NodePlace node_place(double normal, std::size_t n);

/// Reach of a mesh as a function of chance: one factor F on D alone, lognormal of mean 1 with the
/// coefficient of variation of told_by_chance. T has none: chance would count twice.
///
/// 65 nodes lie evenly over +-kMeshWidth sd of log F, and between them reach is linear in log F;
/// outside it stays what it is at the end.
class MeshChance {
 public:
  explicit MeshChance(const Mesh& mesh);

  double log_sd() const { return log_sd_; }

  /// Reach by universe at the nodes' normals, which lie evenly; one node where nobody is told.
  const std::vector<std::vector<double>>& nodes() const { return nodes_; }

  /// Returns reach by universe, shares of registered voters, at the normal of F.
  std::vector<double> reach(double normal) const;

 private:
  double log_sd_ = 0;
  std::vector<std::vector<double>> nodes_;
};

}  // namespace hustings::campaign
