#pragma once

#include "hustings/scenario/change.hpp"
#include "model/check/checking.hpp"

namespace hustings {

/// A changed world in the making: its scenario, with names as in the base.
struct CampaignWorld {
  scenario::Scenario& scenario;
  const ScenarioIndex& index;
  Problems& problems;
};

/// Changes a shock; its draws stay. `source`: of the change.
void change_campaign(const scenario::ShockChange& change, const CampaignWorld& world,
                     const Source& source);

/// The other kinds of campaigns are read nowhere yet.
template <class Other>
void change_campaign(const Other&, const CampaignWorld&, const Source&) {}

}  // namespace hustings
