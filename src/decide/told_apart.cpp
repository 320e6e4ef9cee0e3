#include "decide/told_apart.hpp"

#include <algorithm>
#include <cstdint>
#include <map>

#include "model/index.hpp"
#include "model/levels.hpp"

namespace hustings {
namespace {

/// Chances that differ by less are equal: the same law in another order of sums.
constexpr double kSameChance = 1e-9;

/// The people in the contests of any owner, divided as far as is told: parts are the classes of all
/// that has been told of universes, so each thing told makes them finer. One after which some part
/// had fewer than the least size is not told, and changes nothing; so earlier programmes of the
/// file go before later ones. Whoever subtracts what is told learns of unions of parts alone.
/// Source: docs/campaign.md, "Coverage".
class Dividing {
 public:
  Dividing(const Model& model, double least) : least_(least) {
    std::set<DistrictId> districts;
    for (const std::string& owner : owners_of(model)) districts.merge(districts_of(model, owner));
    for (std::size_t i = 0; i < model.universes.size(); ++i) {
      const ModelUniverse& universe = model.universes[UniverseId(i)];
      if (universe.registered <= 0 || !districts.contains(universe.district)) continue;
      universes_.push_back(i);
      registered_.push_back(universe.registered);
    }
    parts_.assign(universes_.size(), 0);
  }

  /// Divides the parts further by what is told of every universe; false, and as before, where a
  /// part would be small.
  bool by(const std::vector<std::int64_t>& told) {
    std::map<std::pair<std::size_t, std::int64_t>, std::size_t> ids;
    std::vector<double> sizes;
    std::vector<std::size_t> divided;
    for (std::size_t at = 0; at < universes_.size(); ++at) {
      const auto [id, is_new] = ids.try_emplace({parts_[at], told[universes_[at]]}, sizes.size());
      if (is_new) sizes.push_back(0);
      sizes[id->second] += registered_[at];
      divided.push_back(id->second);
    }
    if (std::ranges::any_of(sizes, [&](double size) { return size < least_; })) return false;
    parts_ = std::move(divided);
    return true;
  }

  std::vector<std::size_t> parts(std::size_t n_universes) const {
    std::vector<std::size_t> parts(n_universes);
    for (std::size_t at = 0; at < universes_.size(); ++at) parts[universes_[at]] = parts_[at];
    return parts;
  }

 private:
  double least_;
  std::vector<std::size_t> universes_;
  std::vector<double> registered_;
  std::vector<std::size_t> parts_;
};

constexpr std::int64_t kMeant = 1;
constexpr std::int64_t kByMistake = 2;

/// How a programme reaches universes, where that can be told apart: 0 = not at all. Shares of
/// followers and users are written. Chances of attempts and captains hang on the sizes of
/// districts: whoever is not told these knows who is meant.
std::vector<std::int64_t> ways_of(const ScenarioIndex& index, const Model& model, std::size_t g) {
  const ModelProgramme& programme = model.programmes[g];
  const auto& where = index.scenario().programmes[g].where.keys;
  const bool is_of_list = scenario::is_direct(programme.mode);
  const bool is_mesh = programme.mode == scenario::Mode::relational;
  std::vector<std::int64_t> ways(model.universes.size());
  for (const ReachedUniverse& at : programme.reached) {
    const bool is_meant = universe_matches(index, at.universe, where);
    const double steps = at.reached / kSameChance;
    const auto chance = static_cast<std::int64_t>(steps + (steps < 0 ? -0.5 : 0.5));
    ways[at.universe.index()] = is_of_list || is_mesh ? (is_meant ? kMeant : kByMistake) : chance;
  }
  return ways;
}

}  // namespace

ToldApart told_apart(const scenario::Scenario& scenario, const Model& model) {
  ToldApart told;
  told.least = static_cast<double>(scenario.defaults.least_target);
  const ScenarioIndex index(scenario);
  Dividing dividing(model, told.least);
  const std::vector<std::string> owners = owners_of(model);
  told.owners.insert(owners.begin(), owners.end());
  for (std::size_t g = 0; g < model.programmes.size(); ++g) {
    told.programmes.push_back(dividing.by(ways_of(index, model, g)));
    if (!told.programmes.back()) told.owners.erase(model.programmes[g].owner);
  }
  for (const std::string& owner : owners) {
    if (!told.tells(owner)) continue;
    const std::set<DistrictId> districts = districts_of(model, owner);
    std::vector<std::int64_t> is_in;
    for (const ModelUniverse& universe : model.universes) {
      is_in.push_back(districts.contains(universe.district) ? 1 : 0);
    }
    if (dividing.by(is_in)) told.coverage.insert(owner);
  }
  told.parts = dividing.parts(model.universes.size());
  return told;
}

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

std::vector<std::string> owners_of(const Model& model) {
  std::vector<std::string> owners;
  for (const ModelProgramme& programme : model.programmes) {
    if (std::ranges::find(owners, programme.owner) == owners.end()) {
      owners.push_back(programme.owner);
    }
  }
  return owners;
}

}  // namespace hustings
