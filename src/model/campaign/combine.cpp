#include "model/campaign/combine.hpp"

#include <algorithm>
#include <numeric>

#include "model/campaign/lift.hpp"

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

double lifted_turnout(double turnout, const Combined& combined, std::span<const double> doses) {
  if (combined.reached <= 0) return turnout;
  double sum = 0;
  for (std::size_t g = 0; g < doses.size(); ++g) sum += combined.summand[g] * doses[g];
  return turnout + combined.reached * (shifted(turnout, sum / combined.reached) - turnout);
}

}  // namespace hustings::campaign
