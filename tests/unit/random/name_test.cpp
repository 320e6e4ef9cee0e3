#include "hustings/random/name.hpp"

#include <xxhash.h>

#include <catch2/catch.hpp>
#include <set>

using namespace hustings;

TEST_CASE("A name's hash is XXH3-64 of its parts, each after its length", "[random]") {
  const char bytes[] = "\x06\0\0\0effect\x03\0\0\0ana";
  CHECK(name_hash({"effect", "ana"}) == XXH3_64bits(bytes, sizeof(bytes) - 1));
  CHECK(name_hash({}) == XXH3_64bits("", 0));
}

TEST_CASE("Names cut differently are different names", "[random]") {
  const std::set<std::uint64_t> hashes = {name_hash({"ab", "c"}), name_hash({"a", "bc"}),
                                          name_hash({"abc"}),     name_hash({"abc", ""}),
                                          name_hash({"", "abc"}), name_hash({"c", "ab"})};
  CHECK(hashes.size() == 6);
}
