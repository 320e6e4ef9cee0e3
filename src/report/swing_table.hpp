#pragma once

#include <string>

#include "hustings/summary/swing.hpp"
#include "report/style.hpp"

namespace hustings {

/// A ranking as a person reads it in a terminal: its first rows.
std::string swing_table(const SwingRanking& ranking, const TableStyle& style);

}  // namespace hustings
