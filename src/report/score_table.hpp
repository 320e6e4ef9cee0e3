#pragma once

#include <string>

#include "hustings/results/score.hpp"
#include "report/style.hpp"

namespace hustings {

/// Writes where the count falls in forecasts, their scores, and how these differ.
std::string score_tables(const Scores& scores, const TableStyle& style);

}  // namespace hustings
