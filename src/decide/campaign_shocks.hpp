#pragma once

#include <vector>

#include "hustings/decide/campaign_plan.hpp"

namespace hustings {

/// Tells who would see the shocks of a scenario, and whom each still moves when they vote.
///
/// Sum over universes of registered x share that would see it x E[sum over ballots of f residual],
/// the mean over its onset and its answer as they are drawn. Source: docs/campaign.md, "Shocks".
std::vector<ShockPlan> plan_shocks(const scenario::Scenario& scenario, const Model& model);

}  // namespace hustings
