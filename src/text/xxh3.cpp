#include "text/xxh3.hpp"

#include <xxhash.h>

#include <cstring>
#include <new>

namespace hustings {
namespace {

/// Puts a hash into its canonical form, the same bytes on machines of either order.
Xxh3 canonical(XXH128_hash_t hash) {
  XXH128_canonical_t bytes;
  XXH128_canonicalFromHash(&bytes, hash);
  Xxh3 result;
  static_assert(sizeof(bytes.digest) == sizeof(result));
  std::memcpy(result.data(), bytes.digest, result.size());
  return result;
}

}  // namespace

Xxh3 xxh3(std::string_view bytes) {
  return canonical(XXH3_128bits(bytes.data(), bytes.size()));
}

std::string hex(const Xxh3& hash) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : hash) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

std::string xxh3_hex(std::string_view bytes) {
  return hex(xxh3(bytes));
}

Xxh3Stream::Xxh3Stream() : state_(XXH3_createState()) {
  if (state_ == nullptr) throw std::bad_alloc();
  XXH3_128bits_reset(state_);
}

Xxh3Stream::~Xxh3Stream() {
  XXH3_freeState(state_);
}

void Xxh3Stream::add(const void* bytes, std::size_t n) {
  XXH3_128bits_update(state_, bytes, n);
}

Xxh3 Xxh3Stream::hash() const {
  return canonical(XXH3_128bits_digest(state_));
}

}  // namespace hustings
