#pragma once

#include "model/index.hpp"

namespace hustings {

/// The row of a contest's roll-off that counts in a universe; null where nobody leaves it blank.
struct RolloffChoice {
  const scenario::RolloffRow* row = nullptr;
  const scenario::RolloffRow* tied = nullptr;  ///< another with as many keys: an error
};

/// Chooses, of the rows that match a universe, the one with most keys.
RolloffChoice choose_rolloff(const ScenarioIndex& index, const scenario::Contest& contest,
                             UniverseId universe);

/// Whether some of those who come leave the contest blank in a universe.
bool has_rolloff(const ScenarioIndex& index, const scenario::Contest& contest, UniverseId universe);

}  // namespace hustings
