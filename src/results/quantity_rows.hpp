#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "results/rows.hpp"
#include "text/shown.hpp"

// Rows of every quantity, made from its row in the table (src/tally/quantities.cpp): what follows
// from its counts in quantity_rows.cpp, the exact counts in tally_rows.cpp.
namespace hustings::results_rows {

// The order of quantities in each group of a file is frozen, since the digest walks it; quantities
// that are not named come after those that are.
inline constexpr std::string_view kSummaryOrder =
    "win share margin turnout district_turnout universe_turnout seats delegates "
    "name_delegates majority lead no_majority";
inline constexpr std::string_view kHistogramOrder =
    "share margin turnout seats exhausted delegates name_delegates";
inline constexpr std::string_view kRoundsOrder =
    "eliminated standing exhausted exhausted_by_round reached final_pair led_first_but_lost";
inline constexpr std::string_view kPairedOrder =
    "win share votes delegates name_delegates majority lead no_majority margin turnout "
    "recount led_first_but_lost exhausted final_pair eliminated seats event district_turnout "
    "universe_turnout";
inline constexpr std::string_view kDrawsOrder =
    "share turnout district_turnout universe_turnout event delegates name_delegates";
inline constexpr std::string_view kVaryOrder = "win share turnout seats event";
inline constexpr std::string_view kTallyOrder =
    "win share lots margin turnout district_turnout universe_turnout seats event recount "
    "reached eliminated standing exhausted_by_round exhausted led_first_but_lost final_pair "
    "delegates remainder_ties name_delegates majority lead no_majority";
inline constexpr std::string_view kPairedTallyOrder =
    "win recount event eliminated led_first_but_lost final_pair share votes delegates seats "
    "name_delegates majority lead no_majority margin turnout exhausted district_turnout "
    "universe_turnout";

/// Rows of all quantities in an order; `make(id, quantity)` gives those of one.
template <class Make>
Rows rows_of(std::string_view order, const Make& make) {
  std::vector<std::string> names = split(order, ' ');
  for (const Quantity& one : quantities()) {
    if (std::ranges::find(names, one.name) == names.end()) names.emplace_back(one.name);
  }
  Rows rows;
  for (const std::string& name : names) append(rows, make(quantity(name), about(quantity(name))));
  return rows;
}

/// A row and those behind it.
Rows headed(DatasetRow first, Rows more);

std::string axis_name(Axis axis);
std::string axis_name(const Quantity& quantity);
/// The axes of a quantity's exact counts.
std::vector<std::string> counted_axes(const Quantity& quantity);
/// Those of what follows from them: whole numbers are no axis of their distribution.
std::vector<std::string> value_axes(const Quantity& quantity);
/// Those of its gains and losses: seats are asked from 1 on.
std::vector<std::string> paired_axes(const Quantity& quantity);

}  // namespace hustings::results_rows
