#pragma once

#include <string>

#include "hustings/decide/campaign_plan.hpp"
#include "report/style.hpp"

namespace hustings {

/// Writes what programmes do and cost: whom they reach, ballots with the error of the evidence,
/// doses, and what every owner has and uses by week; with `coverage` whom they reach and never
/// reach.
std::string plan_text(const CampaignPlan& plan, bool coverage, const TableStyle& style);

}  // namespace hustings
