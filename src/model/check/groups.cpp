#include "model/check/groups.hpp"

#include <algorithm>

#include "model/levels.hpp"

namespace hustings {
namespace {

/// The groups that a universe is in.
std::vector<std::string> groups_of(const PlacedUniverse& placed,
                                   const std::map<std::string, double>& numbers) {
  std::vector<std::string> groups;
  const auto add = [&](const std::string& value) {
    if (numbers.contains(value) && std::ranges::count(groups, value) == 0) groups.push_back(value);
  };
  add(placed.universe->faction);
  for (const auto* tags : {&placed.universe->tags, &placed.district->tags}) {
    for (const auto& [tag, value] : *tags) add(value);
  }
  return groups;
}

}  // namespace

void check_groups(const WrittenGroups& groups, const std::vector<UniverseId>& universes,
                  const Checking& checking) {
  std::map<std::string, std::size_t> n_universes;
  for (const auto& [group, number] : groups.numbers) n_universes[group] = 0;
  std::string twice;
  for (const UniverseId universe : universes) {
    const PlacedUniverse placed = view(checking.index, universe);
    const std::vector<std::string> in = groups_of(placed, groups.numbers);
    for (const std::string& group : in) ++n_universes[group];
    if (in.size() > 1 && twice.empty()) {
      twice = "universe '" + universe_name(*placed.universe) + "' is in '" + in[0] + "' and in '" +
              in[1] + "'";
    }
  }
  if (!twice.empty()) {
    checking.problems.error(groups.source, groups.who + ": " + twice,
                            "name groups that do not overlap");
  }
  for (const auto& [group, n] : n_universes) {
    if (n > 0) continue;
    const auto found = groups.sources.find(group);
    checking.problems.error(
        found == groups.sources.end() ? groups.source : found->second,
        groups.who + ": no faction or tag value of " + groups.area + " is '" + group + "'",
        did_you_mean(group, checking.index.values_of("faction")));
  }
}

void check_channel(const scenario::Channel& channel, const Checking& checking) {
  if (channel.use.everybody) return;
  std::vector<UniverseId> universes;
  for (std::size_t i = 0; i < checking.scenario.universes.size(); ++i) {
    if (checking.index.district_of(UniverseId(i))) universes.push_back(UniverseId(i));
  }
  check_groups({channel.use.groups, channel.use.group_sources, channel.use.source,
                "channel '" + channel.id + "'", "the scenario"},
               universes, checking);
}

namespace {

/// Warns of a channel that no programme and no shock goes by.
void check_used(const scenario::Channel& channel, const Checking& checking) {
  const scenario::Scenario& in = checking.scenario;
  const bool is_used = std::ranges::any_of(in.programmes,
                                           [&](const scenario::Programme& programme) {
                                             return programme.broadcast.channel == channel.id;
                                           }) ||
                       std::ranges::any_of(in.shocks, [&](const scenario::Shock& shock) {
                         return shock.exposure.contains(channel.id);
                       });
  if (is_used) return;
  checking.problems.warning(channel.source,
                            "no broadcast and no shock uses channel '" + channel.id + "'");
}

}  // namespace

void check_channels(const Checking& checking) {
  for (const scenario::Channel& channel : checking.scenario.channels) {
    check_channel(channel, checking);
    check_used(channel, checking);
  }
}

}  // namespace hustings
