#include "text/yaml_places.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "text/utf8.hpp"

namespace hustings {
namespace {

constexpr std::size_t kBlock = 1024;

}  // namespace

YamlPlaces::YamlPlaces(std::string_view text, std::string file)
    : text_(text), file_(std::move(file)), characters_{0} {
  for (std::size_t at = 0; at + kBlock <= text.size(); at += kBlock) {
    characters_.push_back(characters_.back() + n_characters(text.substr(at, kBlock)));
  }
}

std::size_t YamlPlaces::characters_before(std::size_t offset) const {
  const std::size_t block = offset / kBlock;
  return characters_[block] + n_characters(text_.substr(block * kBlock, offset % kBlock));
}

/// Turns a mark, whose position and column yaml-cpp counts in bytes, into a column in characters.
Place YamlPlaces::at(const YAML::Mark& mark) const {
  if (mark.is_null()) return {file_, 0, 0};
  const auto end = std::min(static_cast<std::size_t>(mark.pos), text_.size());
  const auto start = end - std::min(static_cast<std::size_t>(mark.column), end);
  return {file_, static_cast<std::uint32_t>(mark.line + 1),
          static_cast<std::uint32_t>(characters_before(end) - characters_before(start) + 1)};
}

Place YamlPlaces::at(std::size_t offset) const {
  const std::string_view before = text_.substr(0, offset);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t start = before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1;
  return {file_, static_cast<std::uint32_t>(line),
          static_cast<std::uint32_t>(n_characters(before.substr(start)) + 1)};
}

char YamlPlaces::character(const YAML::Mark& mark) const {
  const auto offset = static_cast<std::size_t>(mark.pos);
  return offset < text_.size() ? text_[offset] : '\0';
}

/// Reads on from the opening quote by YAML's rules: \ takes the next byte with it in double quotes,
/// '' is a quote in single ones.
bool YamlPlaces::closes_quote(const YAML::Mark& mark) const {
  auto at = static_cast<std::size_t>(mark.pos);
  while (at < text_.size() && (text_[at] == '&' || text_[at] == '!')) {
    at = text_.find_first_of(" \t\r\n", at);
    at = std::min(text_.find_first_not_of(" \t\r\n", at), text_.size());
  }
  if (at >= text_.size() || (text_[at] != '"' && text_[at] != '\'')) return true;
  const char quote = text_[at];
  for (++at; at < text_.size(); ++at) {
    if (quote == '"' && text_[at] == '\\') {
      ++at;
    } else if (text_[at] == quote) {
      const bool doubled = quote == '\'' && at + 1 < text_.size() && text_[at + 1] == quote;
      if (!doubled) return true;
      ++at;
    }
  }
  return false;
}

}  // namespace hustings
