#include "results/trailer.hpp"

#include <cstdint>
#include <string_view>

#include "text/xxh3.hpp"

namespace hustings {
namespace {

constexpr std::string_view kMagic = "HUSTEND1";

std::string trailer_of(std::string_view image) {
  std::string trailer(kMagic);
  for (unsigned i = 0; i < 8; ++i) {
    trailer += static_cast<char>(std::uint64_t{image.size()} >> (8 * i) & 255);
  }
  const Xxh3 hash = xxh3(image);
  trailer.append(hash.begin(), hash.end());
  return trailer;
}

}  // namespace

void append_trailer(std::string& image) {
  image += trailer_of(image);
}

bool remove_trailer(std::string& image) {
  if (image.size() < kTrailerBytes) return false;
  const std::string_view all = image;
  const std::string_view before = all.substr(0, all.size() - kTrailerBytes);
  if (all.substr(before.size()) != trailer_of(before)) return false;
  image.resize(before.size());
  return true;
}

}  // namespace hustings
