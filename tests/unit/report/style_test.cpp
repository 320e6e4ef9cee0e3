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
  CHECK(percent(probability(1000, 1000)) == ">99.7%");
  CHECK(percent(probability(9'999, 10'000)) == ">99.9%");
}

TEST_CASE("What cannot happen is never, what must is always", "[report]") {
  Probability p = probability(0, 1000);
  p.certainty = Certainty::never;
  CHECK(percent(p) == "never");
  p = probability(1000, 1000);
  p.certainty = Certainty::always;
  CHECK(percent(p) == "always");
}

TEST_CASE("± is 95 % Monte Carlo error", "[report]") {
  CHECK(plus_minus(0.04) == " ±0.078");
  CHECK(plus_minus(0).empty());
}
