#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "report/style.hpp"

namespace hustings {

/// A table for a terminal: names down the left, columns as wide as what stands in them.
///
/// Numbers stand with their points below each other; a tab in a cell begins a part that is lined up
/// by itself. Where a terminal is too narrow, columns that may go do, in their turn; then gaps,
/// titles and names are shortened, each name still another; then it is cut into parts.
class TextGrid {
 public:
  enum class Tone : std::uint8_t { plain, good, bad, quiet };

  struct Cell {
    std::string text{};
    std::string mark{};  ///< at most one character, stands behind the text
    Tone tone = Tone::plain;
  };

  /// `indent`: columns before everything but headings.
  explicit TextGrid(std::string corner, std::initializer_list<const char*> titles = {},
                    std::size_t indent = 0);

  /// A column of numbers; `turn`: when it goes, 1 to 3, 0 = it stays.
  void add_column(std::string title, int turn = 0) {
    columns_.push_back({std::move(title), turn, false});
  }
  /// A column of words, which begin at its left.
  void add_words(std::string title = "", int turn = 0) {
    columns_.push_back({std::move(title), turn, true});
  }
  /// Cells that are left out are empty.
  void add_row(std::string name, std::vector<Cell> cells);
  /// A row of one text, as wide as it is.
  void add_heading(std::string text) { rows_.push_back({std::move(text), {}, Kind::heading}); }
  void add_line() { rows_.push_back({"", {}, Kind::line}); }

  /// Writes the table in lines as wide as the style says (one column at least).
  std::string text(const TableStyle& style) const;

 private:
  enum class Kind : std::uint8_t { cells, heading, line };
  struct Column {
    std::string title;
    int turn = 0;
    bool is_words = false;
  };
  struct Row {
    std::string name;
    std::vector<Cell> cells;
    Kind kind = Kind::cells;
  };
  class Layout;

  std::size_t indent_;
  std::string corner_;
  std::vector<Column> columns_;
  std::vector<Row> rows_;
};

/// The tone of a change that is up or down, or quiet where it is within its 95 % error
/// or that is not known.
TextGrid::Tone tone_of(double change, double standard_error);

}  // namespace hustings
