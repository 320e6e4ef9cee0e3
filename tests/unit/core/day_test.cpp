#include "hustings/core/day.hpp"

#include <catch2/catch.hpp>

using namespace hustings;

TEST_CASE("Days are read and written", "[day]") {
  CHECK(day_of("1970-01-01") == 0);
  CHECK(day_of("2000-02-29") == 11016);
  CHECK(day_of("6/23/2026") == day_of("2026-06-23"));
  CHECK(day_text(*day_of("2026-6-9")) == "2026-06-09");
  for (int day = -25567; day < 84000; day += 91) CHECK(day_of(day_text(day)) == day);
  for (const char* none : {"", "2026-06", "2025-02-29", "2026-13-01", "1899-12-31", "2200-01-01",
                           "2026-06-23-", "-1-06-23", "23/6/2026", "2026-06-2x", "today"}) {
    INFO(none);
    CHECK_FALSE(day_of(none).has_value());
  }
}
