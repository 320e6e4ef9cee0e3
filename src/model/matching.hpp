#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "hustings/scenario/contest.hpp"
#include "hustings/scenario/place.hpp"

namespace hustings {

/// One universe with the district it lies in, as `by`, `where` and support rows see it.
struct PlacedUniverse {
  const scenario::Universe* universe = nullptr;
  const scenario::District* district = nullptr;
};

/// Names a universe: `district/universe`.
std::string universe_name(const scenario::Universe& universe);

/// Returns what a universe has under a key: `faction`, `district`, `region`, `universe` (its short
/// name), a tag of its own or of its district; nothing where it has none.
std::optional<std::string_view> universe_value(const PlacedUniverse& placed, std::string_view key);

/// Tells whether a universe has that value under that key; for `universe` its full name counts too.
bool universe_has(const PlacedUniverse& placed, std::string_view key, std::string_view value);

}  // namespace hustings
