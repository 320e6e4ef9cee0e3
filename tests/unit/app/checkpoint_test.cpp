#include "app/checkpoint.hpp"

#include <catch2/catch.hpp>

using namespace hustings;

TEST_CASE("Times are read with their unit", "[checkpoint]") {
  CHECK(seconds_of("60s") == 60.0);
  CHECK(seconds_of("1.5min") == 90.0);
  CHECK(seconds_of("24h") == 86400.0);
  CHECK(seconds_of("0.1s") == 0.1);
  for (const char* text :
       {"", "60", "s", "60 s", "-1s", "0s", "0.01s", "25h", "1d", "nans", "infs"}) {
    CAPTURE(text);
    CHECK_FALSE(seconds_of(text));
  }
}

TEST_CASE("A command line is told as a shell takes it", "[checkpoint]") {
  CHECK(line_to_go_on({"hustings", "run", "a.yaml"}) == "hustings run a.yaml --resume");
  CHECK(line_to_go_on({"h", "--resume", "it's", "a b", "", "x=[1]"}) ==
        R"(h --resume 'it'\''s' 'a b' '' 'x=[1]')");
}
