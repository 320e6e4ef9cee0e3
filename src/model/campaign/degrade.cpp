#include "model/campaign/degrade.hpp"

#include <cmath>

#include "random/log_gamma.hpp"
#include "random/math.hpp"

namespace hustings::campaign {
namespace {

/// Returns q^k e^(-q) / Gamma(k + 1).
double next_term(double shape, double log_q) {
  return exact::exp(shape * log_q - exact::exp(log_q) - exact::log_gamma(shape + 1));
}

/// Returns the share of the gamma law of this shape and scale 1 below q, by its series.
double gamma_share(double shape, double log_q) {
  const double q = exact::exp(log_q);
  double term = next_term(shape, log_q);
  double sum = 0;
  for (int n = 1; term > 1e-17 * sum; ++n) {
    sum += term;
    term *= q / (shape + n);
  }
  return sum;
}

}  // namespace

DegradedMesh degrade_mesh(const MeshLaw& law, Loss loss, double keep) {
  DegradedMesh left{1, law};
  if (loss == Loss::links) {
    left.law.tells *= keep;
    left.law.tells_on *= keep;
  } else if (loss == Loss::captains) {
    left.captains = keep;
  } else if (loss == Loss::top_captains) {
    left.captains = keep;
    left.law.tells *= keep > 0 ? left_of_tells(law.tell_shape, keep) / keep : 0;
  }
  return left;
}

/// Finds log q by bisection.
double left_of_tells(double shape, double keep) {
  if (keep <= 0) return 0;
  if (keep >= 1) return 1;
  double low = -745;
  double high = exact::log(shape + 10 * std::sqrt(shape) + 40);
  for (int step = 0; step < 60; ++step) {
    const double middle = (low + high) / 2;
    (gamma_share(shape, middle) < keep ? low : high) = middle;
  }
  return keep - next_term(shape, low);
}

}  // namespace hustings::campaign
