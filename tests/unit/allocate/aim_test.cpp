#include "allocate/aim.hpp"

#include <catch2/catch.hpp>

namespace hustings::allocate {
namespace {

/// By all subsets: a slow second way.
double at_least_slowly(std::size_t k, const std::vector<double>& chances) {
  double total = 0;
  for (std::size_t set = 0; set < (std::size_t{1} << chances.size()); ++set) {
    double chance = 1;
    std::size_t n = 0;
    for (std::size_t i = 0; i < chances.size(); ++i) {
      const bool holds = ((set >> i) & 1) != 0;
      chance *= holds ? chances[i] : 1 - chances[i];
      n += holds ? 1 : 0;
    }
    if (n >= k) total += chance;
  }
  return total;
}

void check_gradient(const Aim& aim, const std::vector<double>& chances) {
  AimValue value(aim);
  std::vector<double> gradient(chances.size());
  std::vector<double> unused(chances.size());
  value(chances, gradient);
  for (std::size_t i = 0; i < chances.size(); ++i) {
    std::vector<double> up = chances;
    std::vector<double> down = chances;
    up[i] += 1e-6;
    down[i] -= 1e-6;
    CHECK(gradient[i] == Approx((value(up, unused) - value(down, unused)) / 2e-6).margin(1e-8));
  }
}

}  // namespace

TEST_CASE("At least k is the sum over all sets, and its gradient the differences", "[allocate]") {
  const std::vector<double> chances{.3, .55, .2, .9, .07};
  std::vector<double> gradient(5);
  for (std::size_t k = 1; k <= 5; ++k) {
    const AtLeastOf aim{k, {0, 1, 2, 3, 4}};
    CHECK(AimValue(aim)(chances, gradient) == Approx(at_least_slowly(k, chances)).margin(1e-14));
    check_gradient(aim, chances);
  }
  check_gradient(SumOf{{1, 3}}, chances);
}

TEST_CASE("An event is its chances put together, with their gradient", "[allocate]") {
  using Kind = AimStep::Kind;
  // (0 and not 1) or at least 2 of 1, 2, 3
  const EventOf event{{{Kind::term, 0},
                       {Kind::term, 1},
                       {Kind::complement},
                       {Kind::all, 0, 2},
                       {Kind::at_least, 0, 0, {2, {1, 2, 3}}},
                       {Kind::any, 0, 2}}};
  const std::vector<double> chances{.3, .55, .2, .9};
  std::vector<double> gradient(4);
  const double left = .3 * .45;
  const double right = at_least_slowly(2, {.55, .2, .9});
  CHECK(AimValue(event)(chances, gradient) == Approx(1 - (1 - left) * (1 - right)).margin(1e-14));
  check_gradient(event, chances);
  // Where everything is settled it is what the election comes to.
  CHECK(AimValue(event)(std::vector<double>{1, 1, 0, 0}, gradient) == 0);
  CHECK(AimValue(event)(std::vector<double>{1, 0, 0, 0}, gradient) == 1);
}

}  // namespace hustings::allocate
