#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/check/checking.hpp"

namespace hustings {

/// Numbers of groups of people, as written: by faction or tag value.
struct WrittenGroups {
  const std::map<std::string, double>& numbers;
  const std::map<std::string, Source>& sources;
  const Source& source;
  std::string who;   ///< whose they are, for messages
  std::string area;  ///< where they are looked for, for messages
};

/// Reports groups that are none of the universes', and universes that are in two of them.
void check_groups(const WrittenGroups& groups, const std::vector<UniverseId>& universes,
                  const Checking& checking);

/// Checks who uses a channel.
void check_channel(const scenario::Channel& channel, const Checking& checking);
void check_channels(const Checking& checking);

}  // namespace hustings
