#include "hustings/random/name.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace hustings {

/// Puts its length (four bytes, lowest first, on any machine) before each part, which keeps {"ab",
/// "c"} and {"a", "bc"} apart. The names of k draws collide with a chance of k^2 / 2^65: 3e-8 for a
/// million.
std::uint64_t name_hash(const std::vector<std::string>& parts) {
  std::string bytes;
  for (const std::string& part : parts) {
    const auto length = static_cast<std::uint32_t>(part.size());
    for (int shift = 0; shift < 32; shift += 8) {
      bytes += static_cast<char>((length >> shift) & 0xFFU);
    }
    bytes += part;
  }
  return XXH3_64bits(bytes.data(), bytes.size());
}

}  // namespace hustings
