#include "model/campaign/mesh_chance.hpp"

#include <algorithm>
#include <cmath>

#include "random/math.hpp"

namespace hustings::campaign {
namespace {

constexpr int kChanceNodes = 65;
constexpr double kWidth = kMeshWidth;
constexpr double kMostCounted = 0.9;

}  // namespace

Told told_by_chance(double captains, const MeshLaw& law) {
  const double first = captains * law.tells * law.seed_quality;
  const double on = std::min(law.tells_on, kMostCounted);
  const double left = 1 - on;
  const double spread_on = on * (1 + on / law.tell_shape);
  const double spread_first = 1 + law.tells * law.seed_quality / law.tell_shape;
  const double variance =
      first * spread_on / (left * left * left) + first * spread_first / (left * left);
  return {first / left, std::sqrt(variance)};
}

MeshChance::MeshChance(const Mesh& mesh) {
  double captains = 0;
  for (const double count : mesh.captains) captains += count;
  const Told told = told_by_chance(captains, mesh.law);
  if (told.mean <= 0) {
    nodes_.emplace_back(mesh.universes.size(), 0.0);
    return;
  }
  const double cv = told.sd / told.mean;
  log_sd_ = std::sqrt(exact::log(1 + cv * cv));
  Mesh drawn = mesh;
  for (int node = 0; node < kChanceNodes; ++node) {
    const double z = kWidth * (2.0 * node / (kChanceNodes - 1) - 1);
    drawn.law.tells = mesh.law.tells * exact::exp(log_sd_ * z - log_sd_ * log_sd_ / 2);
    nodes_.push_back(spread_word(drawn).reach);
  }
}

NodePlace node_place(double normal, std::size_t n) {
  const double place = std::clamp((normal / kWidth + 1) / 2, 0.0, 1.0) * static_cast<double>(n - 1);
  const auto below = std::min(static_cast<std::size_t>(place), n - 2);
  return {below, place - static_cast<double>(below)};
}

std::vector<double> MeshChance::reach(double normal) const {
  if (nodes_.size() == 1) return nodes_.front();
  const auto [below, above] = node_place(normal, nodes_.size());
  std::vector<double> reach = nodes_[below];
  for (std::size_t i = 0; i < reach.size(); ++i) {
    reach[i] += above * (nodes_[below + 1][i] - reach[i]);
  }
  return reach;
}

}  // namespace hustings::campaign
