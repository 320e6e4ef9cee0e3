#include "random/math.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace hustings::exact {
namespace {

// ln 2 in two parts, the first of 32 bits: n x kLn2High is exact for the exponents n of a double.
constexpr double kLn2High = 0x1.62e42fee00000p-1;
constexpr double kLn2Low = 0x1.a39ef35793c76p-33;

/// Returns x 2^n for the n that exp has, -1075 to 1024.
double scaled_by_power_of_two(double x, int n) {
  // Two factors, so that results below the smallest normal number are reached gradually.
  const int half = n / 2;
  const auto power = [](int e) {
    return std::bit_cast<double>(static_cast<std::uint64_t>(e + 1023) << 52);
  };
  return x * power(half) * power(n - half);
}

/// Evaluates c[0] + c[1] x + ... by Horner's rule with fused steps.
template <std::size_t n>
double polynomial(double x, const double (&c)[n]) {
  double y = c[n - 1];
  for (std::size_t i = n - 1; i-- > 0;) y = std::fma(y, x, c[i]);
  return y;
}

/// log((1 + s) / (1 - s)) = 2 atanh(s), |s| < 0.1716: terms beyond s^23 are below 1e-19.
double log_ratio(double s) {
  static constexpr double kOddInverses[] = {1.0,      1.0 / 3,  1.0 / 5,  1.0 / 7,
                                            1.0 / 9,  1.0 / 11, 1.0 / 13, 1.0 / 15,
                                            1.0 / 17, 1.0 / 19, 1.0 / 21, 1.0 / 23};
  return 2.0 * s * polynomial(s * s, kOddInverses);
}

}  // namespace

/// Reduces to e^x = 2^n e^r, x = n ln 2 + r, |r| <= ln 2 / 2. n is rounded by the project's own
/// steps and r made by fused ones, so that the bits are those of IEEE arithmetic and of nobody's
/// libm. Relative error below 1e-13 (tests/unit/random/math_test.cpp).
double exp(double x) {
  if (!(x > -745.2)) return x != x ? x : 0.0;
  if (x > 709.782712893384) return std::numeric_limits<double>::infinity();
  constexpr double kLog2e = 0x1.71547652b82fep+0;
  const double shifted = x * kLog2e + (x < 0 ? -0.5 : 0.5);
  const int n = static_cast<int>(shifted);
  const double r = std::fma(-n, kLn2Low, std::fma(-n, kLn2High, x));
  return scaled_by_power_of_two(polynomial(r, kInverseFactorials), n);
}

/// Reduces to log x = e ln 2 + 2 atanh((m - 1) / (m + 1)), x = 2^e m, m in (sqrt(1/2), sqrt 2].
/// Around 1 the exponent is 0, so nothing cancels there. Numbers below the smallest normal one are
/// lifted by 2^54 first. x must be above 0: neither 0 nor the sign is looked at.
double log(double x) {
  int extra = 0;
  if (x < std::numeric_limits<double>::min()) {
    x *= 0x1p54;
    extra = -54;
  }
  auto bits = std::bit_cast<std::uint64_t>(x);
  int exponent = static_cast<int>(bits >> 52) - 1023 + extra;
  bits = (bits & 0x000FFFFFFFFFFFFFULL) | 0x3FF0000000000000ULL;
  double m = std::bit_cast<double>(bits);
  if (m > 0x1.6a09e667f3bcdp+0) {  // sqrt 2
    m *= 0.5;
    ++exponent;
  }
  const double log_m = log_ratio((m - 1.0) / (m + 1.0));
  return std::fma(exponent, kLn2High, std::fma(exponent, kLn2Low, log_m));
}

/// Evaluates algorithm AS 241, the version of 16 digits [wichura1988]: rational functions of degree
/// 7 in .425^2 - q^2 for |q| = |p - 1/2| <= .425, else in r = sqrt(-log of the tail), around 1.6 up
/// to r = 5 (a tail of 1.4e-11) and around 5 beyond. Antisymmetric but for the rounding of 1 - p:
/// small p keep their digits, p near 1 have those of the double. Relative error below 1e-13 down to
/// p = 1e-300.
double normal_quantile(double p) {
  const double q = p - 0.5;
  if (q >= -0.425 && q <= 0.425) {
    static constexpr double kA[] = {3.3871328727963666080e0,  1.3314166789178437745e+2,
                                    1.9715909503065514427e+3, 1.3731693765509461125e+4,
                                    4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                    3.3430575583588128105e+4, 2.5090809287301226727e+3};
    static constexpr double kB[] = {1.0,
                                    4.2313330701600911252e+1,
                                    6.8718700749205790830e+2,
                                    5.3941960214247511077e+3,
                                    2.1213794301586595867e+4,
                                    3.9307895800092710610e+4,
                                    2.8729085735721942674e+4,
                                    5.2264952788528545610e+3};
    const double r = 0.180625 - q * q;
    return q * polynomial(r, kA) / polynomial(r, kB);
  }
  const double tail = q < 0 ? p : 1.0 - p;
  double r = std::sqrt(-log(tail));
  double z = 0;
  if (r <= 5.0) {
    static constexpr double kC[] = {1.42343711074968357734e0,  4.63033784615654529590e0,
                                    5.76949722146069140550e0,  3.64784832476320460504e0,
                                    1.27045825245236838258e0,  2.41780725177450611770e-1,
                                    2.27238449892691845833e-2, 7.74545014278341407640e-4};
    static constexpr double kD[] = {1.0,
                                    2.05319162663775882187e0,
                                    1.67638483018380384940e0,
                                    6.89767334985100004550e-1,
                                    1.48103976427480074590e-1,
                                    1.51986665636164571966e-2,
                                    5.47593808499534494600e-4,
                                    1.05075007164441684324e-9};
    r -= 1.6;
    z = polynomial(r, kC) / polynomial(r, kD);
  } else {
    static constexpr double kE[] = {6.65790464350110377720e0,  5.46378491116411436990e0,
                                    1.78482653991729133580e0,  2.96560571828504891230e-1,
                                    2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                    2.71155556874348757815e-5, 2.01033439929228813265e-7};
    static constexpr double kF[] = {1.0,
                                    5.99832206555887937690e-1,
                                    1.36929880922735805310e-1,
                                    1.48753612908506148525e-2,
                                    7.86869131145613259100e-4,
                                    1.84631831751005468180e-5,
                                    1.42151175831644588870e-7,
                                    2.04426310338993978564e-15};
    r -= 5.0;
    z = polynomial(r, kE) / polynomial(r, kF);
  }
  return q < 0 ? -z : z;
}

/// Inverts normal_quantile by bisection, 60 steps; below -8 the value is 0 to 1e-15.
double normal_cdf(double x) {
  if (x > 0) return 1 - normal_cdf(-x);
  if (x < -8) return 0;
  double low = 0;
  double high = .5;
  for (int step = 0; step < 60; ++step) {
    const double p = (low + high) / 2;
    if (p == 0) break;
    (normal_quantile(p) < x ? low : high) = p;
  }
  return (low + high) / 2;
}

/// Takes, of the equals 1 / (1 + e^-x) and e^x / (1 + e^x), the one whose exponential is at most 1.
double expit(double x) {
  if (x >= 0) return 1.0 / (1.0 + exp(-x));
  const double e = exp(x);
  return e / (1.0 + e);
}

/// Evaluates log(p / (1 - p)), near 1/2 as its equal 2 atanh(2 p - 1).
double logit(double p) {
  // Near 1/2 the quotient rounds away what the logarithm is made of; 2 p - 1 is exact there.
  const double s = 2.0 * p - 1.0;
  return std::fabs(s) < 0.17 ? log_ratio(s) : log(p / (1.0 - p));
}

}  // namespace hustings::exact
