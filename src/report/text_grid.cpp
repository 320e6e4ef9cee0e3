#include "report/text_grid.hpp"

#include <algorithm>

namespace hustings {
namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kLongestName = 32;

/// Keeps the first characters of a name and drops what would disturb a terminal.
std::string shown(std::string_view name, std::size_t most) {
  std::string text;
  std::size_t n = 0;
  const bool cut = columns_of(name) > most;
  for (const char byte : name) {
    const bool starts = (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
    if (starts && ++n > most - (cut ? 1 : 0)) break;
    const bool control = static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F;
    text += control ? '?' : byte;
  }
  return cut ? text + "~" : text;
}

std::string toned(const std::string& text, TextGrid::Tone tone, bool colour) {
  if (!colour || tone == TextGrid::Tone::plain) return text;
  const char* const code = tone == TextGrid::Tone::good  ? "1;34"
                           : tone == TextGrid::Tone::bad ? "33"
                                                         : "2";
  return std::string("\033[") + code + "m" + text + "\033[0m";
}

}  // namespace

std::string TextGrid::text(const TableStyle& style) const {
  std::string text;
  for (std::size_t first = 0; first < titles_.size();) {
    std::size_t used = name_width();
    std::size_t end = first;
    while (end < titles_.size() &&
           (end == first || used + kGap + column_width(end) <= style.width)) {
      used += kGap + column_width(end++);
    }
    text += (first > 0 ? "\n" : "") + part(first, end, style.colour);
    first = end;
  }
  return text;
}

std::size_t TextGrid::name_width() const {
  std::size_t width = columns_of(corner_);
  for (const Row& row : rows_) width = std::max(width, columns_of(shown(row.name, kLongestName)));
  return width;
}

/// The width of a column, the place of the mark included.
std::size_t TextGrid::column_width(std::size_t column) const {
  std::size_t width = columns_of(shown(titles_[column], kLongestName));
  for (const Row& row : rows_) {
    if (!row.is_line) width = std::max(width, columns_of(row.cells[column].text));
  }
  return width + 1;
}

std::string TextGrid::part(std::size_t first, std::size_t end, bool colour) const {
  std::string text = padded(corner_, name_width());
  std::size_t total = name_width();
  for (std::size_t i = first; i < end; ++i) {
    total += kGap + column_width(i);
    text += padded_left(shown(titles_[i], kLongestName), kGap + column_width(i) - 1) + " ";
  }
  const std::string line = std::string(total, '-') + "\n";
  text.erase(text.find_last_not_of(' ') + 1);
  text += "\n" + line;
  for (const Row& row : rows_) {
    if (row.is_line) {
      text += line;
      continue;
    }
    text += padded(shown(row.name, kLongestName), name_width());
    for (std::size_t i = first; i < end; ++i) {
      const Cell& cell = row.cells[i];
      const std::string mark = cell.mark.empty() ? " " : cell.mark;
      text += toned(padded_left(cell.text, kGap + column_width(i) - 1) + mark, cell.tone, colour);
    }
    if (!colour) text.erase(text.find_last_not_of(' ') + 1);
    text += "\n";
  }
  return text;
}

}  // namespace hustings
