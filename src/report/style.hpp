#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/thousands.hpp"
#include "hustings/summary/view.hpp"

// What all tables and texts for a terminal are written with.
namespace hustings {

/// What a terminal, or what is there in place of one, can show.
struct TableStyle {
  std::size_t width = 80;  ///< [columns]
  bool colour = false;
  bool unicode = true;  ///< else our own signs are written in ASCII
};

/// Makes a text stand out, where colours may be used.
std::string bold(const std::string& text, const TableStyle& style);

/// Makes a text stand back, where colours may be used.
std::string dim(const std::string& text, const TableStyle& style);

/// Puts a text in place of every other.
std::string replaced(std::string text, std::string_view what, std::string_view by);

/// Writes our own signs (`±`, `…`, dashes) in ASCII where a terminal cannot show them.
std::string signs(std::string text, const TableStyle& style);

/// Draws a part of a whole as a bar of at most ten columns.
std::string bar(double part, const TableStyle& style);

/// Percent with one decimal; what is rounded to none or all, or was seen never or always, is
/// bounded by what the run can see: `<0.1%`, `>99.9%`.
std::string percent(const Probability& p);

/// A share in percent with one decimal: `30.5%`.
std::string percent(double share);

/// Two ends, for a column of a TextGrid: `30.5%`, `-` and `58.8%`, each below its like;
/// one where they are the same.
std::string interval(const std::string& low, const std::string& high);

/// Says what a slate or a total is called in headings: its name, or `slate ID` where it has none of
/// its own.
std::string titled(const std::string& kind, const std::string& id, const std::string& name);

/// `NY-07  House, 7th district`, or the id alone where it is all there is.
std::string title_of(const ContestLabel& contest);

/// A candidate's name, with a star for who holds the seat.
std::string name_of(const CandidateLabel& candidate);

/// The places of a contest's candidates in Labels::candidates.
std::vector<std::size_t> candidates_of(const ContestLabel& contest);

/// Writes ± the 95 % Monte Carlo error, to stand behind a number: ` ±0.078`; no
/// text where the error is not known, as of what never happened.
std::string plus_minus(double standard_error);

}  // namespace hustings
