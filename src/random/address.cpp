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

/// Makes the key (seed low, seed high, purpose, 0), with the cipher's parity word [salmon2011]. Two
/// purposes of one seed have different keys, so their draws may have the same names. Source:
/// docs/method.md, "Random numbers".
DrawKey draw_key(std::uint64_t seed, Purpose purpose) {
  return {threefry_schedule({low(seed), high(seed), static_cast<std::uint32_t>(purpose), 0})};
}

/// Does the name's half of the cipher's first round.
///
/// Law: round 1 of Threefry4x32 mixes (x0, x1) and (x2, x3) apart from each other [salmon2011]; the
/// name stands in the second pair, so what comes out of it depends on name and key alone:
///
///     c = name_high + k3,   x2 = name_low + k2 + c,   x3 = rotl(c, 26) ^ x2
///
/// A bijection of the name under any key: different names have different addresses.
DrawAddress draw_address(const DrawKey& key, std::uint64_t name) {
  const std::uint32_t c3 = high(name) + key.schedule[3];
  const std::uint32_t x2 = low(name) + key.schedule[2] + c3;
  return {x2, std::rotl(c3, detail::kThreefryRotations[0][1]) ^ x2};
}

/// Takes, with b = election / 256 and r = election mod 256, word r / 64 of the call 64 b + r mod
/// 64. Costs a whole call for one of its four words, which the kernels share among four elections;
/// the tests hold them against it. Source: docs/method.md, "Random numbers".
std::uint32_t draw_word(const DrawKey& key, std::uint64_t name, std::uint64_t election) {
  const std::uint64_t call = election / kBatch * kCalls + election % kCalls;
  const auto& s = key.schedule;
  const ThreefryWords words =
      threefry4x32<12>({low(call), high(call), low(name), high(name)}, {s[0], s[1], s[2], s[3]});
  return words[election % kBatch / kCalls];
}

}  // namespace hustings
