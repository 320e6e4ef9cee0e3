#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/thousands.hpp"
#include "hustings/summary/view.hpp"

// What all tables and texts for a terminal are written with.
namespace hustings {

/// How wide a terminal table may be, and whether it may use colours.
struct TableStyle {
  std::size_t width = 100;  ///< [columns]
  bool colour = false;
};

/// Counts the columns that a UTF-8 text takes: code points, wide East Asian ones as one, too.
std::size_t columns_of(std::string_view text);

/// Puts blanks behind a text up to a width [columns]; a longer one stays whole.
std::string padded(std::string_view text, std::size_t width);

/// Puts blanks before a text up to a width [columns]; a longer one stays whole.
std::string padded_left(std::string_view text, std::size_t width);

/// Makes a text stand out, where colours may be used.
std::string bold(const std::string& text, const TableStyle& style);

/// Makes a text stand back, where colours may be used.
std::string dim(const std::string& text, const TableStyle& style);

/// Says what a slate or a total is called in headings: its name, or `slate ID` where it has none of
/// its own.
std::string titled(const std::string& kind, const std::string& id, const std::string& name);

/// Percent with as many digits as the Monte Carlo error warrants; what never or always happened is
/// bounded, `<0.3%`, or said to be so by logic, `never`, `always`.
std::string percent(const Probability& p);

/// Writes ± the 95 % Monte Carlo error, to stand behind a number: ` ±0.078`; no
/// text where the error is not known, as of what never happened.
std::string plus_minus(double standard_error);

}  // namespace hustings
