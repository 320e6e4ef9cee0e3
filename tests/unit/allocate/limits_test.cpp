#include "allocate/limits.hpp"

#include <catch2/catch.hpp>

#include "allocate/starts.hpp"

namespace hustings::allocate {
namespace {

Limits two_resources() {
  return {{10, 0, 10, 12},
          {60, 200, 60, 40},
          {{{.2, .05, .2, .7}, {0, 0, 0, 1}, 20, 0}, {{.05, .005, .05, 0}, {0, 0, 0, 0}, 2.5, 1}}};
}

}  // namespace

TEST_CASE("A projection is inside all limits, and stays where it is", "[allocate]") {
  const Limits limits = two_resources();
  for (const SetsToTry to_try = sets_of(limits, 1); const OnSet& on : to_try.sets) {
    const std::vector<double> far{200, 900, 300, 80};
    const std::vector<double> once = projected(limits, on, far);
    CHECK(keeps(limits, once));
    const std::vector<double> twice = projected(limits, on, once);
    for (std::size_t g = 0; g < 4; ++g) {
      CHECK(twice[g] == Approx(once[g]).margin(1e-9));
      if (!on[g]) CHECK(once[g] == 0);
    }
  }
}

TEST_CASE("The projection on one limit is the known one", "[allocate]") {
  const Limits limits{{0, 0}, {10, 10}, {{{1, 1}, {0, 0}, 10}}};
  const std::vector<double> at = projected(limits, {true, true}, {9, 5});
  CHECK(at[0] == Approx(7));
  CHECK(at[1] == Approx(3));
}

TEST_CASE("Starts are inside the limits: equal, alone, in pairs, at random", "[allocate]") {
  const Limits limits = two_resources();
  const auto starts = starts_of(limits, OnSet(4, true), 16, 1);
  CHECK(starts.size() == 16);
  for (const auto& start : starts) CHECK(keeps(limits, start));
  CHECK(starts_of(limits, OnSet(4, true), 16, 1) == starts);
  CHECK(starts_of(limits, OnSet(4, true), 16, 2) != starts);
}

TEST_CASE("A set that costs more than there is cannot be on", "[allocate]") {
  Limits limits = two_resources();
  CHECK(sets_of(limits, 1).sets.size() == 8);
  limits.rows[0].fixed = {0, 0, 0, 19};
  CHECK(sets_of(limits, 1).sets.size() == 4);
  CHECK_FALSE(is_possible(limits, {true, true, true, true}));
}

}  // namespace hustings::allocate
