#pragma once

namespace hustings::campaign {

/// A Beta law: of a rate between 0 and 1. Both above 0.
struct BetaLaw {
  double a = 1;
  double b = 1;
};

double mean_of(const BetaLaw& law);
double variance_of(const BetaLaw& law);

/// Logarithm of B(a, b).
double log_beta(double a, double b);

/// Returns the share of the law below x, by the continued fraction of the incomplete beta function,
/// of the tail that is the smaller one.
///
/// Absolute error below 1e-14 + 1e-15 (a + b) log(a + b + 1): what is lost in differences of log
/// gamma.
double share_below(const BetaLaw& law, double x);

}  // namespace hustings::campaign
