#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "report/style.hpp"

// How wide texts are in a terminal, and how they are made as wide as is wanted.
namespace hustings {

/// A character with what takes no column of its own: combining characters, colours.
struct Glyph {
  std::string_view text;
  std::size_t columns = 1;
};

/// Splits a UTF-8 text into what a terminal shows as one. East Asian wide characters take two
/// columns, a byte that is no UTF-8 one. Source: Unicode Standard Annex 11, as utf8proc has it.
std::vector<Glyph> glyphs(std::string_view text);

/// Counts the columns that a UTF-8 text takes.
std::size_t columns_of(std::string_view text);

/// Puts blanks behind a text up to a width [columns]; a longer one stays whole.
std::string padded(std::string_view text, std::size_t width);

/// Puts blanks before a text up to a width [columns]; a longer one stays whole.
std::string padded_left(std::string_view text, std::size_t width);

/// Shortens the names that are wider than `width` [columns, at least 8], so that different names
/// stay different: at the end, else in the middle, else numbered.
std::vector<std::string> shortened(const std::vector<std::string>& names, std::size_t width,
                                   const TableStyle& style);

}  // namespace hustings
