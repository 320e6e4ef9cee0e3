#include "model/campaign/shock_chance.hpp"

#include <cmath>

#include "random/math.hpp"

namespace hustings::campaign {
namespace {

bool is_below(double normal, double probability) {
  if (probability <= 0) return false;
  return probability >= 1 || normal < exact::normal_quantile(probability);
}

}  // namespace

double group_normal(double group, double own, double share) {
  return std::sqrt(share) * group + std::sqrt(1 - share) * own;
}

std::vector<bool> shocks_that_happen(std::span<const ShockChance> shocks,
                                     const ShockNormals& normals, double share) {
  std::vector<bool> happens;
  for (std::size_t i = 0; i < shocks.size(); ++i) {
    const ShockChance& shock = shocks[i];
    const double own = normals.own[i];
    const double normal =
        shock.group ? group_normal(normals.groups[*shock.group], own, share) : own;
    const bool may = !shock.follows || happens[*shock.follows];
    happens.push_back(may && is_below(normal, shock.probability));
  }
  return happens;
}

double drawn_hours(const DrawnHours& law, double normal) {
  return law.median * exact::exp(law.log_sd * normal);
}

double drawn_onset(double low, double high, double normal) {
  return low + (high - low) * exact::normal_cdf(normal);
}

}  // namespace hustings::campaign
