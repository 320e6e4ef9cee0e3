#include "model/campaign/funnel.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "random/math.hpp"

using namespace hustings;
using namespace hustings::campaign;

namespace {

Approx about(double value, double margin) {
  return Approx(value).margin(margin).epsilon(0);
}

Funnel funnel() {
  return {5000, .04, .5, .10, 3, {}, 0};
}

/// The factor of volunteers at the normal z: lognormal, of mean 1 and coefficient of variation
/// `cv`.
double factor(double cv, double z) {
  const double variance = std::log(1 + cv * cv);
  return std::exp(std::sqrt(variance) * z - variance / 2);
}

double sum(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

}  // namespace

TEST_CASE("Volunteers gather as a geometric sum", "[campaign]") {
  const std::vector<double> count = volunteers(funnel(), 8);
  CHECK(count[0] == 100);
  CHECK(count[7] == about(569.5327900, 1e-9));
  CHECK(sum(mean_volunteer_hours(funnel(), 8, 0)) == about(8622.61467, 1e-8));
  Funnel twice = funnel();
  twice.asked *= 2;
  CHECK(volunteers(twice, 8)[7] == about(2 * 569.5327900, 1e-9));
}

TEST_CASE("Organisers limit how many volunteers are of use", "[campaign]") {
  Funnel led = funnel();
  led.per_staff = 50;
  led.sd = .5;
  const double staff_hours = 12 * kStaffWeek;
  CHECK(mean_of_least(569.5327900, .5, 600) == about(474.9303979, 1e-7));
  CHECK(sum(mean_volunteer_hours(led, 8, staff_hours)) == about(7856.800016, 1e-6));
  CHECK(mean_volunteer_hours(led, 8, staff_hours)[7] == about(3 * 474.9303979, 1e-6));
  CHECK(sum(mean_volunteer_hours(led, 8, 0)) == 0);
}

TEST_CASE("A factor of volunteers is over the limit as often as said", "[campaign]") {
  // P(569.53 F > 600), by the factor's own normals.
  int over = 0;
  constexpr int kPoints = 200000;
  for (int i = 0; i < kPoints; ++i) {
    const double z = exact::normal_quantile((i + .5) / kPoints);
    over += 569.5327900 * factor(.5, z) > 600 ? 1 : 0;
  }
  CHECK(over / static_cast<double>(kPoints) == about(.3644794, 5e-6));
}

TEST_CASE("The mean of the least agrees with sums over the factor", "[campaign]") {
  for (const double limit : {50.0, 100.0, 300.0}) {
    double mean = 0;
    constexpr int kPoints = 20000;
    for (int i = 0; i < kPoints; ++i) {
      const double z = exact::normal_quantile((i + .5) / kPoints);
      mean += std::min(100 * factor(.4, z), limit) / kPoints;
    }
    CHECK(mean_of_least(100, .4, limit) == about(mean, 2e-3));
  }
  CHECK(mean_of_least(100, 0, 60) == 60);
  CHECK(mean_of_least(100, .4, std::numeric_limits<double>::infinity()) == 100);
  CHECK(mean_of_least(0, .4, 60) == 0);
}
