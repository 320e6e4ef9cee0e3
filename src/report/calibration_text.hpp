#pragma once

#include <string>

#include "hustings/infer/calibrate.hpp"
#include "hustings/model/labels.hpp"
#include "report/style.hpp"

namespace hustings {

/// Writes what calibrating came to: gates, sizes, and districts unlike the rest, those farthest out
/// first.
std::string calibration_text(const infer::Posterior& posterior, const Labels& labels,
                             const TableStyle& style);

}  // namespace hustings
