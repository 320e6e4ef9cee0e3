#include "core/isolated.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace hustings {
namespace {

/// Blocks of scripts from right to left, and controls of direction, as code points.
constexpr std::array<std::pair<std::uint32_t, std::uint32_t>, 7> kTurning{{{0x0590, 0x08FF},
                                                                           {0x200E, 0x200F},
                                                                           {0x202A, 0x202E},
                                                                           {0x2066, 0x2069},
                                                                           {0xFB1D, 0xFDFF},
                                                                           {0xFE70, 0xFEFF},
                                                                           {0x10800, 0x1EFFF}}};

bool turns(std::uint32_t point) {
  return std::ranges::any_of(kTurning, [point](const auto& block) {
    return block.first <= point && point <= block.second;
  });
}

/// The code point that begins at a byte of UTF-8; 0 within one.
std::uint32_t point_at(const std::string& text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const std::uint32_t first = byte(at);
  if (first < 0x80) return first;
  if (first < 0xC0) return 0;
  const std::size_t more = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
  std::uint32_t point = first & (0x3FU >> more);
  for (std::size_t i = 1; i <= more; ++i) point = point << 6 | (byte(at + i) & 0x3FU);
  return point;
}

}  // namespace

std::string isolated(const std::string& name) {
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (turns(point_at(name, i))) return "\u2068" + name + "\u2069";
  }
  return name;
}

}  // namespace hustings
