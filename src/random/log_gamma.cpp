#include "random/log_gamma.hpp"

#include "random/math.hpp"

namespace hustings::exact {

/// Sums Stirling's series to x^-15 at x >= 10, where the next term is below 1e-17; smaller x are
/// lifted there by Gamma(x + 1) = x Gamma(x).
double log_gamma(double x) {
  double lifted = 1;
  for (; x < 10; ++x) lifted *= x;
  static constexpr double kStirling[] = {-3617.0 / 122400, 1.0 / 156,  -691.0 / 360360, 1.0 / 1188,
                                         -1.0 / 1680,      1.0 / 1260, -1.0 / 360,      1.0 / 12};
  constexpr double kHalfLogTwoPi = 0x1.d67f1c864beb5p-1;
  const double square = 1 / (x * x);
  double series = 0;
  for (const double coefficient : kStirling) series = series * square + coefficient;
  const double at = (x - .5) * log(x) - x + kHalfLogTwoPi + series / x;
  return lifted == 1 ? at : at - log(lifted);
}

}  // namespace hustings::exact
