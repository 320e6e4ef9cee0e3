#pragma once

#include <string>
#include <utility>
#include <vector>

namespace hustings {

/// A table of a page: a mark (an SVG of marks.hpp) stands beside the numbers that it draws.
///
/// Texts are plain; they are escaped when the table is written. So a name never becomes markup.
struct HtmlTable {
  struct Head {
    std::string text;
    std::string classes;  ///< `n` = of numbers, which stand to the right
    int span = 1;
  };
  struct Cell {
    std::string text;
    std::string mark;  ///< SVG
    std::string classes;
    std::string below;  ///< small, below the text
  };
  struct Row {
    std::string name;
    std::vector<Cell> cells;
    std::string colour;  ///< of a dot before the name: a letter of report.css; empty = none
    std::string classes;
    std::string event;  ///< makes the name a button that asks what is so if this happens
  };

  std::string caption;
  std::vector<Head> heads;
  std::vector<Row> rows;
  std::string classes;
};

/// A number, which stands to the right.
inline HtmlTable::Cell number_cell(std::string text) {
  return {std::move(text), "", "n", ""};
}
inline HtmlTable::Head number_head(std::string text) {
  return {std::move(text), "n", 1};
}
/// A mark; `wide` takes half of the table.
inline HtmlTable::Cell mark_cell(std::string mark, bool wide = false) {
  return {"", std::move(mark), wide ? "mark wide" : "mark", ""};
}

/// Most rows of a table; those beyond are in the CSV.
inline constexpr std::size_t kMostRows = 200;

/// Writes a table, escaped; what is cut off at kMostRows is said below.
std::string written(const HtmlTable& table);

/// Writes a table that scrolls by itself where it is too wide, in a region of that name.
std::string scrolled(const HtmlTable& table, const std::string& name);

/// Writes a card: a heading and what stands in it; `body` is HTML.
struct HtmlCard {
  std::string title;
  std::string about;  ///< small, below the title
  std::string body;
};
std::string written(const HtmlCard& card);

/// Writes a fold: a line that opens what stands in it.
std::string fold(const std::string& summary, const std::string& body);

/// Escapes & < > " ' of a text.
std::string escaped(const std::string& text);

}  // namespace hustings
