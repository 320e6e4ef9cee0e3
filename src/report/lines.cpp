#include "report/lines.hpp"

#include <algorithm>

#include "report/columns.hpp"

namespace hustings {
namespace {

constexpr std::string_view kNoBreak = "\u00a0";

/// Writes words into lines of at most a width, all but the first indented: greedily, as many to a
/// line as fit. A word wider than any line is cut, first at its blanks that do not break, else
/// between characters as they are seen.
class Lines {
 public:
  Lines(std::size_t width, std::size_t indent) : width_(width), indent_(indent) {}

  /// Adds what stands between two blanks; in parts, if it is wider than any line.
  void add(std::string_view word) {
    if (indent_ + columns_of(word) > width_) {
      for (std::size_t at = 0; (at = word.find(kNoBreak)) != word.npos;) {
        add(word.substr(0, at));
        word.remove_prefix(at + kNoBreak.size());
      }
    }
    const bool fits = used_ + 1 + columns_of(word) <= width_;
    if (!is_first_ && fits) put({" ", 1});
    if (!is_first_ && !fits) begin_line();
    is_first_ = false;
    for (const Glyph& glyph : glyphs(word)) {
      if (used_ + glyph.columns > width_ && used_ > indent_) begin_line();
      put(glyph);
    }
  }

  std::string text() && { return std::move(text_); }

 private:
  void put(const Glyph& glyph) {
    text_ += glyph.text;
    used_ += glyph.columns;
  }
  void begin_line() {
    text_.erase(text_.find_last_not_of(' ') + 1);
    text_ += "\n" + std::string(indent_, ' ');
    used_ = indent_;
  }

  std::size_t width_;
  std::size_t indent_;
  std::string text_{};
  std::size_t used_ = 0;
  bool is_first_ = true;
};

/// Where a line goes on that is broken.
std::size_t hanging_indent(std::string_view line, std::size_t width) {
  const std::size_t begin = std::min(line.find_first_not_of(' '), line.size());
  const std::size_t after_gap = line.find_first_not_of(' ', line.find("  ", begin));
  const std::size_t column = columns_of(line.substr(0, after_gap));
  return column <= width / 2 ? column : begin == 0 ? 0 : std::min(begin + 2, width / 2);
}

std::string fitted_line(std::string_view line, std::size_t width) {
  if (columns_of(line) <= width) return std::string(line);
  Lines lines(width, hanging_indent(line, width));
  while (true) {
    const std::size_t end = std::min(line.find(' '), line.size());
    lines.add(line.substr(0, end));
    if (end == line.size()) return std::move(lines).text();
    line.remove_prefix(end + 1);
  }
}

}  // namespace

std::string list_of(const std::vector<std::string>& words, const char* separator,
                    const std::string& head) {
  std::string list;
  for (const std::string& word : words) {
    list += (list.empty() ? head : separator) + replaced(word, " ", kNoBreak);
  }
  return list;
}

std::string fitted(std::string_view text, const TableStyle& style) {
  const std::string shown = signs(std::string(text), style);
  std::string lines;
  for (std::string_view rest = shown; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    lines += fitted_line(rest.substr(0, end), style.width) + (end < rest.size() ? "\n" : "");
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return replaced(std::move(lines), kNoBreak, " ");
}

}  // namespace hustings
