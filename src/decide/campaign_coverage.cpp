#include "decide/campaign_coverage.hpp"

#include <set>

#include "model/campaign/coverage.hpp"

namespace hustings {
namespace {

using Tags = std::vector<std::size_t>;

std::vector<std::string> tags_of(const Model& model) {
  std::set<std::string> tags;
  for (const ModelUniverse& universe : model.universes) {
    for (const auto& [tag, value] : universe.tags) tags.insert(tag);
  }
  std::vector<std::string> all{"faction"};
  all.insert(all.end(), tags.begin(), tags.end());
  return all;
}

/// Whom plans reach and never reach, by group, so that nobody learns of fewer than the least size.
/// Groups are made once, of all universes in contests of any owner that is told of, and serve for
/// every owner: tables of owners may be subtracted from each other. A group's ratio is its share
/// reached over that of everybody in the owner's contests. Only expected numbers. Source:
/// docs/campaign.md, "Coverage"; the rule stands at safe_groups.
class Audit {
 public:
  Audit(const Model& model, const ToldApart& told)
      : model_(model), told_(told), tags_(tags_of(model)) {
    std::set<DistrictId> districts;
    for (const std::string& owner : told.coverage) districts.merge(districts_of(model, owner));
    for (std::size_t i = 0; i < model.universes.size(); ++i) {
      const ModelUniverse& universe = model.universes[UniverseId(i)];
      if (universe.registered > 0 && districts.contains(universe.district)) {
        add_universe(UniverseId(i));
      }
    }
    groups_ = campaign::safe_groups(people_, told.least);
  }

  Coverage of(const OwnerReach& reach) const {
    Coverage coverage;
    coverage.owner = reach.owner;
    coverage.least = told_.least;
    coverage.leaves_out = !told_.coverage.contains(reach.owner);
    if (coverage.leaves_out) return coverage;
    const auto people = people_of(reach, coverage);
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
  void add_universe(UniverseId id) {
    const ModelUniverse& universe = model_.universes[id];
    campaign::UniverseReach& one = people_.emplace_back();
    ids_.push_back(id);
    one.part = std::to_string(told_.parts[id.index()]);
    one.registered = universe.registered;
    one.values.push_back(model_.factions[universe.faction].id);
    for (std::size_t tag = 1; tag < tags_.size(); ++tag) {
      const auto found = universe.tags.find(tags_[tag]);
      one.values.push_back(found == universe.tags.end() ? "" : found->second);
    }
  }

  /// Who is in an owner's contests, with whom the owner reaches.
  std::vector<campaign::UniverseReach> people_of(const OwnerReach& reach, Coverage& sums) const {
    const std::set<DistrictId> districts = districts_of(model_, reach.owner);
    std::vector<campaign::UniverseReach> people;
    for (std::size_t i = 0; i < people_.size(); ++i) {
      if (!districts.contains(model_.universes[ids_[i]].district)) continue;
      people.push_back(people_[i]);
      people.back().reached = people_[i].registered * reach.shares[ids_[i].index()];
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
  const ToldApart& told_;
  std::vector<std::string> tags_;
  std::vector<UniverseId> ids_;
  std::vector<campaign::UniverseReach> people_;  ///< without whom an owner reaches
  campaign::SafeGroups groups_;
};

}  // namespace

std::vector<Coverage> coverage_of(const Model& model, const ToldApart& told,
                                  const std::vector<OwnerReach>& owners) {
  const Audit audit(model, told);
  std::vector<Coverage> all;
  for (const OwnerReach& owner : owners) all.push_back(audit.of(owner));
  return all;
}

}  // namespace hustings
