#pragma once

#include <string>

#include "hustings/decide/vary.hpp"
#include "hustings/summary/view.hpp"
#include "report/style.hpp"

namespace hustings {

/// Writes what a variation came to as tables: a row per point, a column per candidate of a contest,
/// slate and event, each with the probability in percent and how far it moves from the base.
std::string vary_tables(const View& base, const VaryTally& vary, const TableStyle& style);

/// The same without the scenario's title above it.
std::string vary_points_text(const View& base, const VaryTally& vary, const TableStyle& style);

}  // namespace hustings
