#include "scenario/event_lexer.hpp"

#include <algorithm>
#include <cctype>

namespace hustings::scenario {
namespace {

using Kind = EventToken::Kind;

/// Tells whether a byte belongs to a word; all bytes of characters beyond ASCII do.
bool is_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || std::isalnum(byte) != 0 || c == '_' || c == '-' || c == '/' || c == '.';
}

/// Cuts the longest token off the front of a text that is not empty.
EventToken first_token(std::string_view text) {
  if (is_word(text[0])) {
    const auto end = std::find_if_not(text.begin(), text.end(), is_word);
    return {Kind::word, std::string(text.begin(), end)};
  }
  if (text[0] == '"') {
    const std::size_t end = text.find('"', 1);
    if (end == text.npos) return {Kind::odd, std::string(text)};
    return {Kind::quoted, std::string(text.substr(0, end + 1))};
  }
  if (text[0] == '<' || text[0] == '>') {
    return {Kind::comparison, std::string(text.substr(0, text.substr(1).starts_with('=') ? 2 : 1))};
  }
  const Kind kind = text[0] == '='   ? Kind::equals
                    : text[0] == '+' ? Kind::plus
                    : text[0] == '(' ? Kind::open
                    : text[0] == ')' ? Kind::close
                                     : Kind::odd;
  return {kind, std::string(text.substr(0, 1))};
}

}  // namespace

std::vector<EventToken> event_tokens(std::string_view text) {
  std::vector<EventToken> tokens;
  std::size_t offset = 0;
  const auto skip = [&](std::size_t n_bytes) {
    offset += static_cast<std::size_t>(
        std::count_if(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(n_bytes),
                      [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
    text.remove_prefix(n_bytes);
  };
  while (true) {
    skip(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    if (text.empty()) break;
    EventToken token = first_token(text);
    token.offset = offset;
    skip(token.text.size());
    if (token.kind == Kind::quoted) token.text = token.text.substr(1, token.text.size() - 2);
    tokens.push_back(std::move(token));
  }
  tokens.push_back({Kind::end, "", offset});
  return tokens;
}

}  // namespace hustings::scenario
