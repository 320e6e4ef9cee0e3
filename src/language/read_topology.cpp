#include "language/read_topology.hpp"

#include "language/read_parts.hpp"

namespace hustings {

scenario::GroupShares read_group_shares(const Value& value) {
  scenario::GroupShares shares{value.source(), std::nullopt, {}, {}};
  if (!value.is_map()) {
    shares.everybody = value.number();
    return shares;
  }
  for (const Value& group : Fields(value).named()) {
    shares.groups.emplace(group.name(), group.number().value_or(0));
    shares.group_sources.emplace(group.name(), group.source());
  }
  return shares;
}

void read_channels(const Value& channels, Reading& reading) {
  for (const Value& value : Fields(channels).named()) {
    scenario::Channel channel{value.source(), value.name(), {value.source(), 1.0, {}, {}}};
    if (const auto use = Fields(value).find("use")) channel.use = read_group_shares(*use);
    reading.scenario.channels.push_back(std::move(channel));
  }
}

}  // namespace hustings
