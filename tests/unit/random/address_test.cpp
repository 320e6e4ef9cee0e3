#include "hustings/random/address.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "core/aligned.hpp"
#include "random/threefry.hpp"
#include "support/isa_paths.hpp"
#include "support/vector_probe.hpp"

using namespace hustings;

TEST_CASE("A draw is Threefry of (election, name) under (seed, purpose)", "[random]") {
  const std::uint64_t seed = 0x0123456789abcdef;
  const std::uint64_t name = 0xfedcba9876543210;
  const DrawKey key = draw_key(seed, Purpose::lots);
  // Election 1000 = batch 3, place 232: call 3 x 64 + 40, word 3.
  const ThreefryWords words =
      threefry4x32<12>({232, 0, 0x76543210, 0xfedcba98}, {0x89abcdef, 0x01234567, 2, 0});
  CHECK(draw_word(key, name, 1000) == words[3]);
  CHECK(draw_word(key, name, 1000 - 64) == words[2]);
  CHECK(draw_word(key, name, 1000 - 3 * 64) == words[0]);
}

TEST_CASE("Vector kernels draw the same words as the plain definition", "[random]") {
  std::mt19937_64 random(2);
  for (const std::string& isa : test::isa_paths()) {
    const test::IsaPath path(isa);
    CAPTURE(isa);
    for (int i = 0; i < 40; ++i) {
      const DrawKey key = draw_key(random(), i % 2 == 0 ? Purpose::first_choices : Purpose::lots);
      const std::uint64_t name = random();
      // Batches beyond 2^26 have calls beyond 2^32.
      const std::uint64_t batch = i < 20 ? random() % 1000 : random() % (std::uint64_t{1} << 50);
      Aligned<std::uint32_t> words(kBatch);
      test::vector_probe().draw_words(key, batch, draw_address(key, name), words.data());
      for (std::uint64_t e = 0; e < kBatch; ++e) {
        REQUIRE(words[e] == draw_word(key, name, batch * kBatch + e));
      }
    }
  }
}

TEST_CASE("Different names, elections, seeds and purposes are different draws", "[random]") {
  const DrawKey key = draw_key(1, Purpose::first_choices);
  std::set<DrawAddress> addresses;
  for (std::uint64_t name = 0; name < 1000; ++name) {
    addresses.insert(draw_address(key, name));
    addresses.insert(draw_address(key, name << 32 | 77777));
    addresses.insert(draw_address(key, ~name));
  }
  CHECK(addresses.size() == 3000);
  // 64-bit words made of two draws: any repeat among 40,000 would be an error of addressing.
  std::set<std::uint64_t> seen;
  std::size_t n = 0;
  for (const std::uint64_t seed : {0ULL, 1ULL, 1ULL << 32, 1ULL << 63}) {
    for (const Purpose purpose : {Purpose::first_choices, Purpose::lots}) {
      const DrawKey other = draw_key(seed, purpose);
      for (std::uint64_t election = 0; election < 5000; ++election, ++n) {
        seen.insert(std::uint64_t{draw_word(other, 5, election)} << 32 |
                    draw_word(other, 6, election));
      }
    }
  }
  CHECK(seen.size() == n);
}
