#include "app/progress_bar.hpp"

#include <catch2/catch.hpp>

using namespace hustings;

TEST_CASE("A line of progress says part done, rate and time left", "[app][progress]") {
  CHECK(progress_line({.done = 6'000'000, .of = 12'000'000, .standard_error = 0.0005}, 5, 100) ==
        "[############------------]  50 %  1.20 M elections/s  5 s left  standard error 0.00050");
  CHECK(progress_line({.done = 3, .of = 12, .what = "points"}, 4, 100) ==
        "[######------------------]  25 %  0.8 points/s  12 s left");
  CHECK(progress_line({.done = 25, .of = 100'000, .what = "steps"}, 1, 100) ==
        "[------------------------]   0 %  25 steps/s  1 h 06 min left");
  CHECK(progress_line({.done = 10'000, .of = 100'000}, 10, 100) ==
        "[##----------------------]  10 %  1 k elections/s  1 min 30 s left");
}

TEST_CASE("Progress without an end shows what is done, without a beginning no rate",
          "[app][progress]") {
  CHECK(progress_line({.done = 5'000'000, .what = "bytes"}, 2, 100) ==
        "5.00 M bytes  2.50 M bytes/s");
  CHECK(progress_line({.of = 100}, 2, 100) == "[------------------------]   0 %");
}

TEST_CASE("A line of progress is no wider than its terminal", "[app][progress]") {
  const Progress progress{.done = 6'000'000, .of = 12'000'000, .standard_error = 0.0005};
  CHECK(progress_line(progress, 5, 74) ==
        "[######------]  50 %  1.20 M elections/s  5 s left  standard error 0.00050");
  for (const std::size_t width : {100U, 80U, 60U, 40U, 10U}) {
    CHECK(progress_line(progress, 5, width).size() <= width);
  }
}
