#pragma once

#include <string>

#include "hustings/decide/campaign_plan.hpp"
#include "report/style.hpp"

namespace hustings {

/// Writes whom an owner's programmes reach, by every tag, and the pairs of tags that they reach
/// least.
std::string coverage_text(const Coverage& coverage, const TableStyle& style);

}  // namespace hustings
