#include "text/shown.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdint>

#include "text/utf8.hpp"

namespace hustings {
namespace {

std::string in_a_line(std::string_view text) {
  std::string line = printable(text);
  std::ranges::replace_if(
      line, [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, '?');
  return line;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Cuts after 60 bytes, at the end of a character, and writes control characters as '?'.
std::string shown(std::string_view text) {
  constexpr std::size_t kMost = 60;
  std::size_t end = text.size();
  if (end > kMost) {
    end = kMost;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  }
  return "'" + in_a_line(text.substr(0, end)) + (end < text.size() ? "...'" : "'");
}

std::vector<std::string> split(std::string_view text, char between) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(between), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::string path_step(std::string_view name) {
  const bool plain = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '/';
  });
  if (plain) return std::string(name);
  return "\"" + in_a_line(name) + "\"";
}

/// Groups whole numbers of five digits and more by threes; others are the shortest that reads back
/// as the same double.
std::string shell_word(const std::string& word) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+./,:=@%";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
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
