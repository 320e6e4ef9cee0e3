#include "model/campaign/mesh.hpp"

#include <algorithm>

#include "random/math.hpp"

namespace hustings::campaign {
namespace {

constexpr double kNobodyNew = 1e-13;

}  // namespace

int generations_in_time(double first_day, double days_per_generation) {
  const double generations = first_day / days_per_generation;
  return generations < kNoLimit ? static_cast<int>(generations) : kNoLimit;
}

std::vector<double> split_captains(double captains, std::span<const double> registered) {
  double total = 0;
  for (const double voters : registered) total += voters;
  std::vector<double> split;
  for (const double voters : registered) {
    split.push_back(total > 0 ? captains * (voters / total) : 0);
  }
  return split;
}

MeshSpread spread_word(const Mesh& mesh) {
  const MeshLaw& law = mesh.law;
  const std::size_t n = mesh.universes.size();
  const Mixing mixing(mesh.universes, law.homophily, mesh.areas);
  const std::vector<double> nobody(n, 0.0);
  MeshSpread spread{nobody, nobody, nobody, nobody, nobody, 0};
  std::vector<double> tells;
  std::vector<double> people;
  for (std::size_t i = 0; i < n; ++i) {
    people.push_back(law.cap * mesh.universes[i].registered);
    if (people[i] > 0) spread.told[i] = std::min(mesh.captains[i] / people[i], 1.0);
    tells.push_back(mesh.captains[i] * law.tells * law.seed_quality);
  }
  double weight = 1;
  double most = 1;
  while (spread.generations < mesh.generations && most >= kNobodyNew) {
    ++spread.generations;
    const std::vector<double> landed = mixing.landed(tells);
    most = 0;
    for (std::size_t i = 0; i < n; ++i) {
      if (people[i] <= 0) continue;
      const double fresh = (1 - spread.told[i]) * (1 - exact::exp(-landed[i] / people[i]));
      spread.told[i] += fresh;
      spread.newly[i] += fresh;
      if (spread.generations == 1) spread.first[i] = fresh;
      spread.doses[i] += weight * fresh;
      tells[i] = people[i] * law.tells_on * fresh;
      most = std::max(most, fresh);
    }
    weight *= law.fade;
  }
  for (std::size_t i = 0; i < n; ++i) spread.reach[i] = law.cap * spread.doses[i];
  return spread;
}

}  // namespace hustings::campaign
