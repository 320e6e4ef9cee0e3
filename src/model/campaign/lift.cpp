#include "model/campaign/lift.hpp"

#include <cmath>

#include "random/math.hpp"

namespace hustings::campaign {

double shifted(double rate, double dose) {
  const double odds = exact::exp(dose);
  return rate * odds / (1 + rate * (odds - 1));
}

double dose_of_points(double points, double base) {
  return exact::logit(base + points) - exact::logit(base);
}

std::optional<Dose> LiftSolver::operator()(const Points& lift) const {
  const auto centre = solver_.with_mean_and_sd(lift.base + lift.points, lift.sd, {});
  if (!centre) return std::nullopt;
  return Dose{centre->centre - exact::logit(lift.base), centre->own_sd};
}

double LiftSolver::largest_sd(double rate) const {
  double low = 0;
  double high = std::sqrt(rate * (1 - rate));
  for (int step = 0; step < 30; ++step) {
    const double middle = (low + high) / 2;
    (solver_.with_mean_and_sd(rate, middle, {}) ? low : high) = middle;
  }
  double step = 0.01;
  while (step > low / 100 && step > 1e-12) step /= 10;
  return std::floor(low / step) * step;
}

DoseLoads dose_loads(double sd, double together) {
  return {sd * std::sqrt(together), sd * std::sqrt(1 - together)};
}

}  // namespace hustings::campaign
