#include "random/threefry.hpp"

#include <Random123/threefry.h>

#include <catch2/catch.hpp>
#include <random>

using namespace hustings;

namespace {

struct KnownAnswer {
  ThreefryWords counter;
  ThreefryWords key;
  ThreefryWords words;
};

constexpr std::uint32_t kOnes = 0xffffffff;
constexpr ThreefryWords kPi = {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344};
constexpr ThreefryWords kMorePi = {0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89};

// Random123's published known answers (its examples/kat_vectors).
constexpr KnownAnswer kRounds13[] = {
    {{}, {}, {0x531c7e4f, 0x39491ee5, 0x2c855a92, 0x3d6abf9a}},
    {{kOnes, kOnes, kOnes, kOnes},
     {kOnes, kOnes, kOnes, kOnes},
     {0xc4189358, 0x1c9cc83a, 0xd5881c67, 0x6a0a89e0}},
    {kPi, kMorePi, {0x4aa71d8f, 0x734738c2, 0x431fc6a8, 0xae6debf1}}};
constexpr KnownAnswer kRounds20[] = {
    {{}, {}, {0x9c6ca96a, 0xe17eae66, 0xfc10ecd4, 0x5256a7d8}},
    {{kOnes, kOnes, kOnes, kOnes},
     {kOnes, kOnes, kOnes, kOnes},
     {0x2a881696, 0x57012287, 0xf6c7446e, 0xa16a6732}},
    {kPi, kMorePi, {0x59cd1dbb, 0xb8879579, 0x86b5d00c, 0xac8b6d84}}};

template <int kRounds>
ThreefryWords by_random123(const ThreefryWords& counter, const ThreefryWords& key) {
  const r123array4x32 c = {{counter[0], counter[1], counter[2], counter[3]}};
  const r123array4x32 k = {{key[0], key[1], key[2], key[3]}};
  const r123array4x32 x = threefry4x32_R(kRounds, c, k);
  return {x.v[0], x.v[1], x.v[2], x.v[3]};
}

}  // namespace

TEST_CASE("Threefry gives Random123's known answers", "[random]") {
  for (const KnownAnswer& known : kRounds13) {
    CHECK(threefry4x32<13>(known.counter, known.key) == known.words);
  }
  for (const KnownAnswer& known : kRounds20) {
    CHECK(threefry4x32<20>(known.counter, known.key) == known.words);
  }
}

TEST_CASE("Threefry with twelve rounds is Random123's", "[random]") {
  CHECK(threefry4x32<12>({}, {}) == ThreefryWords{0xa97328cd, 0xa9a95582, 0x2e34d974, 0xfe50811e});
  std::mt19937 words(1);
  for (int i = 0; i < 1000; ++i) {
    const auto word = [&] { return static_cast<std::uint32_t>(words()); };
    const ThreefryWords counter = {word(), word(), word(), word()};
    const ThreefryWords key = {word(), word(), word(), word()};
    REQUIRE(threefry4x32<12>(counter, key) == by_random123<12>(counter, key));
    REQUIRE(threefry4x32<1>(counter, key) == by_random123<1>(counter, key));
    REQUIRE(threefry4x32<4>(counter, key) == by_random123<4>(counter, key));
  }
}
