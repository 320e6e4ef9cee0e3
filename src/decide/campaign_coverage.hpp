#pragma once

#include <string>

#include "hustings/decide/campaign_plan.hpp"

namespace hustings {

/// Tells whom the programmes of an owner reach and whom not, by faction and every tag, and by every
/// pair of these, in the districts of the contests that the programmes are for. Hiding:
/// campaign::coverage.
Coverage coverage_of(const scenario::Scenario& scenario, const Model& model,
                     const std::string& owner);

}  // namespace hustings
