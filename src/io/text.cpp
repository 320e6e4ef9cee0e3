#include "io/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace hustings {

std::string path_step(std::string_view name) {
  const bool plain = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '/';
  });
  if (plain) return std::string(name);
  std::string step = "\"";
  for (const char c : name) {
    step += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
  }
  return step + "\"";
}

std::string number_text(double value) {
  constexpr double kWholeUpTo = 1e15;
  if (std::abs(value) < kWholeUpTo && value == std::floor(value)) {
    std::string digits = std::to_string(static_cast<std::int64_t>(std::abs(value)));
    const bool grouped = digits.size() > 4;
    for (std::size_t i = digits.size(); grouped && i > 3;) {
      i -= 3;
      digits.insert(i, "_");
    }
    return (value < 0 ? "-" : "") + digits;
  }
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  return {buffer.data(), end};
}

}  // namespace hustings
