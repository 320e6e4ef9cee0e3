#include "report/text_grid.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "report/columns.hpp"
#include "text/utf8.hpp"

namespace hustings {
namespace {

using Texts = std::vector<std::string>;

constexpr std::size_t kGap = 2;
constexpr std::size_t kShortTitle = 16;
constexpr std::size_t kShortName = 16;

/// Replaces what would disturb a terminal or cannot be shown by it.
std::string shown(std::string text, const TableStyle& style) {
  text = printable(text);
  std::ranges::replace_if(
      text, [](char c) { return c == '\n' || c == '\r'; }, '?');
  return signs(std::move(text), style);
}

std::string toned(const std::string& text, TextGrid::Tone tone, const TableStyle& style) {
  if (tone == TextGrid::Tone::quiet) return dim(text, style);
  if (!style.colour || tone == TextGrid::Tone::plain) return text;
  return (tone == TextGrid::Tone::good ? "\033[1;34m" : "\033[33m") + text + "\033[0m";
}

std::size_t widest(const Texts& texts) {
  std::size_t width = 0;
  for (const std::string& text : texts) width = std::max(width, columns_of(text));
  return width;
}

/// Where the point of the first number of a text is, or would be; npos = there is no number.
std::size_t point_of(const std::string& text) {
  const std::size_t first = text.find_first_of("0123456789");
  if (first == text.npos) return text.npos;
  return std::min(text.find_first_not_of("0123456789,", first), text.size());
}

/// Makes texts equally wide: points below each other, what has no number at the right.
Texts lined_up_part(Texts texts) {
  std::size_t behind = 0;
  const auto behind_point = [](const std::string& text) {
    return columns_of(text) - columns_of(text.substr(0, point_of(text)));
  };
  for (const std::string& text : texts) behind = std::max(behind, behind_point(text));
  for (std::string& text : texts) {
    if (point_of(text) != text.npos) text.append(behind - behind_point(text), ' ');
  }
  const std::size_t width = widest(texts);
  for (std::string& text : texts) text = padded_left(text, width);
  return texts;
}

/// The same for each of the parts between tabs.
Texts lined_up(Texts texts) {
  Texts rest;
  for (std::string& text : texts) {
    const std::size_t tab = std::min(text.find('\t'), text.size());
    rest.push_back(text.substr(std::min(tab + 1, text.size())));
    text.resize(tab);
  }
  texts = lined_up_part(std::move(texts));
  if (widest(rest) == 0) return texts;
  rest = lined_up(std::move(rest));
  for (std::size_t i = 0; i < texts.size(); ++i) texts[i] += " " + rest[i];
  return texts;
}

}  // namespace

TextGrid::TextGrid(std::string corner, std::initializer_list<const char*> titles,
                   std::size_t indent)
    : indent_(indent), corner_(std::move(corner)) {
  for (const char* title : titles) add_column(title);
}

void TextGrid::add_row(std::string name, std::vector<Cell> cells) {
  cells.resize(columns_.size());
  rows_.push_back({std::move(name), std::move(cells)});
}

/// A table with widths for one terminal. Line 0 of names and columns is their title.
///
/// Width = indent + names + sum of (gap + column). Steps, each only while that is too wide: columns
/// of turn 1, 2, 3 go; gaps of one; titles of kShortTitle; names as short as fits, to kShortName.
/// If even that is too wide the columns are put below each other in parts that fit, each with all
/// names, one column at least. Widths are columns of a terminal, not bytes or characters.
class TextGrid::Layout {
 public:
  Layout(const TextGrid& grid, const TableStyle& style) : grid_(grid), style_(style) {
    names_.push_back(shown(grid.corner_, style));
    for (const Row& row : grid.rows_) {
      names_.push_back(row.kind == Kind::cells ? shown(row.name, style) : "");
    }
    name_width_ = widest(names_);
    Texts titles;
    for (const Column& column : grid.columns_) titles.push_back(shown(column.title, style));
    lay_out(titles);
    for (std::size_t i = 0; i < titles.size(); ++i) kept_.push_back(i);
    fit(titles);
  }

  std::string text() const {
    std::string text;
    for (auto first = kept_.begin(); first != kept_.end();) {
      std::size_t used = start();
      const auto end = std::find_if(first, kept_.end(), [&](std::size_t i) {
        used += gap_ + column_width(i);
        return used > style_.width && i != *first;
      });
      text += (first == kept_.begin() ? "" : "\n") + part({first, end});
      first = end;
    }
    return text;
  }

 private:
  std::size_t start() const { return grid_.indent_ + name_width_; }
  std::size_t column_width(std::size_t i) const { return columns_of(columns_[i][0]); }
  std::size_t width() const {
    std::size_t width = start();
    for (const std::size_t i : kept_) width += gap_ + column_width(i);
    return width;
  }
  bool fits() const { return width() <= style_.width; }

  /// Makes the lines of every column equally wide.
  void lay_out(const Texts& titles) {
    columns_.clear();
    for (std::size_t i = 0; i < titles.size(); ++i) {
      Texts texts;
      Texts marks;
      for (const Row& row : grid_.rows_) {
        const bool is_cell = row.kind == Kind::cells;
        texts.push_back(is_cell ? shown(row.cells[i].text, style_) : "");
        marks.push_back(is_cell ? shown(row.cells[i].mark, style_) : "");
      }
      const auto pad = grid_.columns_[i].is_words ? padded : padded_left;
      if (!grid_.columns_[i].is_words) texts = lined_up(std::move(texts));
      texts.insert(texts.begin(), titles[i]);
      marks.insert(marks.begin(), "");
      const std::size_t width = widest(texts);
      for (std::size_t r = 0; r < texts.size(); ++r) {
        texts[r] = pad(texts[r], width) + padded(marks[r], widest(marks));
      }
      columns_.push_back(std::move(texts));
    }
  }

  /// Takes the steps that a narrow terminal asks for.
  void fit(const Texts& titles) {
    for (int turn = 1; turn <= 3 && !fits(); ++turn) {
      std::erase_if(kept_, [&](std::size_t i) { return grid_.columns_[i].turn == turn; });
    }
    if (!fits()) gap_ = 1;
    if (!fits()) lay_out(shortened(titles, kShortTitle, style_));
    if (fits()) return;
    const std::size_t rest = width() - name_width_;
    const bool is_whole = rest + kShortName <= style_.width;
    if (!is_whole) gap_ = kGap;
    const std::size_t room =
        is_whole ? style_.width - rest : std::max(kShortName, style_.width * 2 / 5);
    names_ = shortened(names_, room, style_);
    name_width_ = widest(names_);
  }

  /// Writes some of the columns, with all rows.
  std::string part(const std::vector<std::size_t>& columns) const {
    const std::string indent(grid_.indent_, ' ');
    std::string head = padded(names_[0], name_width_);
    for (const std::size_t i : columns) head += std::string(gap_, ' ') + columns_[i][0];
    const std::size_t width = columns_of(head);
    head.erase(head.find_last_not_of(' ') + 1);
    std::string text = head.empty() ? "" : indent + dim(head, style_) + "\n";
    for (std::size_t r = 0; r < grid_.rows_.size(); ++r) {
      const Row& row = grid_.rows_[r];
      text += row.kind == Kind::heading ? shown(row.name, style_)
              : row.kind == Kind::line  ? indent + std::string(width, '-')
                                        : indent + cells_text(r, columns);
      text += "\n";
    }
    return text;
  }

  /// Writes the cells of a row up to the last that is not empty.
  std::string cells_text(std::size_t r, const std::vector<std::size_t>& columns) const {
    const Row& row = grid_.rows_[r];
    const auto is_quiet = [](const Cell& cell) {
      return cell.tone == Tone::quiet || cell.text.empty();
    };
    const bool all_quiet = std::ranges::all_of(row.cells, is_quiet) &&
                           std::ranges::any_of(row.cells, [](auto& c) { return !c.text.empty(); });
    std::string text;
    std::string gap;  // blanks that are written once something stands behind them
    const auto add = [&](const std::string& cell, Tone tone) {
      const std::size_t begin = std::min(cell.find_first_not_of(' '), cell.size());
      const std::size_t end = cell.find_last_not_of(' ') + 1;
      gap += cell.substr(0, begin);
      if (begin < end) {
        text += gap + toned(cell.substr(begin, end - begin), tone, style_);
        gap = cell.substr(end);
      }
      gap.append(gap_, ' ');
    };
    add(padded(names_[r + 1], name_width_), all_quiet ? Tone::quiet : Tone::plain);
    for (const std::size_t i : columns) add(columns_[i][r + 1], row.cells[i].tone);
    return text;
  }

  const TextGrid& grid_;
  const TableStyle& style_;
  Texts names_;
  std::vector<Texts> columns_;
  std::vector<std::size_t> kept_;
  std::size_t name_width_ = 0;
  std::size_t gap_ = kGap;
};

std::string TextGrid::text(const TableStyle& style) const {
  return Layout(*this, style).text();
}

TextGrid::Tone tone_of(double change, double standard_error) {
  if (!(std::fabs(change) > error_95(standard_error))) return TextGrid::Tone::quiet;
  return change > 0 ? TextGrid::Tone::good : TextGrid::Tone::bad;
}

}  // namespace hustings
