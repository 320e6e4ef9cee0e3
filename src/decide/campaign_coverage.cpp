#include "decide/campaign_coverage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "model/campaign/coverage.hpp"
#include "model/levels.hpp"

namespace hustings {
namespace {

using Tags = std::vector<std::size_t>;

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

/// The universes in the contests of any owner, and how they may be grouped for all owners.
class Audit {
 public:
  Audit(const scenario::Scenario& scenario, const Model& model,
        const std::vector<std::string>& owners)
      : model_(model),
        least_(static_cast<double>(scenario.defaults.least_target)),
        tags_(tags_of(model)) {
    std::vector<std::string> parts(model.universes.size());
    std::set<std::size_t> audited;
    for (const std::string& owner : owners) {
      const std::set<DistrictId> districts = districts_of(model, owner);
      for (std::size_t i = 0; i < parts.size(); ++i) {
        const bool is_in = districts.contains(model.universes[UniverseId(i)].district);
        parts[i] += is_in ? "in;" : "out;";
        if (is_in && model.universes[UniverseId(i)].registered > 0) audited.insert(i);
      }
    }
    tell_targets_apart(scenario, parts);
    for (const std::size_t i : audited) add_universe(UniverseId(i), parts[i]);
    groups_ = campaign::safe_groups(people_, least_);
  }

  Coverage of(const std::string& owner) const {
    Coverage coverage;
    coverage.owner = owner;
    coverage.least = least_;
    const auto people = people_of(owner, coverage);
    for (std::size_t a = 0; a < tags_.size(); ++a) {
      if (groups_.shown[a]) add_table(people, {a}, coverage);
      if (groups_.merged[a].size() > 1 && !groups_.shown[a]) coverage.hidden.push_back(tags_[a]);
      if (groups_.shown[a] && !groups_.paired[a]) coverage.unpaired.push_back(tags_[a]);
    }
    for (std::size_t a = 0; a < tags_.size(); ++a) {
      for (std::size_t b = a + 1; b < tags_.size(); ++b) {
        if (groups_.paired[a] && groups_.paired[b]) add_table(people, {a, b}, coverage);
      }
    }
    return coverage;
  }

 private:
  /// Direct programmes tell whom they mean from whom they meet by mistake, endorsers by shares.
  void tell_targets_apart(const scenario::Scenario& scenario, std::vector<std::string>& parts) {
    const ScenarioIndex index(scenario);
    for (std::size_t g = 0; g < model_.programmes.size(); ++g) {
      const auto& where = scenario.programmes[g].where.keys;
      const bool is_direct = scenario::is_direct(model_.programmes[g].mode);
      for (const ReachedUniverse& at : model_.programmes[g].reached) {
        const bool is_meant = is_direct && universe_matches(index, at.universe, where);
        const double kind = is_direct ? (is_meant ? 1 : 0) : at.reached;
        parts[at.universe.index()] += fmt::format("{}:{};", g, kind);
      }
    }
  }

  void add_universe(UniverseId id, const std::string& part) {
    const ModelUniverse& universe = model_.universes[id];
    campaign::UniverseReach& one = people_.emplace_back();
    ids_.push_back(id);
    one.part = part;
    one.registered = universe.registered;
    one.values.push_back(model_.factions[universe.faction].id);
    for (std::size_t tag = 1; tag < tags_.size(); ++tag) {
      const auto found = universe.tags.find(tags_[tag]);
      one.values.push_back(found == universe.tags.end() ? "" : found->second);
    }
  }

  /// Who is told of in an owner's contests, with whom the owner reaches.
  std::vector<campaign::UniverseReach> people_of(const std::string& owner, Coverage& sums) const {
    const std::vector<double> missed = missed_shares(model_, owner);
    const std::set<DistrictId> districts = districts_of(model_, owner);
    std::vector<campaign::UniverseReach> people;
    for (std::size_t i = 0; i < people_.size(); ++i) {
      if (!districts.contains(model_.universes[ids_[i]].district)) continue;
      if (groups_.left_out.contains(people_[i].part)) {
        sums.leaves_out = true;
        continue;
      }
      people.push_back(people_[i]);
      people.back().reached = people_[i].registered * (1 - missed[ids_[i].index()]);
      sums.registered += people.back().registered;
      sums.reached += people.back().reached;
    }
    return people;
  }

  /// Adds the table of one tag or two, unless everybody is alike in them.
  void add_table(const std::vector<campaign::UniverseReach>& people, const Tags& by,
                 Coverage& to) const {
    const auto table = campaign::coverage(people, groups_, by);
    if (table.size() < 2) return;
    for (const campaign::CoverageGroup& group : table) {
      CoveredGroup& shown = to.groups.emplace_back();
      for (const std::size_t tag : by) shown.tags.push_back(tags_[tag]);
      shown.values = group.values;
      shown.registered = group.registered;
      shown.reached = group.reached;
      shown.ratio = group.ratio;
    }
  }

  const Model& model_;
  double least_;
  std::vector<std::string> tags_;
  std::vector<UniverseId> ids_;
  std::vector<campaign::UniverseReach> people_;  ///< without whom an owner reaches
  campaign::SafeGroups groups_;
};

}  // namespace

std::vector<double> missed_shares(const Model& model, const std::string& owner) {
  std::vector<double> missed(model.universes.size(), 1.0);
  for (const ModelProgramme& programme : model.programmes) {
    if (programme.owner != owner) continue;
    for (const ReachedUniverse& at : programme.reached) {
      missed[at.universe.index()] *= 1 - std::max(at.reached, 0.0);
    }
  }
  return missed;
}

std::vector<Coverage> coverage_of(const scenario::Scenario& scenario, const Model& model,
                                  const std::vector<std::string>& owners) {
  const Audit audit(scenario, model, owners);
  std::vector<Coverage> all;
  for (const std::string& owner : owners) all.push_back(audit.of(owner));
  return all;
}

}  // namespace hustings
