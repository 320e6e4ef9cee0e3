// K - 1 normals have the law of K: by the covariances that their loads give.
#include "model/solve/own_noise.hpp"

#include <catch2/catch.hpp>
#include <random>

using namespace hustings;

namespace {

using Matrix = std::vector<std::vector<double>>;

/// Loads of each candidate's noise on z_0 .. z_(K-1), candidate 0's being 0.
Matrix differences(const OwnNoise& noise) {
  const std::size_t n = noise.loads.size();
  Matrix loads(n, std::vector<double>(n, 0.0));
  for (std::size_t k = 1; k < n; ++k) {
    for (std::size_t j = 1; j < k; ++j) loads[k][j] = noise.loads[j].passed_on;
    loads[k][k] = noise.loads[k].own;
  }
  return loads;
}

double covariance(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t j = 0; j < a.size(); ++j) sum += a[j] * b[j];
  return sum;
}

void check_law(const std::vector<double>& sds) {
  const OwnNoise noise = own_noise(sds);
  Matrix loads = differences(noise);
  const std::size_t n = sds.size();
  for (std::size_t k = 1; k < n; ++k) {
    for (std::size_t l = 1; l < n; ++l) {
      const double expected = sds[0] * sds[0] + (k == l ? sds[k] * sds[k] : 0);
      CHECK(covariance(loads[k], loads[l]) == Approx(expected).margin(1e-12));
    }
  }
  // With candidate 0's own noise all are independent.
  std::vector<double> first(n);
  first[0] = -noise.rest_sd;
  for (std::size_t j = 1; j < n; ++j) first[j] = -noise.loads[j].passed_on;
  for (auto& of : loads) {
    for (std::size_t j = 0; j < n; ++j) of[j] += first[j];
  }
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t l = 0; l < n; ++l) {
      const double expected = k == l ? sds[k] * sds[k] : 0;
      CHECK(covariance(loads[k], loads[l]) == Approx(expected).margin(1e-12));
    }
  }
}

}  // namespace

TEST_CASE("K - 1 normals have the law of the differences of K, equal sds or not", "[model]") {
  check_law({0.2, 0.2, 0.2});
  std::mt19937 random(3);
  std::uniform_real_distribution<double> sd(0, 0.6);
  for (std::size_t n = 2; n < 12; ++n) {
    std::vector<double> sds(n);
    for (double& one : sds) one = sd(random);
    check_law(sds);
  }
}

TEST_CASE(
    "Three candidates of sd .2 have loads of .1414 and .0816, and what each adds its multiple",
    "[model]") {
  const OwnNoise noise = own_noise(std::vector<double>{0.2, 0.2, 0.2});
  CHECK(noise.loads[1].passed_on == Approx(.141421).margin(1e-6));
  CHECK(noise.loads[2].passed_on == Approx(.081650).margin(1e-6));
  CHECK(noise.loads[1].own == Approx(2 * noise.loads[1].passed_on));
  CHECK(noise.loads[2].own == Approx(3 * noise.loads[2].passed_on));
}

TEST_CASE("Candidates without own noise draw no more than shows the first one's", "[model]") {
  check_law({0.3, 0.2, 0, 0, 0.1});
  check_law({0, 0.2, 0, 0.1});
  const OwnNoise after = own_noise(std::vector<double>{0.3, 0, 0, 0.1});
  CHECK(after.loads[1].own == Approx(0.3));
  CHECK(after.loads[2].own == 0);
  CHECK(after.loads[3].own == Approx(0.1));
  CHECK(after.loads[3].passed_on == 0);
  CHECK(own_noise(std::vector<double>{0, 0.2}).loads[1].passed_on == 0);
  CHECK(own_noise(std::vector<double>{0, 0}).loads[1].own == 0);
}

TEST_CASE("A candidate more changes nobody's loads before it", "[model]") {
  const OwnNoise two = own_noise(std::vector<double>{0.2, 0.3});
  const OwnNoise three = own_noise(std::vector<double>{0.2, 0.3, 0.25});
  CHECK(two.loads[1].own == three.loads[1].own);
  CHECK(two.loads[1].passed_on == three.loads[1].passed_on);
}
