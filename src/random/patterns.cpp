#include "random/patterns.hpp"

#include <algorithm>

namespace hustings {
namespace {

/// Fills the masks. Once the first near octave is taken off their exponents, near words have
/// exponents 0..7, in bits 23 to 25. All others set one of the bits 26 to 31, those below the first
/// one by wrapping around.
constexpr Patterns patterns() {
  Patterns p{};
  std::ranges::fill(p.sign, 0x80000000U);
  std::ranges::fill(p.mantissa, 0x7FFFFFU);
  std::ranges::fill(p.one, 0x3F800000U);
  std::ranges::fill(p.two_to_23, 0x4B000000U);
  std::ranges::fill(p.minus_first_near, 0U - (kFirstNearRow << 23));
  std::ranges::fill(p.not_near, 0xFC000000U);
  return p;
}

}  // namespace

constinit const Patterns kPatterns = patterns();

}  // namespace hustings
