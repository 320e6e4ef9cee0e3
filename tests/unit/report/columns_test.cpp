#include "report/columns.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

using namespace hustings;

TEST_CASE("Columns are those of a terminal, not bytes", "[report][columns]") {
  CHECK(columns_of("Żółć ±") == 6);
  CHECK(columns_of("陳克莉奧") == 8);
  CHECK(columns_of("Zoe\u0308") == 3);
  CHECK(columns_of("\033[1mbold\033[0m") == 4);
  CHECK(columns_of("bad \xFF\xC3") == 6);
  CHECK(columns_of("") == 0);
}

TEST_CASE("Texts are filled up by columns", "[report][columns]") {
  CHECK(padded("Ż", 3) == "Ż  ");
  CHECK(padded_left("Ż", 3) == "  Ż");
  CHECK(padded("陳", 3) == "陳 ");
  CHECK(padded("longer", 3) == "longer");
}

TEST_CASE("Names are shortened at the end", "[report][columns]") {
  const auto one = [](const std::string& name, std::size_t width, bool unicode = true) {
    return shortened({name}, width, {.unicode = unicode}).front();
  };
  CHECK(one("Claire Valdez", 13) == "Claire Valdez");
  CHECK(one("Claire Valdez", 10) == "Claire Va…");
  CHECK(one("Claire Valdez", 10, false) == "Claire ...");
  CHECK(one("陳克莉奧陳克莉奧", 10) == "陳克莉奧…");  // half a character is none
  CHECK(one("Zoe\u0308Zoe\u0308Zoe\u0308", 8) == "Zoe\u0308Zoe\u0308Z…");
}

TEST_CASE("Different names stay different, equal ones equal", "[report][columns]") {
  using Names = std::vector<std::string>;
  CHECK(shortened({"district 12, north", "district 12, south"}, 12, {}) ==
        Names{"distric…orth", "distric…outh"});
  CHECK(shortened({"abcdefghijXklm", "abcdefghijYklm", "abcdefghijXklm"}, 8, {}) ==
        Names{"abc…Xklm", "abc…Yklm", "abc…Xklm"});
  CHECK(shortened({"abcdefg…", "abcdefghi"}, 8, {}) == Names{"abcdefg…", "abcde…hi"});
  Names many;
  for (int i = 0; i < 30; ++i)
    many.push_back("aaaaaaaa" + std::string(1, char('a' + i)) + "bbbbbbbb");
  const Names shown = shortened(many, 8, {});
  CHECK(std::set<std::string>(shown.begin(), shown.end()).size() == many.size());
  for (const std::string& name : shown) CHECK(columns_of(name) <= 8);
}
