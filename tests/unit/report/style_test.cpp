#include "report/style.hpp"

#include <catch2/catch.hpp>

using namespace hustings;

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

TEST_CASE("What is counted is one or several", "[report]") {
  CHECK(counted(1, "election") == "1 election");
  CHECK(counted(0, "tie") == "0 ties");
  CHECK(counted(12'000, "universe") == "12,000 universes");
  CHECK(counted("1", "point") + ", " + counted("1.5", "point") == "1 point, 1.5 points");
}

TEST_CASE("Percents have one decimal, and a bound where that says no more", "[report]") {
  CHECK(percent(probability(1, 3)) == "33.3%");
  CHECK(percent(probability(1, 30'000)) == "<0.1%");
  CHECK(percent(probability(29'999, 30'000)) == ">99.9%");
  CHECK(percent(probability(1, 1000)) == "0.1%");
  CHECK(percent(probability(999, 1000)) == "99.9%");
}

TEST_CASE("What was seen never, or always, is bounded by what the run can see", "[report]") {
  CHECK(percent(probability(0, 1'000'000)) == "<0.1%");
  CHECK(percent(probability(0, 2000)) == "<0.2%");  // 3 / 2000 = 0.15 %
  CHECK(percent(probability(0, 1000)) == "<0.3%");
  CHECK(percent(probability(0, 10)) == "<30.0%");
  CHECK(percent(probability(0, 1)) == "0.0%");  // a bound that says nothing
  CHECK(percent(probability(1, 1)) == "100.0%");
  CHECK(percent(probability(1'000'000, 1'000'000)) == ">99.9%");
  CHECK(percent(probability(2000, 2000)) == ">99.8%");
  CHECK(percent(probability(10, 10)) == ">70.0%");
}

TEST_CASE("Bars and signs are what a terminal can show", "[report]") {
  const TableStyle ascii{.unicode = false};
  CHECK(bar(1, {}) == "██████████");
  CHECK(bar(0.3125, {}) == "███▏");
  CHECK(bar(0, {}).empty());
  CHECK(bar(0.31, ascii) == "###");
  CHECK(signs("±1 … a–b", {}) == "±1 … a–b");
  CHECK(signs("±1 … a–b", ascii) == "+-1 ... a-b");
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
  CHECK(plus_minus(0.04) == "±0.078");
  CHECK(plus_minus(0).empty());
}
