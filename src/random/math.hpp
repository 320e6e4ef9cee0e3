#pragma once

namespace hustings {

/// Elementary functions in double precision whose bits do not depend on the machine's C library.
/// Relative error below 1e-13 over the stated ranges. Used by all that reaches the digest outside
/// the vector kernels (model build, summary); plain C++ and std::fma, std::sqrt only.
namespace exact {

/// e^x; 0 below -745, infinity above 709.78.
double exp(double x);

/// Natural logarithm of x > 0 (relative error near 1 included).
double log(double x);

/// Standard normal quantile Phi^-1(p), 0 < p < 1 (Wichura, algorithm AS 241).
double normal_quantile(double p);

/// Standard normal distribution function, absolute error below 1e-13.
double normal_cdf(double x);

/// 1 / (1 + e^-x).
double expit(double x);

/// log(p / (1 - p)), 0 < p < 1.
double logit(double p);

}  // namespace exact
}  // namespace hustings
