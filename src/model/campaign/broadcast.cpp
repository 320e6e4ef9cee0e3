#include "model/campaign/broadcast.hpp"

#include <algorithm>

#include "random/math.hpp"

namespace hustings::campaign {
namespace {

/// Returns log(1 + x), x >= 0, with all digits of a small x.
double log_one_and(double x) {
  const double sum = 1 + x;
  return sum == 1 ? x : x * (exact::log(sum) / (sum - 1));
}

}  // namespace

double mean_impressions(const Impressions& bought, std::span<const Audience> audience, double cap) {
  double people = 0;
  for (const Audience& universe : audience) people += cap * universe.use * universe.registered;
  return people > 0 ? bought.number * bought.in_universe / people : 0;
}

double seen_at_least(int times, double mean, double shape) {
  if (mean <= 0) return times <= 0 ? 1 : 0;
  const bool even = shape == std::numeric_limits<double>::infinity();
  double exactly = exact::exp(even ? -mean : -shape * log_one_and(mean / shape));
  double less = 0;
  for (int n = 0; n < times; ++n) {
    less += exactly;
    exactly *= even ? mean / (n + 1) : mean / (shape + mean) * ((shape + n) / (n + 1));
  }
  return std::max(1 - less, 0.0);
}

double broadcast_share(double use, double mean, const BroadcastLaw& law) {
  return law.cap * use * seen_at_least(law.times_needed, mean, law.shape);
}

}  // namespace hustings::campaign
