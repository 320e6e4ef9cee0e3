#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace hustings::campaign {

/// One universe of a mesh.
struct MeshUniverse {
  double registered = 0;
  std::size_t area = 0;  ///< within which people mix: a district, or 0 for all of a city
};

/// Whom people tell: share `homophily` their own universe, the rest anybody.
///
/// M_ij = h 1{i = j} + (1 - h) P_ab N_j / N_b, a the area of universe i, b that of j, N registered
/// voters. P = identity (an empty table) where people stay in their area; else rows that add to 1.
class Mixing {
 public:
  Mixing(std::span<const MeshUniverse> universes, double homophily,
         std::vector<std::vector<double>> areas = {});

  /// Returns where tells land, by universe: tells M. O(universes + areas^2).
  std::vector<double> landed(std::span<const double> tells) const;

 private:
  std::vector<double> between_areas(const std::vector<double>& tells) const;

  std::vector<MeshUniverse> universes_;
  double homophily_;
  std::vector<std::vector<double>> areas_;
  std::vector<double> registered_;  ///< per area
};

}  // namespace hustings::campaign
