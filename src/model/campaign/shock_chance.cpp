#include "model/campaign/shock_chance.hpp"

#include <limits>

#include "random/math.hpp"

namespace hustings::campaign {
double happens_below(double probability) {
  constexpr double kFar = std::numeric_limits<double>::infinity();
  if (probability <= 0) return -kFar;
  return probability >= 1 ? kFar : exact::normal_quantile(probability);
}

double drawn_hours(const DrawnHours& law, double normal) {
  return law.median * exact::exp(law.log_sd * normal);
}

double drawn_onset(double low, double high, double normal) {
  return low + (high - low) * exact::normal_cdf(normal);
}

}  // namespace hustings::campaign
