#pragma once

#include <string>

#include "hustings/decide/sensitivity.hpp"
#include "report/style.hpp"

namespace hustings {

/// Tells what decides whether a candidate wins: a row per effect, then the factors that explain
/// most alone, in percent of the variance.
std::string sensitivity_tables(const Labels& labels, const Sensitivity& found,
                               const TableStyle& style);

}  // namespace hustings
