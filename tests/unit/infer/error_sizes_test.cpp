#include "hustings/infer/error_sizes.hpp"

#include <catch2/catch.hpp>
#include <cmath>

namespace hustings::infer {
namespace {

SeenErrors errors_of(const std::vector<double>& errors) {
  SeenErrors seen;
  for (const double error : errors) {
    seen.n += 1;
    seen.sum_of_squares += error * error;
  }
  return seen;
}

TEST_CASE("Sizes: what was seen moves them", "[infer]") {
  CHECK(updated_size(.24, errors_of({.3, -.1, .5, -.2})) ==
        Approx(.2534758371).epsilon(0).margin(1e-10));
  CHECK(updated_size(.24, errors_of(std::vector<double>(10, .1))) ==
        Approx(.2042873793).epsilon(0).margin(1e-10));
  CHECK(updated_size(.24, {}) == Approx(.24).epsilon(1e-15));
}

TEST_CASE("Sizes: contests of one day count less than as many days", "[infer]") {
  const SeenErrors day = of_one_day({11, 2.2}, 11);
  CHECK(day.n == Approx(11 / 1.7));
  CHECK(day.sum_of_squares / day.n == Approx(.2));
  CHECK(of_one_day({1, .04}, 1).n == 1);
  CHECK(of_one_day({}, 0).n == 0);
  CHECK(of_one_day({400, 8}, 1).n == 400);  // draws of one contest are no contests
  CHECK(of_one_day({400, 8}, 3).n == Approx(400 / 1.14));
}

TEST_CASE("Sizes: without likeness places differ more", "[infer]") {
  CHECK(error_sizes(true).region == .29);
  CHECK(error_sizes(true).place == .43);
  CHECK(error_sizes(false).region == .36);
  CHECK(error_sizes(false).place == .62);
}

}  // namespace
}  // namespace hustings::infer
