#include "report/columns.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <map>
#include <set>

namespace hustings {
namespace {

/// Bytes of a colour's code at the beginning of a text; 0 = there is none.
std::size_t colour_code(std::string_view text) {
  if (!text.starts_with("\033[")) return 0;
  const std::size_t end = text.find('m');
  return end == text.npos ? 0 : end + 1;
}

Glyph first_code_point(std::string_view text) {
  if (const std::size_t n = colour_code(text); n > 0) return {text.substr(0, n), 0};
  utf8proc_int32_t code = 0;
  const auto n = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                  static_cast<utf8proc_ssize_t>(text.size()), &code);
  if (n <= 0) return {text.substr(0, 1), 1};
  return {text.substr(0, static_cast<std::size_t>(n)),
          static_cast<std::size_t>(utf8proc_charwidth(code))};
}

std::string blanks(std::string_view text, std::size_t width) {
  return std::string(width - std::min(width, columns_of(text)), ' ');
}

/// The most glyphs from an end of a text that fit into a width.
template <class Iterator>
Iterator fitting(Iterator at, Iterator end, std::size_t width) {
  for (; at != end && at->columns <= width; ++at) width -= at->columns;
  return at;
}

/// Drops what is too much of a name before its last `tail` columns.
std::string cut(std::string_view name, std::size_t width, std::size_t tail,
                std::string_view ellipsis) {
  const std::vector<Glyph> all = glyphs(name);
  const auto from = fitting(all.rbegin(), all.rend(), tail).base();
  const auto to = fitting(all.begin(), from, width - tail - columns_of(ellipsis));
  std::string text;
  for (auto at = all.begin(); at != to; ++at) text += at->text;
  text += ellipsis;
  for (auto at = from; at != all.end(); ++at) text += at->text;
  return text;
}

/// Shortens all names alike: the shortest end to keep of each with which all stay different; empty
/// where there is none.
std::map<std::string, std::string> shortened_alike(const std::set<std::string>& names,
                                                   std::size_t width, std::string_view ellipsis,
                                                   const std::set<std::string>& taken) {
  for (const std::size_t tail : {std::size_t{0}, width / 3, width / 2}) {
    std::map<std::string, std::string> made;
    std::set<std::string> texts = taken;
    for (const std::string& name : names) {
      const std::string& text = made[name] = cut(name, width, tail, ellipsis);
      if (!texts.insert(text).second) break;
    }
    if (texts.size() == taken.size() + names.size()) return made;
  }
  return {};
}

/// Shortens one name to what none of those `taken` is.
std::string shortened(const std::string& name, std::size_t width, std::string_view ellipsis,
                      const std::set<std::string>& taken) {
  for (const std::size_t tail : {std::size_t{0}, width / 3, width / 2}) {
    std::string text = cut(name, width, tail, ellipsis);
    if (!taken.contains(text)) return text;
  }
  for (std::size_t i = 2;; ++i) {
    const std::string number = std::to_string(i);
    std::string text = cut(name, width - number.size(), 0, ellipsis) + number;
    if (!taken.contains(text)) return text;
  }
}

}  // namespace

std::vector<Glyph> glyphs(std::string_view text) {
  std::vector<Glyph> all;
  for (std::size_t at = 0; at < text.size();) {
    const Glyph next = first_code_point(text.substr(at));
    if (next.columns == 0 && !all.empty()) {
      Glyph& last = all.back();
      last.text = {last.text.data(), last.text.size() + next.text.size()};
    } else {
      all.push_back(next);
    }
    at += next.text.size();
  }
  return all;
}

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for (const Glyph& glyph : glyphs(text)) columns += glyph.columns;
  return columns;
}

std::string padded(std::string_view text, std::size_t width) {
  return std::string(text) + blanks(text, width);
}

std::string padded_left(std::string_view text, std::size_t width) {
  return blanks(text, width) + std::string(text);
}

std::vector<std::string> shortened(const std::vector<std::string>& names, std::size_t width,
                                   const TableStyle& style) {
  std::set<std::string> taken;
  std::set<std::string> wider;
  for (const std::string& name : names) (columns_of(name) <= width ? taken : wider).insert(name);
  auto found = shortened_alike(wider, width, style.unicode ? "…" : "...", taken);
  std::vector<std::string> texts;
  for (const std::string& name : names) {
    std::string& text = found[name];
    if (text.empty()) {
      text = columns_of(name) <= width ? name
                                       : shortened(name, width, style.unicode ? "…" : "...", taken);
      taken.insert(text);
    }
    texts.push_back(text);
  }
  return texts;
}

}  // namespace hustings
