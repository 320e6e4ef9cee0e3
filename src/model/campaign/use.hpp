#pragma once

#include <map>
#include <optional>
#include <string>

#include "hustings/scenario/scenario.hpp"
#include "model/matching.hpp"

namespace hustings::campaign {

/// Returns the number of the group that a universe is in: its faction's, else that of a tag value
/// of its own or of its district; nothing where it is in none. check_groups sees to it that at most
/// one group matches.
std::optional<double> group_number(const std::map<std::string, double>& groups,
                                   const PlacedUniverse& placed);

/// Returns the share of a universe; 0 where groups are named and it is in none of them.
double share_in(const scenario::GroupShares& shares, const PlacedUniverse& placed);

/// Finds a channel by its name; null = there is none.
const scenario::Channel* channel_named(const scenario::Scenario& scenario, const std::string& id);

/// Who uses the medium of a broadcast: as it says, else as its channel does.
scenario::GroupShares use_of(const scenario::Scenario& scenario,
                             const scenario::Programme& programme);

}  // namespace hustings::campaign
