#pragma once

#include <optional>
#include <string_view>

#include "hustings/language/scenario_changes.hpp"

namespace hustings {

/// The number that a text is; nothing for any other text.
std::optional<double> number_in(std::string_view text);

/// Tells what changed from one CSV table to another: columns and rows that one alone has, then,
/// column by column, the rows that differ. Rows are matched by the columns that name them
/// (district, universe, contest, ...), as few as tell them apart.
std::vector<ScenarioChange> table_changes(const scenario::SourceFile& a,
                                          const scenario::SourceFile& b);

}  // namespace hustings
