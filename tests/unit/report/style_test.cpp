#include "report/style.hpp"

#include <catch2/catch.hpp>

using namespace hustings;

TEST_CASE("Texts are filled up by columns, not by bytes", "[report]") {
  CHECK(columns_of("Żółć ±") == 6);
  CHECK(padded("Ż", 3) == "Ż  ");
  CHECK(padded_left("Ż", 3) == "  Ż");
  CHECK(padded("longer", 3) == "longer");
}

TEST_CASE("Thousands have their commas", "[report]") {
  CHECK(with_thousands(std::uint64_t{999}) == "999");
  CHECK(with_thousands(std::uint64_t{1'234'567}) == "1,234,567");
  CHECK(with_thousands("-1234.5678") == "-1,234.5678");
  CHECK(with_thousands("-123") == "-123");
}

TEST_CASE("Colours are used where they may be", "[report]") {
  CHECK(bold("x", {80, true}) == "\033[1mx\033[0m");
  CHECK(dim("x", {80, true}) == "\033[2mx\033[0m");
  CHECK(bold("x", {80, false}) + dim("x", {80, false}) == "xx");
}

TEST_CASE("Percents have the digits that their error warrants", "[report]") {
  CHECK(percent(probability(0, 1000)) == "<0.3%");
  CHECK(percent(probability(0, 10)) == "<30%");
  CHECK(percent(probability(1, 30'000)) == "0.0033%");
  CHECK(percent(probability(1, 3)) == "33.3%");
}
