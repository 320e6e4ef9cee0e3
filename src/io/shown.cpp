#include "io/shown.hpp"

namespace hustings {

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string shown(std::string_view text) {
  constexpr std::size_t kMost = 60;
  std::size_t end = text.size();
  if (end > kMost) {
    end = kMost;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  }
  std::string quoted = "'";
  for (const char byte : text.substr(0, end)) {
    const bool control = static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F;
    quoted += control ? '?' : byte;
  }
  return quoted + (end < text.size() ? "...'" : "'");
}

}  // namespace hustings
