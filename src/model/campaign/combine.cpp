#include "model/campaign/combine.hpp"

#include <algorithm>
#include <numeric>

#include "model/campaign/lift.hpp"
#include "random/math.hpp"

namespace hustings::campaign {

std::vector<std::size_t> dose_order(std::span<const double> mean_doses) {
  std::vector<std::size_t> order(mean_doses.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return mean_doses[a] > mean_doses[b]; });
  return order;
}

Combined combine(std::span<const double> reached, double repeat) {
  Combined combined;
  double missed = 1;
  double weight = 1;
  for (const double share : reached) {
    combined.summand.push_back(share * weight);
    missed *= 1 - share;
    weight *= 1 - (1 - repeat) * share;
  }
  combined.reached = 1 - missed;
  return combined;
}

Lifted lift_turnout(double turnout, const Combined& combined, std::span<const double> doses) {
  Lifted lifted{turnout, std::vector<double>(doses.size(), 0.0)};
  if (combined.reached <= 0) return lifted;
  double sum = 0;
  for (std::size_t g = 0; g < doses.size(); ++g) sum += combined.summand[g] * doses[g];
  const double dose = sum / combined.reached;
  // Below 1e-9 the quotient differs from its limit by less than its own rounding.
  const double slope = dose > -1e-9 && dose < 1e-9 ? turnout * (1 - turnout)
                                                   : (shifted(turnout, dose) - turnout) / dose;
  for (std::size_t g = 0; g < doses.size(); ++g) {
    lifted.gain[g] = doses[g] * combined.summand[g] * slope;
  }
  lifted.turnout += combined.reached * dose * slope;
  return lifted;
}

std::vector<double> persuade(std::span<const double> shares, double reached,
                             std::span<const double> doses) {
  std::vector<double> moved;
  double total = 0;
  for (std::size_t k = 0; k < shares.size(); ++k) {
    moved.push_back(shares[k] * exact::exp(doses[k]));
    total += moved.back();
  }
  for (std::size_t k = 0; k < shares.size(); ++k) {
    moved[k] = shares[k] + reached * (moved[k] / total - shares[k]);
  }
  return moved;
}

}  // namespace hustings::campaign
