#pragma once

#include <string>
#include <vector>

#include "hustings/decide/campaign_plan.hpp"

namespace hustings {

/// Returns the share of each universe that an owner's programmes do not reach.
std::vector<double> missed_shares(const Model& model, const std::string& owner);

/// Tells whom the programmes of each owner reach and whom not, by faction and every tag, and by
/// pairs of these, in the districts of the contests that the programmes are for. All of it together
/// tells of no small group: campaign::safe_groups.
std::vector<Coverage> coverage_of(const scenario::Scenario& scenario, const Model& model,
                                  const std::vector<std::string>& owners);

}  // namespace hustings
