#pragma once

#include <vector>

#include "hustings/model/shock_law.hpp"
#include "hustings/scenario/scenario.hpp"

namespace hustings::campaign {

/// What shocks leave of a programme, and where that is so.
struct ShockedProgramme {
  std::vector<ShockCase> cases;
  scenario::Programme programme;
};

/// Most versions of one programme.
inline constexpr std::size_t kMostVersions = 63;

/// Counts what shocked_programmes would list; beyond kMostVersions it is just more than that.
std::size_t count_shocked(const scenario::Scenario& scenario, std::size_t programme);

/// Lists what shocks leave of a programme, by which of those that take something of it happen, and
/// how many of its days of contact are then still to come; none where no shock can.
///
/// From an onset T hours before the close on, contacts of days u with 24 u < T are made by what is
/// left: of a day's attempts, tells and tells on the parts that degraded() leaves, of several
/// shocks their product. What is lost is not paid for. Source: docs/campaign.md, "Shocks".
std::vector<ShockedProgramme> shocked_programmes(const scenario::Scenario& scenario,
                                                 std::size_t programme);

}  // namespace hustings::campaign
