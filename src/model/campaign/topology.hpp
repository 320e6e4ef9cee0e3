#pragma once

#include <optional>
#include <vector>

#include "hustings/model/campaign.hpp"
#include "model/campaign/mesh.hpp"
#include "model/campaign/solve_programmes.hpp"

namespace hustings::campaign {

/// Whom a programme that works no list reaches, universe by universe of its contest.
struct TopologyReach {
  std::vector<double> attempts;
  std::vector<double> reached;                 ///< share of registered voters
  std::vector<std::vector<double>> by_chance;  ///< of a mesh: as ReachedUniverse has it
  std::optional<MeshTold> mesh;
  std::optional<BroadcastSeen> broadcast;
};

/// The mesh of a programme of `relational`: all universes of its contest, and of the whole scenario
/// where everybody in the city meets; those of the contest come first, in their order.
Mesh mesh_of(const ScenarioIndex& index, const scenario::Programme& programme,
             const std::vector<UniverseId>& universes);

/// Spreads word from captains. Who lives outside the contest is told and tells on, but is not
/// reached: there is nobody to vote for there. Source: docs/campaign.md, "Captains".
TopologyReach reach_by_mesh(const ScenarioIndex& index, const scenario::Programme& programme,
                            const std::vector<UniverseId>& universes);

/// Lets impressions fall on those of the target who use a medium. Source: docs/campaign.md,
/// "Broadcasts".
TopologyReach reach_by_broadcast(const ScenarioIndex& index, const scenario::Programme& programme,
                                 const std::vector<UniverseId>& universes);

}  // namespace hustings::campaign
