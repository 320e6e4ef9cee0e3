#include "report/lines.hpp"

#include <catch2/catch.hpp>

using namespace hustings;

TEST_CASE("Long lines are broken at blanks, others stay as they are", "[report][lines]") {
  CHECK(fitted("a short  line\n\n  one more \n", {.width = 20}) ==
        "a short  line\n\n  one more \n");
  CHECK(fitted("these are words of a text", {.width = 10}) == "these are\nwords of a\ntext");
  CHECK(fitted("  indented words go on", {.width = 12}) == "  indented\n    words go\n    on");
}

TEST_CASE("What stands beside a name goes on there", "[report][lines]") {
  CHECK(fitted("  --json   Print it as JSON", {.width = 24}) ==
        "  --json   Print it as\n           JSON");
  CHECK(fitted("a name as long as this  and more", {.width = 24}) ==
        "a name as long as this\nand more");
}

TEST_CASE("Words of a list stay together where they can", "[report][lines]") {
  CHECK(fitted(list_of({"left -0.21", "right +1.5"}, "; ", "by: "), {.width = 16}) ==
        "by: left -0.21;\nright +1.5");
  CHECK(fitted(list_of({"two words too long for it", "b"}), {.width = 12}) ==
        "two words\ntoo long for\nit, b");
  CHECK(list_of({}, ", ", "none: ").empty());
}

TEST_CASE("A word wider than a line is broken where the line ends", "[report][lines]") {
  CHECK(fitted("abcdefghijkl mn", {.width = 5}) == "abcde\nfghij\nkl mn");
  CHECK(fitted("陳克莉奧", {.width = 5}) == "陳克\n莉奧");
}

TEST_CASE("Colours take no room, and signs what their ASCII takes", "[report][lines]") {
  CHECK(fitted("\033[1mbold\033[0m and plain", {.width = 14}) == "\033[1mbold\033[0m and plain");
  CHECK(fitted("1 ±2", {.width = 4}) == "1 ±2");
  CHECK(fitted("1 ±2", {.width = 4, .unicode = false}) == "1\n+-2");
}
