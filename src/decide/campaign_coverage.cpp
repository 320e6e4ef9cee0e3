#include "decide/campaign_coverage.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "model/campaign/coverage.hpp"

namespace hustings {
namespace {

/// The share of each universe that an owner's programmes do not reach.
std::vector<double> missed_shares(const Model& model, const std::string& owner) {
  std::vector<double> missed(model.universes.size(), 1.0);
  for (const ModelProgramme& programme : model.programmes) {
    if (programme.owner != owner) continue;
    for (const ReachedUniverse& at : programme.reached) {
      missed[at.universe.index()] *= 1 - std::fabs(at.reached);
    }
  }
  return missed;
}

/// Districts of the contests that an owner's programmes are for.
std::set<DistrictId> districts_of(const Model& model, const std::string& owner) {
  std::set<DistrictId> districts;
  for (const ModelProgramme& programme : model.programmes) {
    if (programme.owner != owner) continue;
    const ContestId contest = model.candidates[programme.candidate].contest;
    const auto& of = model.contests[contest].districts;
    districts.insert(of.begin(), of.end());
  }
  return districts;
}

std::vector<std::string> tags_of(const Model& model) {
  std::set<std::string> tags;
  for (const ModelUniverse& universe : model.universes) {
    for (const auto& [tag, value] : universe.tags) tags.insert(tag);
  }
  std::vector<std::string> all{"faction"};
  all.insert(all.end(), tags.begin(), tags.end());
  return all;
}

/// Universes of the given districts, with the value of every tag.
std::vector<campaign::UniverseReach> reach_of(const Model& model, const std::string& owner,
                                              const std::vector<std::string>& tags) {
  const std::vector<double> missed = missed_shares(model, owner);
  const std::set<DistrictId> districts = districts_of(model, owner);
  std::vector<campaign::UniverseReach> all;
  for (std::size_t i = 0; i < model.universes.size(); ++i) {
    const ModelUniverse& universe = model.universes[UniverseId(i)];
    if (!districts.contains(universe.district)) continue;
    campaign::UniverseReach& one = all.emplace_back();
    one.registered = universe.registered;
    one.reached = universe.registered * (1 - missed[i]);
    one.values.push_back(model.factions[universe.faction].id);
    for (std::size_t tag = 1; tag < tags.size(); ++tag) {
      const auto found = universe.tags.find(tags[tag]);
      one.values.push_back(found == universe.tags.end() ? "" : found->second);
    }
  }
  return all;
}

}  // namespace

Coverage coverage_of(const scenario::Scenario& scenario, const Model& model,
                     const std::string& owner) {
  Coverage coverage{owner, 0, 0, static_cast<double>(scenario.defaults.least_target), {}};
  const std::vector<std::string> tags = tags_of(model);
  const auto universes = reach_of(model, owner, tags);
  for (const campaign::UniverseReach& universe : universes) {
    coverage.registered += universe.registered;
    coverage.reached += universe.reached;
  }
  const auto add = [&](const std::vector<std::size_t>& by) {
    const auto groups = campaign::coverage(universes, {by, coverage.least});
    if (groups.size() < 2) return;  // everybody alike
    for (const campaign::CoverageGroup& group : groups) {
      CoveredGroup& shown = coverage.groups.emplace_back();
      for (const std::size_t tag : by) shown.tags.push_back(tags[tag]);
      shown.values = group.values;
      shown.registered = group.registered;
      shown.reached = group.reached;
      shown.ratio = group.ratio;
    }
  };
  for (std::size_t a = 0; a < tags.size(); ++a) add({a});
  for (std::size_t a = 0; a < tags.size(); ++a) {
    for (std::size_t b = a + 1; b < tags.size(); ++b) add({a, b});
  }
  return coverage;
}

}  // namespace hustings
