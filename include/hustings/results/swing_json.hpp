#pragma once

#include <string>

#include "hustings/summary/swing_ranking.hpp"

namespace hustings {

/// Writes a ranking as JSON: one object, one line.
std::string swing_ranking_json(const SwingRanking& ranking);

}  // namespace hustings
