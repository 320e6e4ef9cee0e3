#pragma once

#include <string>
#include <vector>

#include "hustings/count/pairwise.hpp"
#include "hustings/count/rules.hpp"
#include "hustings/count/tabulation.hpp"

namespace hustings {

/// How wide a terminal table may be, and whether it may use colours.
struct TableStyle {
  std::size_t width = 100;  ///< [characters]
  bool colour = false;
};

/// Writes the rounds of one count as a table, candidates down and rounds across, cut into as many
/// tables as the width asks for; then ties and winners in words.
std::string rounds_table(const CountContest& contest, const CountPass& pass,
                         const TableStyle& style);

/// Writes who is preferred to whom: by the candidate of the row, above the candidate of the column.
std::string pairwise_table(const CountContest& contest, const Pairwise& pairwise,
                           const TableStyle& style);

/// Writes where the votes of everybody elected or eliminated went, one line each.
std::string transfers_list(const CountContest& contest, const CountPass& pass);

}  // namespace hustings
