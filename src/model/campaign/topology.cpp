#include "model/campaign/topology.hpp"

#include <algorithm>
#include <map>

#include "model/campaign/broadcast.hpp"
#include "model/campaign/mesh_chance.hpp"
#include "model/campaign/use.hpp"
#include "model/levels.hpp"

namespace hustings::campaign {
namespace {

using scenario::Programme;

double registered_of(const ScenarioIndex& index, UniverseId universe) {
  return static_cast<double>(index.scenario().universes[universe.index()].registered);
}

/// The contest's universes, then the others of the scenario where all of a city meets.
std::vector<UniverseId> members_of(const ScenarioIndex& index, const Programme& programme,
                                   const std::vector<UniverseId>& universes) {
  std::vector<UniverseId> members = universes;
  if (programme.mesh.mixing == scenario::Mixing::district) return members;
  std::vector<bool> is_in(index.scenario().universes.size());
  for (const UniverseId universe : universes) is_in[universe.index()] = true;
  for (std::size_t i = 0; i < is_in.size(); ++i) {
    if (!is_in[i]) members.push_back(UniverseId(i));
  }
  return members;
}

double first_day(const Programme& programme) {
  double first = 0;
  for (const DayShare& day : contact_days(programme)) first = std::max(first, day.days_before);
  return first;
}

}  // namespace

Mesh mesh_of(const ScenarioIndex& index, const Programme& programme,
             const std::vector<UniverseId>& universes) {
  Mesh mesh;
  const scenario::MeshWords& words = programme.mesh;
  mesh.law.tells = words.tells;
  mesh.law.tells_on = words.tells_on;
  mesh.law.fade = words.fade;
  mesh.law.homophily = words.homophily;
  mesh.law.cap = contact_of(programme).cap;
  mesh.generations = generations_in_time(first_day(programme), kDaysPerGeneration);
  std::map<DistrictId, std::size_t> areas;
  std::vector<double> target;
  for (const UniverseId universe : members_of(index, programme, universes)) {
    std::size_t area = 0;
    if (words.mixing == scenario::Mixing::district) {
      area = areas.try_emplace(index.district_of(universe), areas.size()).first->second;
    }
    const double registered = registered_of(index, universe);
    mesh.universes.push_back({registered, area});
    const bool is_meant =
        target.size() < universes.size() && universe_matches(index, universe, programme.where.keys);
    target.push_back(is_meant ? registered : 0);
  }
  mesh.captains = split_captains(programme.attempts.value_or(0), target);
  return mesh;
}

TopologyReach reach_by_mesh(const ScenarioIndex& index, const Programme& programme,
                            const std::vector<UniverseId>& universes) {
  const Mesh mesh = mesh_of(index, programme, universes);
  const MeshSpread spread = spread_word(mesh);
  TopologyReach reach;
  MeshTold told{programme.attempts.value_or(0), 0, 0, spread.generations, takes_off(mesh.law)};
  for (std::size_t i = 0; i < mesh.universes.size(); ++i) {
    const double people = mesh.law.cap * mesh.universes[i].registered;
    told.told += people * spread.newly[i];
    told.told_first += people * spread.first[i];
  }
  reach.mesh = told;
  if (told.captains <= 0) return reach;
  const MeshChance chance(mesh);
  for (std::size_t i = 0; i < universes.size(); ++i) {
    reach.attempts.push_back(mesh.captains[i] * mesh.law.tells);
    reach.reached.push_back(spread.reach[i]);
    std::vector<double>& nodes = reach.by_chance.emplace_back();
    if (spread.reach[i] <= 0) continue;
    for (const auto& node : chance.nodes()) nodes.push_back(node[i] / spread.reach[i]);
  }
  return reach;
}

TopologyReach reach_by_broadcast(const ScenarioIndex& index, const Programme& programme,
                                 const std::vector<UniverseId>& universes) {
  const scenario::GroupShares use = use_of(index.scenario(), programme);
  const BroadcastLaw law{contact_of(programme).cap, BroadcastLaw{}.shape,
                         programme.broadcast.times_needed};
  std::vector<Audience> audience;
  BroadcastSeen seen{programme.broadcast.channel, 0, 0};
  for (const UniverseId universe : universes) {
    const bool is_meant = universe_matches(index, universe, programme.where.keys);
    const double share = is_meant ? share_in(use, view(index, universe)) : 0;
    audience.push_back({registered_of(index, universe), share});
    seen.users += audience.back().registered * share;
  }
  const double impressions = programme.attempts.value_or(0);
  seen.seen = mean_impressions({impressions, programme.broadcast.in_universe}, audience, law.cap);
  TopologyReach reach;
  for (const Audience& one : audience) {
    const double part = seen.users > 0 ? one.registered * one.use / seen.users : 0;
    reach.attempts.push_back(impressions * part);
    reach.reached.push_back(broadcast_share(one.use, seen.seen, law));
  }
  reach.broadcast = std::move(seen);
  return reach;
}

}  // namespace hustings::campaign
