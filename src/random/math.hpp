#pragma once

namespace hustings {

/// Elementary functions in double precision whose bits do not depend on the machine's C library.
/// Relative error below 1e-13 over the stated ranges. Used by all that reaches the digest outside
/// the vector kernels (model build, summary); plain C++ and std::fma, std::sqrt only.
namespace exact {

inline constexpr double kLog2 = 0x1.62e42fefa39efp-1;  ///< natural logarithm of 2

/// Taylor's series of e^r to degree 13: for |r| <= ln 2 / 2 the rest is below 5e-18.
inline constexpr double kInverseFactorials[] = {
    1.0,           1.0 / 1,        1.0 / 2,         1.0 / 6,           1.0 / 24,
    1.0 / 120,     1.0 / 720,      1.0 / 5040,      1.0 / 40320,       1.0 / 362880,
    1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800.0};

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
