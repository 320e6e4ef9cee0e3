#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hustings::java {

/// The generator of java.util.Random: x <- 0x5DEECE66D x + 11 mod 2^48, highest bits first. Source:
/// the class's published specification (Java SE API).
class Random {
 public:
  explicit Random(std::int64_t seed);

  double next_double();                       ///< in [0, 1), 53 bits
  std::int32_t next_int(std::int32_t bound);  ///< in [0, bound), every value equally likely

 private:
  std::uint32_t next(int bits);
  std::uint64_t state_;
};

/// Turns valid UTF-8 into the UTF-16 of a Java string, by which Java compares and hashes.
std::u16string utf16(std::string_view utf8);

/// Permutes items as java.util.Collections.shuffle does.
template <class T>
void shuffle(std::vector<T>& items, Random& random) {
  for (std::size_t n = items.size(); n > 1; --n) {
    const auto j = static_cast<std::size_t>(random.next_int(static_cast<std::int32_t>(n)));
    std::swap(items[n - 1], items[j]);
  }
}

/// Returns the order in which a java.util.HashSet, filled with these strings in this order, yields
/// them, as indices.
std::vector<std::size_t> hash_set_order(const std::vector<std::u16string>& strings);

}  // namespace hustings::java
