#include "language/scalar.hpp"

#include <catch2/catch.hpp>

using namespace hustings;

namespace {

template <class T>
std::optional<T> value(const Parsed<T>& parsed) {
  const T* found = std::get_if<T>(&parsed);
  return found == nullptr ? std::nullopt : std::optional<T>(*found);
}

}  // namespace

TEST_CASE("Whole numbers are read exactly", "[scalar]") {
  CHECK(value(parse_whole("0")) == 0u);
  CHECK(value(parse_whole("61200")) == 61200u);
  CHECK(value(parse_whole("1_000_000")) == 1'000'000u);
  CHECK(value(parse_whole("1e6")) == 1'000'000u);
  CHECK(value(parse_whole("1.5e3")) == 1500u);
  CHECK(value(parse_whole("5.0")) == 5u);
  CHECK(value(parse_whole("18446744073709551615")) == 18446744073709551615u);
  for (const char* bad :
       {"", "-1", "010", "0x1F", "1.5", "1e-1", "18446744073709551616", "1e20", "1__0", "_1", "1_",
        "1e", "e5", "1e999999999999", "5 ", "ten", "0b1", "+", "."}) {
    INFO(bad);
    CHECK_FALSE(value(parse_whole(bad)));
  }
}

TEST_CASE("Numbers are decimal and finite", "[scalar]") {
  CHECK(value(parse_number("0.27")) == 0.27);
  CHECK(value(parse_number("-1.5")) == -1.5);
  CHECK(value(parse_number("+2")) == 2.0);
  CHECK(value(parse_number(".5")) == 0.5);
  CHECK(value(parse_number("2e-3")) == 0.002);
  CHECK(value(parse_number("1_000.25")) == 1000.25);
  CHECK(value(parse_number("0e-400")) == 0.0);
  for (const char* bad : {"", ".nan", "nan", ".inf", "inf", "-inf", "1e400", "1e-400", "0x1p3",
                          "00.5", "1,5", "40%", "1 000", "--1", "1e+-2", "1e 2"}) {
    INFO(bad);
    CHECK_FALSE(value(parse_number(bad)));
  }
}
