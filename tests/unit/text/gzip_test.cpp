#include "text/gzip.hpp"

#include <catch2/catch.hpp>

#include "support/temporary_folder.hpp"
#include "text/bytes.hpp"

namespace hustings {
namespace {

std::string unpacked(const std::string& packed) {
  const test::TemporaryFolder folder;
  test::put_file(folder / "a.gz", packed);
  return read_text(folder / "a.gz", 100'000'000);
}

TEST_CASE("What is packed reads back the same", "[gzip]") {
  std::string digits;  // that gzip does not make small
  for (std::uint32_t x = 1; digits.size() < 2'000'000;) {
    x = x * 1664525U + 1013904223U;
    digits += std::to_string(x);
  }
  for (const std::string& text : {std::string(), std::string("a,b\n"), digits}) {
    const std::string packed = gzipped(text);
    CHECK(packed.starts_with("\x1f\x8b"));
    CHECK(unpacked(packed) == text);
    CHECK(gzipped(text) == packed);
  }
  CHECK(gzipped(digits).size() < digits.size());
}

}  // namespace
}  // namespace hustings
