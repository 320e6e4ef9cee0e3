#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "report/style.hpp"

namespace hustings {

/// A table for a terminal: names down the left, numbers to the right, cut into parts where it is
/// wider than the terminal.
class TextGrid {
 public:
  enum class Tone : std::uint8_t { plain, good, bad, quiet };

  struct Cell {
    std::string text{};
    std::string mark{};  ///< at most one character, stands behind the text
    Tone tone = Tone::plain;
  };

  explicit TextGrid(std::string corner) : corner_(std::move(corner)) {}

  void add_column(std::string title) { titles_.push_back(std::move(title)); }
  void add_row(std::string name, std::vector<Cell> cells) {
    rows_.push_back({std::move(name), std::move(cells), false});
  }
  void add_line() { rows_.push_back({"", {}, true}); }

  /// Writes the table in lines as wide as the style says (one column at least).
  std::string text(const TableStyle& style) const;

 private:
  struct Row {
    std::string name;
    std::vector<Cell> cells;
    bool is_line = false;
  };
  std::size_t name_width() const;
  std::size_t column_width(std::size_t column) const;
  std::string part(std::size_t first, std::size_t end, bool colour) const;

  std::string corner_;
  std::vector<std::string> titles_;
  std::vector<Row> rows_;
};

}  // namespace hustings
