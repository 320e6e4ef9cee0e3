#include "hustings/random/address.hpp"

#include <bit>

#include "random/threefry.hpp"

namespace hustings {
namespace {

std::uint32_t low(std::uint64_t x) {
  return static_cast<std::uint32_t>(x);
}
std::uint32_t high(std::uint64_t x) {
  return static_cast<std::uint32_t>(x >> 32);
}

}  // namespace

DrawKey draw_key(std::uint64_t seed, Purpose purpose) {
  return {threefry_schedule({low(seed), high(seed), static_cast<std::uint32_t>(purpose), 0})};
}

DrawAddress draw_address(const DrawKey& key, std::uint64_t name) {
  const std::uint32_t c3 = high(name) + key.schedule[3];
  const std::uint32_t x2 = low(name) + key.schedule[2] + c3;
  return {x2, std::rotl(c3, detail::kThreefryRotations[0][1]) ^ x2};
}

std::uint32_t draw_word(const DrawKey& key, std::uint64_t name, std::uint64_t election) {
  const std::uint64_t call = election / kBatch * kCalls + election % kCalls;
  const auto& s = key.schedule;
  const ThreefryWords words =
      threefry4x32<12>({low(call), high(call), low(name), high(name)}, {s[0], s[1], s[2], s[3]});
  return words[election % kBatch / kCalls];
}

}  // namespace hustings
