#include "text/utf8.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace hustings {
namespace {

TEST_CASE("Control characters are found in every form", "[text][utf8]") {
  const std::string before = "né ";
  for (const std::string odd : {"\x1b", "\x01", "\x7f", "\u0080", "\u009b", "\u009f", "\u2028",
                                "\u2029", "\u202a", "\u202e"}) {
    CHECK(find_control(before + odd + "b") == before.size());
    CHECK(printable(before + odd + "b") == before + "?b");
  }
}

TEST_CASE("Tabs, line breaks and letters of every script are no control characters",
          "[text][utf8]") {
  for (const std::string text : {"", "a\tb\r\n", "\u00a0\u00ad", "\u2027\u202f", "שלום", "陳克莉奧",
                                 "\U0001F5F3", "\u2068name\u2069"}) {
    CHECK(find_control(text) == std::string::npos);
    CHECK(printable(text) == text);
  }
}

TEST_CASE("Bytes that are no UTF-8 are printed as question marks", "[text][utf8]") {
  CHECK(printable("a\x9b\xff"
                  "b\xc2") == "a??b?");
  CHECK(printable("\xe2\x80") == "??");
}

}  // namespace
}  // namespace hustings
