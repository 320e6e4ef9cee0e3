#include "random/math.hpp"

#include <boost/math/distributions/normal.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>

using namespace hustings;
using Exact = boost::multiprecision::cpp_bin_float_50;

namespace {

constexpr double kBound = 1e-13;

double relative_error(double value, const Exact& truth) {
  if (truth == 0) return std::fabs(value);
  return std::fabs(static_cast<double>((Exact(value) - truth) / truth));
}

}  // namespace

TEST_CASE("exact::exp is right to 1e-13", "[random]") {
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> wide(-708, 709.7);
  std::uniform_real_distribution<double> narrow(-2, 2);
  for (int i = 0; i < 4000; ++i) {
    const double x = i % 2 == 0 ? wide(random) : narrow(random);
    CAPTURE(x);
    REQUIRE(relative_error(exact::exp(x), exp(Exact(x))) < kBound);
  }
  for (const double x : {0.0, -0.0, 1e-300, 1e-17, 709.78}) {
    CHECK(relative_error(exact::exp(x), exp(Exact(x))) < kBound);
  }
  for (double x = -745; x < -708; x += 0.25) {
    CHECK(std::fabs(exact::exp(x) - std::exp(x)) <= 1e-323);
  }
  CHECK(exact::exp(-746) == 0);
  CHECK(exact::exp(-std::numeric_limits<double>::infinity()) == 0);
  CHECK(exact::exp(710) == std::numeric_limits<double>::infinity());
  CHECK(std::isnan(exact::exp(std::nan(""))));
}

TEST_CASE("exact::log is right to 1e-13, near 1 too", "[random]") {
  std::mt19937_64 random(4);
  std::uniform_real_distribution<double> exponent(-1070, 1020);
  std::uniform_real_distribution<double> near_one(0.5, 2);
  for (int i = 0; i < 4000; ++i) {
    const double x = i % 2 == 0 ? std::exp2(exponent(random)) : near_one(random);
    CAPTURE(x);
    REQUIRE(relative_error(exact::log(x), log(Exact(x))) < kBound);
  }
  for (double step = 0x1p-52; step < 0.5; step *= 2) {
    CHECK(relative_error(exact::log(1 + step), log(Exact(1 + step))) < kBound);
    CHECK(relative_error(exact::log(1 - step), log(Exact(1 - step))) < kBound);
  }
  CHECK(exact::log(1.0) == 0);
}

TEST_CASE("exact::expit and exact::logit are right to 1e-13", "[random]") {
  std::mt19937_64 random(5);
  std::uniform_real_distribution<double> log_odds(-700, 700);
  std::uniform_real_distribution<double> uniform(0, 1);
  for (int i = 0; i < 4000; ++i) {
    const double x = log_odds(random) / (i % 2 == 0 ? 1 : 100);
    CAPTURE(x);
    REQUIRE(relative_error(exact::expit(x), 1 / (1 + exp(-Exact(x)))) < kBound);
    const double p = uniform(random);
    CAPTURE(p);
    REQUIRE(relative_error(exact::logit(p), log(Exact(p) / (1 - Exact(p)))) < kBound);
  }
  for (double step = 0x1p-53; step < 0.5; step *= 2) {
    for (const double p : {0.5 + step, 0.5 - step, step}) {
      CAPTURE(p);
      CHECK(relative_error(exact::logit(p), log(Exact(p) / (1 - Exact(p)))) < kBound);
    }
  }
  CHECK(exact::logit(0.5) == 0);
  CHECK(exact::expit(0) == 0.5);
}

TEST_CASE("exact::normal_quantile is right to 1e-13", "[random]") {
  // Judged by the distribution function in long double: dp = density x dz.
  const boost::math::normal_distribution<long double> normal;
  const auto error = [&](double p) {
    const long double z = exact::normal_quantile(p);
    const long double from = z > 0 ? (1.0L - p) - cdf(complement(normal, z)) : cdf(normal, z) - p;
    return static_cast<double>(std::fabs(from / pdf(normal, z) / z));
  };
  std::mt19937_64 random(6);
  std::uniform_real_distribution<double> uniform(0, 1);
  for (int i = 0; i < 4000; ++i) {
    const double p = uniform(random);
    CAPTURE(p);
    REQUIRE(error(p) < kBound);
  }
  for (double p = 0.49; p > 1e-300; p *= 0.6) {
    CAPTURE(p);
    CHECK(error(p) < kBound);
  }
  for (const double p : {0.075, 0.0750000001, 0.925, 0.9999999, 1 - 0x1p-53, 0.5 + 1e-9}) {
    CAPTURE(p);
    CHECK(error(p) < kBound);
  }
  CHECK(exact::normal_quantile(0.5) == 0);
  CHECK(exact::normal_quantile(0.25) == -exact::normal_quantile(0.75));
  CHECK(exact::normal_quantile(0.975) == Approx(1.959963984540054).epsilon(1e-14));
}

TEST_CASE("exact::normal_cdf is erfc's", "[random]") {
  for (const double x : {-7.0, -3.0, -1.0, -1e-9, 0.0, .3, 1.0, 2.5, 6.0}) {
    CAPTURE(x);
    CHECK(exact::normal_cdf(x) ==
          Approx(std::erfc(-x / std::sqrt(2.0)) / 2).margin(1e-13).epsilon(0));
  }
  CHECK(exact::normal_cdf(-40) == 0);
  CHECK(exact::normal_cdf(40) == 1);
}
