#include "model/campaign/supply.hpp"

#include <catch2/catch.hpp>

using namespace hustings::campaign;

namespace {

using Numbers = std::vector<double>;
using Days = std::vector<DayShare>;

}  // namespace

TEST_CASE("Days fall in weeks that end with election day", "[campaign]") {
  CHECK(week_of(0, 8) == 7);
  CHECK(week_of(1, 8) == 7);
  CHECK(week_of(7, 8) == 7);
  CHECK(week_of(8, 8) == 6);
  CHECK(week_of(56, 8) == 0);
  CHECK(week_of(57, 8) == -1);
  CHECK(weeks_for(Days{{9, .5}, {2, .5}}) == 2);
  CHECK(weeks_for(Days{}) == 1);
}

TEST_CASE("Money keeps from week to week, hours perish", "[campaign]") {
  const Numbers planned{50, 100, 150};
  CHECK(covered_shares({0, {100, 100, 100}, true}, planned) == Numbers{1, 1, 1});
  CHECK(covered_shares({0, {100, 100, 100}, false}, planned) == Numbers{1, 1, 100.0 / 150});
  CHECK(covered_shares({0, {100, 0, 0}, true}, planned) == Numbers{1, .5, 0});
}

TEST_CASE("A stock of hours fills what its weeks lack", "[campaign]") {
  CHECK(covered_shares({60, {100, 100, 100}, false}, Numbers{50, 120, 150}) ==
        Numbers{1, 1, 140.0 / 150});
  CHECK(covered_shares({300, {0, 0, 0}, false}, Numbers{100, 100, 100}) == Numbers{1, 1, 1});
  CHECK(covered_shares({0, {0}, true}, Numbers{0}) == Numbers{1});
}

TEST_CASE("Use follows the contacts, fixed parts the first of them", "[campaign]") {
  const Days contacts{{9, .5}, {2, .5}};
  CHECK(weekly_use({2, 80}, 100, contacts, 3) == Numbers{0, 180, 100});
  CHECK(weekly_use({2, 80}, 0, contacts, 3) == Numbers{0, 0, 0});
}
