#pragma once

#include <string>

#include "hustings/decide/sensitivity.hpp"

namespace hustings {

/// Writes what decides whether a candidate wins as JSON. Source: docs/results.md, "JSON".
std::string sensitivity_json(const Labels& labels, const Sensitivity& found);

}  // namespace hustings
