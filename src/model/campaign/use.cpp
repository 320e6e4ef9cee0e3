#include "model/campaign/use.hpp"

#include <algorithm>

namespace hustings::campaign {

std::optional<double> group_number(const std::map<std::string, double>& groups,
                                   const PlacedUniverse& placed) {
  const auto own = groups.find(placed.universe->faction);
  if (own != groups.end()) return own->second;
  for (const auto* tags : {&placed.universe->tags, &placed.district->tags}) {
    for (const auto& [tag, value] : *tags) {
      const auto found = groups.find(value);
      if (found != groups.end()) return found->second;
    }
  }
  return std::nullopt;
}

double share_in(const scenario::GroupShares& shares, const PlacedUniverse& placed) {
  if (shares.everybody) return *shares.everybody;
  return group_number(shares.groups, placed).value_or(0);
}

const scenario::Channel* channel_named(const scenario::Scenario& scenario, const std::string& id) {
  const auto found =
      std::find_if(scenario.channels.begin(), scenario.channels.end(),
                   [&](const scenario::Channel& channel) { return channel.id == id; });
  return found == scenario.channels.end() ? nullptr : &*found;
}

scenario::GroupShares use_of(const scenario::Scenario& scenario,
                             const scenario::Programme& programme) {
  if (programme.broadcast.use) return *programme.broadcast.use;
  const scenario::Channel* const channel = channel_named(scenario, programme.broadcast.channel);
  return channel == nullptr ? scenario::GroupShares{} : channel->use;
}

}  // namespace hustings::campaign
