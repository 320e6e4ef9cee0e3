#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

struct XXH3_state_s;

namespace hustings {

/// 128 bits of XXH3 in its canonical (big-endian) form.
using Xxh3 = std::array<unsigned char, 16>;

Xxh3 xxh3(std::string_view bytes);

/// 32 lower-case hex digits.
std::string hex(const Xxh3& hash);
std::string xxh3_hex(std::string_view bytes);

/// Hashes bytes that come piece by piece.
class Xxh3Stream {
 public:
  Xxh3Stream();
  ~Xxh3Stream();
  Xxh3Stream(const Xxh3Stream&) = delete;
  Xxh3Stream& operator=(const Xxh3Stream&) = delete;

  void add(const void* bytes, std::size_t n);
  Xxh3 hash() const;

 private:
  XXH3_state_s* state_;
};

}  // namespace hustings
