#include "model/campaign/mixing.hpp"

#include <algorithm>

namespace hustings::campaign {

Mixing::Mixing(std::span<const MeshUniverse> universes, double homophily,
               std::vector<std::vector<double>> areas)
    : universes_(universes.begin(), universes.end()),
      homophily_(homophily),
      areas_(std::move(areas)) {
  registered_.resize(areas_.size());
  for (const MeshUniverse& universe : universes_) {
    registered_.resize(std::max(registered_.size(), universe.area + 1));
    registered_[universe.area] += universe.registered;
  }
}

std::vector<double> Mixing::between_areas(const std::vector<double>& tells) const {
  if (areas_.empty()) return tells;
  std::vector<double> landed(tells.size(), 0.0);
  for (std::size_t from = 0; from < areas_.size(); ++from) {
    for (std::size_t to = 0; to < areas_.size(); ++to) landed[to] += tells[from] * areas_[from][to];
  }
  return landed;
}

std::vector<double> Mixing::landed(std::span<const double> tells) const {
  std::vector<double> by_area(registered_.size(), 0.0);
  for (std::size_t i = 0; i < universes_.size(); ++i) by_area[universes_[i].area] += tells[i];
  by_area = between_areas(by_area);
  std::vector<double> landed;
  for (std::size_t i = 0; i < universes_.size(); ++i) {
    const auto& [registered, area] = universes_[i];
    const double share = registered_[area] > 0 ? registered / registered_[area] : 0;
    landed.push_back(homophily_ * tells[i] + (1 - homophily_) * by_area[area] * share);
  }
  return landed;
}

}  // namespace hustings::campaign
