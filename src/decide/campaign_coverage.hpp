#pragma once

#include <string>
#include <vector>

#include "decide/told_apart.hpp"
#include "hustings/decide/campaign_plan.hpp"

namespace hustings {

/// What share of every universe an owner's programmes are expected to reach.
struct OwnerReach {
  std::string owner;
  std::vector<double> shares;  ///< per universe
};

/// Tells whom the programmes of each owner reach and whom not, by faction and every tag, and by
/// pairs of these, in the districts of the contests that the programmes are for. All of it together
/// tells of no small group: told_apart, campaign::safe_groups.
std::vector<Coverage> coverage_of(const Model& model, const ToldApart& told,
                                  const std::vector<OwnerReach>& owners);

}  // namespace hustings
