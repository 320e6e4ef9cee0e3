#include "hustings/infer/domain_shift.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "random/math.hpp"
#include "support/counts_table.hpp"

namespace hustings::infer {
namespace {

/// Correlated normal features of places, the first moved by `shift` standard deviations.
Matrix normal_places(std::size_t n, double shift, unsigned seed) {
  std::mt19937 words(seed);
  const auto normal = [&] {
    return exact::normal_quantile((static_cast<double>(words()) + .5) / 4294967296.0);
  };
  Matrix places(n, 3);
  for (std::size_t i = 0; i < n; ++i) {
    const double common = normal();
    for (std::size_t a = 0; a < 3; ++a) places(i, a) = 3 + .6 * common + .8 * normal();
    places(i, 0) += shift;
    places(i, 2) = places(i, 2) * 100 + 7000;  // another unit
  }
  return places;
}

double part_unlike(const std::vector<PlaceShift>& shifts) {
  return static_cast<double>(
             std::count_if(shifts.begin(), shifts.end(), [](auto& s) { return s.unlike; })) /
         static_cast<double>(shifts.size());
}

TEST_CASE("Domain shift: four sds in one of three features are seen, none is not", "[infer]") {
  const Matrix training = normal_places(400, 0, 1);
  const std::vector<PlaceShift> moved = domain_shift(training, normal_places(1000, 4, 2));
  CHECK(part_unlike(moved) >= .95);
  const auto led =
      std::count_if(moved.begin(), moved.end(), [](auto& s) { return s.leading[0] == 0; });
  CHECK(led > 900);
  CHECK(part_unlike(domain_shift(training, normal_places(3000, 0, 3))) == Approx(.05).margin(.02));
}

TEST_CASE("Domain shift: units of features do not matter", "[infer]") {
  const Matrix training = normal_places(60, 0, 1), places = normal_places(20, 1, 2);
  const auto scaled = [](Matrix rows) {
    for (std::size_t i = 0; i < rows.rows(); ++i) rows(i, 1) = 1e6 + 250 * rows(i, 1);
    return rows;
  };
  const std::vector<PlaceShift> one = domain_shift(training, places);
  const std::vector<PlaceShift> other = domain_shift(scaled(training), scaled(places));
  for (std::size_t i = 0; i < one.size(); ++i) {
    CHECK(one[i].distance == Approx(other[i].distance).epsilon(1e-6));
    CHECK(one[i].p == other[i].p);
  }
}

TEST_CASE("Domain shift: by hand, two features without correlation", "[infer]") {
  // Mean 0, sd 1, correlation 0: D^2 = x^2 + y^2.
  const Matrix training({{1, 1}, {1, -1}, {-1, 1}, {-1, -1}});
  const PlaceShift shift = domain_shift(training, Matrix({{1, 3}})).front();
  CHECK(shift.distance == Approx(10));
  CHECK(shift.leading == std::array<std::size_t, 2>{1, 0});
}

TEST_CASE("Domain shift: a feature that never varied and now does leads", "[infer]") {
  Matrix training = normal_places(50, 0, 1);
  for (std::size_t i = 0; i < 50; ++i) training(i, 1) = 1;
  const Matrix place({{3, 9, 7300}});
  CHECK(domain_shift(training, place).front().leading[0] == 1);
  CHECK(domain_shift(training, place).front().unlike);
}

/// Features of New York's districts in 2021, what they are to tell of 2025, and boroughs.
struct NewYork {
  Matrix features;
  std::vector<double> turnout, lead;
  std::vector<std::size_t> borough;

  NewYork() {
    const test::CountsTable now("scenarios/data/sources/nyc_2025_mayor_ad.csv");
    const test::CountsTable then("scenarios/data/sources/nyc_2021_mayor_ad_first_choice.csv");
    const std::vector<std::string> names = {"adams", "wiley", "garcia", "yang", "stringer"};
    features = Matrix(now.rows(), 7);
    borough = now.groups("borough");
    const auto logit = [](double p) { return std::log(p / (1 - p)); };
    for (std::size_t i = 0; i < now.rows(); ++i) {
      const double registered = now.number(i, "active_dem_2023");
      features(i, 0) = logit(then.number(i, "ballots") / registered);
      for (std::size_t k = 0; k < names.size(); ++k) {
        features(i, 1 + k) = std::log(then.number(i, names[k]) / then.number(i, "ballots"));
      }
      features(i, 6) = std::log(registered);
      turnout.push_back(logit(now.number(i, "ballots") / registered));
      lead.push_back(std::log(now.number(i, "mamdani") / now.number(i, "cuomo")));
    }
  }
};

TEST_CASE("Left out: a borough is forecast worse than what was fitted, and than random fifths",
          "[infer]") {
  const NewYork city;
  std::vector<std::size_t> fifth;
  for (std::size_t i = 0; i < city.turnout.size(); ++i) fifth.push_back(i * 7 % 5);
  for (const std::vector<double>& target : {city.turnout, city.lead}) {
    const LeftOutError borough = leave_group_out(city.features, target, city.borough);
    const LeftOutError random = leave_group_out(city.features, target, fifth);
    CHECK(borough.left_out / borough.training > 1.35);
    CHECK(borough.left_out > random.left_out);
  }
}

TEST_CASE("Left out: what is a straight line is found", "[infer]") {
  const Matrix features({{0}, {1}, {2}, {3}, {4}, {5}});
  const LeftOutError error = leave_group_out(features, {1, 3, 5, 7, 9, 11}, {0, 0, 1, 1, 2, 2}, 0);
  CHECK(error.left_out == Approx(0).margin(1e-12));
}

}  // namespace
}  // namespace hustings::infer
