#include "allocate/coverage_floor.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "allocate/response_table.hpp"

namespace hustings::allocate {
namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

std::string value_of(const Model& model, const ModelUniverse& universe, const std::string& tag) {
  if (tag == "faction") return model.factions[universe.faction].id;
  if (tag == "district") return model.districts[universe.district].id;
  if (tag == "universe") return universe.universe;
  if (tag == "region") return model.districts[universe.district].region;
  const auto found = universe.tags.find(tag);
  return found == universe.tags.end() ? "" : found->second;
}

}  // namespace

ReachTable::ReachTable(const Model& model, std::string owner)
    : model_(&model), place_(model.universes.size(), kNone) {
  std::set<DistrictId> districts;
  for (const ModelProgramme& programme : model.programmes) {
    if (programme.owner != owner) continue;
    const ContestId contest = model.candidates[programme.candidate].contest;
    for (const DistrictId district : model.contests[contest].districts) districts.insert(district);
  }
  for (std::size_t i = 0; i < model.universes.size(); ++i) {
    const ModelUniverse& universe = model.universes[UniverseId(i)];
    if (universe.registered <= 0 || !districts.contains(universe.district)) continue;
    place_[i] = universes_.size();
    universes_.push_back({UniverseId(i), universe.registered});
  }
}

void ReachTable::begin_programme(std::string id, std::vector<double> knots) {
  programmes_.push_back({std::move(id), std::move(knots), {}});
}

void ReachTable::add_knot(const Model& model) {
  std::vector<double> reached(universes_.size());
  for (const ModelProgramme& programme : model.programmes) {
    if (programme.id != programmes_.back().id) continue;
    for (const ReachedUniverse& at : programme.reached) {
      const std::size_t place = place_[at.universe.index()];
      if (place != kNone) reached[place] = std::max(at.reached, 0.0);
    }
  }
  programmes_.back().reached.push_back(std::move(reached));
}

void ReachTable::reach(std::span<const double> amounts, std::vector<double>& shares,
                       std::vector<double>& slopes) const {
  const std::size_t n = programmes_.size();
  std::vector<double> own(universes_.size() * n);
  slopes.assign(universes_.size() * n, 0.0);
  shares.assign(universes_.size(), 0.0);
  for (std::size_t g = 0; g < n; ++g) {
    if (programmes_[g].knots.size() < 3) continue;
    for (const KnotWeight& one : spline_weights(programmes_[g].knots, amounts[g])) {
      if (one.knot == 0) continue;
      const std::vector<double>& reached = programmes_[g].reached[one.knot - 1];
      for (std::size_t i = 0; i < universes_.size(); ++i) {
        own[i * n + g] += one.value * reached[i];
        slopes[i * n + g] += one.slope * reached[i];
      }
    }
  }
  for (std::size_t i = 0; i < universes_.size(); ++i) {
    double missed = 1;
    for (std::size_t g = 0; g < n; ++g) missed *= 1 - own[i * n + g];
    for (std::size_t g = 0; g < n; ++g) {
      double others = 1;
      for (std::size_t h = 0; h < n; ++h) others *= h == g ? 1 : 1 - own[i * n + h];
      slopes[i * n + g] *= others;
    }
    shares[i] = 1 - missed;
  }
}

std::vector<PlanFunction> ReachTable::floors(const std::string& by, double least) const {
  std::map<std::string, std::vector<double>> parts;  // value: weight of each universe in its share
  double all = 0;
  for (const Universe& universe : universes_) all += universe.registered;
  for (std::size_t i = 0; i < universes_.size(); ++i) {
    const std::string value = value_of(*model_, model_->universes[universes_[i].id], by);
    auto& weights = parts[value];
    weights.resize(universes_.size());
    weights[i] = universes_[i].registered;
  }
  std::vector<PlanFunction> floors;
  for (auto& [value, weights] : parts) {
    double of = 0;
    for (const double weight : weights) of += weight;
    for (std::size_t i = 0; i < weights.size(); ++i)
      weights[i] = weights[i] / of - least * universes_[i].registered / all;
    floors.push_back(
        [this, weights](std::span<const double> amounts, double, std::span<double> gradient) {
          std::vector<double> shares;
          std::vector<double> slopes;
          reach(amounts, shares, slopes);
          double value_there = 0;
          std::ranges::fill(gradient, 0.0);
          for (std::size_t i = 0; i < shares.size(); ++i) {
            value_there += weights[i] * shares[i];
            for (std::size_t g = 0; g < gradient.size(); ++g)
              gradient[g] += weights[i] * slopes[i * programmes_.size() + g];
          }
          return value_there;
        });
  }
  return floors;
}

}  // namespace hustings::allocate
