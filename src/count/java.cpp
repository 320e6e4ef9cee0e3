#include "count/java.hpp"

#include <algorithm>
#include <numeric>

namespace hustings::java {
namespace {

constexpr std::uint64_t kMultiplier = 0x5DEECE66Du;
constexpr std::uint64_t kMask = (std::uint64_t{1} << 48) - 1;

/// String.hashCode, its upper half folded into the lower as HashMap does.
std::uint32_t spread_hash(const std::u16string& text) {
  std::uint32_t hash = 0;
  for (const char16_t unit : text) hash = 31 * hash + unit;
  return hash ^ (hash >> 16);
}

/// Returns how many buckets a HashMap has: a power of two from 16 on, doubled beyond a load of 3/4.
std::size_t table_size(std::size_t n_entries) {
  std::size_t size = 16;
  while (3 * size < 4 * n_entries) size *= 2;
  return size;
}

}  // namespace

/// Scrambles the seed with the multiplier, as Java does; 48 bits of it count.
Random::Random(std::int64_t seed)
    : state_((static_cast<std::uint64_t>(seed) ^ kMultiplier) & kMask) {}

/// Steps the generator, x <- (0x5DEECE66D x + 11) mod 2^48, and takes the highest bits.
std::uint32_t Random::next(int bits) {
  state_ = (state_ * kMultiplier + 11) & kMask;
  return static_cast<std::uint32_t>(state_ >> (48 - bits));
}

/// Joins 26 and 27 bits of two steps to a double in [0, 1), as nextDouble is specified.
double Random::next_double() {
  const std::uint64_t high = next(26);
  const std::uint64_t low = next(27);
  return static_cast<double>((high << 27) + low) * 0x1p-53;
}

/// Draws below a bound: a power of two takes the highest bits, any other the remainder of 31 bits,
/// drawn again where those would favour small values.
std::int32_t Random::next_int(std::int32_t bound) {
  const auto n = static_cast<std::uint32_t>(bound);
  if ((n & (n - 1)) == 0) {
    return static_cast<std::int32_t>((static_cast<std::uint64_t>(n) * next(31)) >> 31);
  }
  for (;;) {
    const std::uint32_t drawn = next(31);
    const std::uint32_t value = drawn % n;
    // the last, incomplete run of n values below 2^31 would favour small ones
    if (drawn - value + (n - 1) < (std::uint32_t{1} << 31)) return static_cast<std::int32_t>(value);
  }
}

std::u16string utf16(std::string_view utf8) {
  std::u16string text;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    std::uint32_t point = length == 1 ? lead : lead & (0x7Fu >> length);
    for (std::size_t k = 1; k < length && i + k < utf8.size(); ++k) {
      point = (point << 6) | (static_cast<unsigned char>(utf8[i + k]) & 0x3Fu);
    }
    i += length;
    if (point < 0x10000) {
      text += static_cast<char16_t>(point);
    } else {
      text += static_cast<char16_t>(0xD7C0 + (point >> 10));
      text += static_cast<char16_t>(0xDC00 + (point & 0x3FF));
    }
  }
  return text;
}

/// Sorts by bucket, spread hash mod the table's size; in a bucket entries stand as they came, and
/// growing the table keeps that order. Buckets of more than eight, which Java turns into trees, are
/// not followed.
std::vector<std::size_t> hash_set_order(const std::vector<std::u16string>& strings) {
  const std::size_t mask = table_size(strings.size()) - 1;
  std::vector<std::size_t> order(strings.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return (spread_hash(strings[a]) & mask) < (spread_hash(strings[b]) & mask);
  });
  return order;
}

}  // namespace hustings::java
