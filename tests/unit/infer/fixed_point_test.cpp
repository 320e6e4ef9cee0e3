#include "infer/fixed_point.hpp"

#include <catch2/catch.hpp>
#include <cmath>

namespace hustings::infer {
namespace {

using Numbers = std::vector<double>;

/// Goes 3 and 1 % of the way to a fixed point, bent a little, each number by the other.
Numbers slow(const Numbers& x) {
  return {x[0] + .03 * (.7 - x[0]) + .004 * std::sin(x[1] + .4),
          x[1] + .01 * (-.4 - x[1]) - .002 * (x[0] - .7) * (x[0] - .7)};
}

TEST_CASE("Fixed points: found where plain steps end, in a part of them", "[fixed_point]") {
  Numbers plain{0, 0};
  int n_plain = 0;
  for (double longest = 1; longest > 1e-12; ++n_plain) {
    const Numbers next = slow(plain);
    longest = std::max(std::abs(next[0] - plain[0]), std::abs(next[1] - plain[1]));
    plain = next;
  }
  CHECK(n_plain > 1000);
  const FixedPoint found = find_fixed_point(slow, {0, 0}, {.step = 1e-12, .most_steps = 60});
  REQUIRE(found.found);
  CHECK(found.x[0] == Approx(plain[0]).epsilon(0).margin(1e-9));
  CHECK(found.x[1] == Approx(plain[1]).epsilon(0).margin(1e-9));
}

TEST_CASE("Fixed points: a mixture that leads three times as far off is taken back",
          "[fixed_point]") {
  std::vector<double> tried;
  const auto steep = [&](const Numbers& x) {
    tried.push_back(x[0]);
    return Numbers{x[0] > 1 ? 1 - .9 * (x[0] - 1) : x[0] + .1 * std::tanh(3 * (1 - x[0]))};
  };
  const FixedPoint found = find_fixed_point(steep, {-1}, {.step = 1e-10, .most_steps = 400});
  REQUIRE(found.found);
  CHECK(found.x[0] == Approx(1).epsilon(1e-8));
  const std::vector<double> points = tried;
  int n_back = 0;
  for (std::size_t i = 1; i + 1 < points.size(); ++i) {
    const double before = steep({points[i - 1]})[0];
    const bool is_farther =
        std::abs(steep({points[i]})[0] - points[i]) >= 3 * std::abs(before - points[i - 1]);
    if (!is_farther) continue;
    ++n_back;
    CHECK(points[i + 1] == before);
  }
  CHECK(n_back > 0);
}

TEST_CASE("Fixed points: what was not found is told", "[fixed_point]") {
  const auto away = [](const Numbers& x) { return Numbers{x[0] + 1}; };
  const FixedPoint lost = find_fixed_point(away, {0}, {.most_steps = 20});
  CHECK_FALSE(lost.found);
  CHECK(lost.steps == 20);
  CHECK(lost.longest == 1);
  CHECK(find_fixed_point([](const Numbers& x) { return x; }, {3, 4}).steps == 1);
}

}  // namespace
}  // namespace hustings::infer
