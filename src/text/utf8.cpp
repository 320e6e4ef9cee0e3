#include "text/utf8.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace hustings {
namespace {

/// Tells whether eight bytes are all ASCII: most text is, and is passed over eight bytes at a time.
bool is_ascii_word(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return (word & 0x8080808080808080u) == 0;
}

bool in(unsigned char byte, unsigned low, unsigned high) {
  return byte >= low && byte <= high;
}

/// Length of the well-formed sequence at the start of `text` (Unicode 15, table 3-7); 0 if there is
/// none.
std::size_t sequence_length(std::string_view text) {
  const auto at = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : static_cast<unsigned char>(0);
  };
  const unsigned char lead = at(0);
  if (lead < 0x80) return 1;
  if (in(lead, 0xC2, 0xDF)) return in(at(1), 0x80, 0xBF) ? 2 : 0;
  const unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  const bool tail = in(at(1), low, high) && in(at(2), 0x80, 0xBF);
  if (in(lead, 0xE0, 0xEF)) return tail ? 3 : 0;
  if (in(lead, 0xF0, 0xF4)) return tail && in(at(3), 0x80, 0xBF) ? 4 : 0;
  return 0;
}

/// Length of the control character at the start of `text`; 0 if there is none.
std::size_t control_length(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const bool is_break = lead == '\t' || lead == '\n' || lead == '\r';
  if (lead < 0x80) return (lead < 0x20 && !is_break) || lead == 0x7F ? 1 : 0;
  if (text.size() > 1 && lead == 0xC2 && in(static_cast<unsigned char>(text[1]), 0x80, 0x9F)) {
    return 2;
  }
  const bool is_general = text.size() > 2 && text.starts_with("\xE2\x80");
  return is_general && in(static_cast<unsigned char>(text[2]), 0xA8, 0xAE) ? 3 : 0;
}

}  // namespace

std::size_t find_broken_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (text.size() - at >= sizeof(std::uint64_t) && is_ascii_word(text.data() + at)) {
      at += sizeof(std::uint64_t);
      continue;
    }
    const std::size_t length = sequence_length(text.substr(at));
    if (length == 0) return at;
    at += length;
  }
  return std::string_view::npos;
}

std::size_t find_control(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (control_length(text.substr(at)) > 0) return at;
  }
  return std::string_view::npos;
}

std::string printable(std::string_view text) {
  std::string printed;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    const std::size_t control = control_length(rest);
    const std::size_t length = control > 0 ? 0 : sequence_length(rest);
    printed += length > 0 ? rest.substr(0, length) : "?";
    at += std::max<std::size_t>(control + length, 1);
  }
  return printed;
}

/// Counts the bytes that begin a character: all but 10xxxxxx.
std::size_t n_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
  }));
}

}  // namespace hustings
