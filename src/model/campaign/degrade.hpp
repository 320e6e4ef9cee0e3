#pragma once

#include "hustings/scenario/shock.hpp"
#include "model/campaign/mesh.hpp"

namespace hustings::campaign {

using scenario::Loss;

/// A mesh of which something is lost.
struct DegradedMesh {
  double captains = 0;  ///< share left
  MeshLaw law;
};

/// Returns what a mesh is left with.
///
/// links: D and T times keep. captains: S times keep. top_captains: S times keep, and D times
/// left_of_tells / keep. Other losses leave it whole.
DegradedMesh degrade_mesh(const MeshLaw& law, Loss loss, double keep);

/// Returns the share of all tells that is left when only the least busy `keep` of captains are.
///
/// Tells are negative binomial of shape k: Poisson, at a rate that is a captain's own and has a
/// gamma law of shape k. The busiest by rate are lost: keep - q^k e^(-q) / Gamma(k + 1), q the keep
/// quantile of the gamma law of scale 1.
double left_of_tells(double shape, double keep);

}  // namespace hustings::campaign
