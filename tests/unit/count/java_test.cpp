#include "count/java.hpp"

#include <catch2/catch.hpp>

namespace hustings::java {
namespace {

TEST_CASE("Random draws what java.util.Random draws", "[count][java]") {
  // known values of the Java class for these seeds
  CHECK(Random(0).next_double() == 0.730967787376657);
  CHECK(Random(42).next_double() == 0.7275636800328681);
  CHECK(Random(12345).next_double() == 0.3618031071604718);
  Random random(42);
  CHECK(random.next_int(10) == 0);
  CHECK(random.next_int(10) == 3);
  CHECK(random.next_int(10) == 8);
  Random power(42);
  CHECK(power.next_int(16) == 11);
}

TEST_CASE("A bound that leaves an incomplete run draws again", "[count][java]") {
  Random random(7);
  for (int i = 0; i < 1000; ++i) {
    const std::int32_t value = random.next_int((1 << 30) + 1);
    CHECK((value >= 0 && value <= (1 << 30)));
  }
}

TEST_CASE("UTF-16 orders as Java does, not as bytes do", "[count][java]") {
  CHECK(utf16("Zoë") == u"Zoë");
  CHECK(utf16("\xF0\x9F\x97\xB3") == u"\U0001F5F3");
  CHECK(utf16("\xF0\x9F\x97\xB3") < utf16("\xEF\xBC\xA1"));  // U+1F5F3 before U+FF21
}

TEST_CASE("A hash set yields strings by Java's hash", "[count][java]") {
  CHECK(hash_set_order({u"Dopey", u"Sneezy"}) == std::vector<std::size_t>{1, 0});
  CHECK(hash_set_order({u"A", u"B", u"C"}) == std::vector<std::size_t>{0, 1, 2});
  CHECK(hash_set_order({u"BB", u"Aa"}) == std::vector<std::size_t>{0, 1});  // same hash: as put in
}

}  // namespace
}  // namespace hustings::java
