#include "model/campaign/beta_law.hpp"

#include <cmath>

#include "random/log_gamma.hpp"
#include "random/math.hpp"

namespace hustings::campaign {
namespace {

double not_zero(double x) {
  return x == 0 ? 1e-300 : x;
}

/// Evaluates the continued fraction of I_x(a, b) by Lentz's algorithm. Quick for x < (a + 1) / (a +
/// b + 2): about sqrt(max(a, b)) steps.
double fraction(const BetaLaw& law, double x) {
  const auto [a, b] = law;
  double c = 1;
  double d = 1 / not_zero(1 - (a + b) * x / (a + 1));
  double value = d;
  double change = 0;
  for (int m = 1; std::fabs(change - 1) > 1e-15 && m < 100000; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / not_zero(1 + even * d);
    c = not_zero(1 + even / c);
    value *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / not_zero(1 + odd * d);
    c = not_zero(1 + odd / c);
    change = d * c;
    value *= change;
  }
  return value;
}

}  // namespace

double mean_of(const BetaLaw& law) {
  return law.a / (law.a + law.b);
}

double variance_of(const BetaLaw& law) {
  const double sum = law.a + law.b;
  return law.a * law.b / (sum * sum * (sum + 1));
}

double log_beta(double a, double b) {
  return exact::log_gamma(a) + exact::log_gamma(b) - exact::log_gamma(a + b);
}

double share_below(const BetaLaw& law, double x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const auto [a, b] = law;
  const double front = exact::exp(a * exact::log(x) + b * exact::log(1 - x) - log_beta(a, b));
  if (x < (a + 1) / (a + b + 2)) return front * fraction(law, x) / a;
  return 1 - front * fraction({b, a}, 1 - x) / b;
}

}  // namespace hustings::campaign
