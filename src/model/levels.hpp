#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hustings/model/ids.hpp"
#include "hustings/scenario/tags.hpp"
#include "model/index.hpp"
#include "model/matching.hpp"

namespace hustings {

/// The universe with the district it lies in.
PlacedUniverse view(const ScenarioIndex& index, UniverseId universe);

/// Level of a universe under a key of `by` (its full name for `universe`); nothing where it has no
/// such tag.
std::optional<std::string> universe_level(const ScenarioIndex& index, UniverseId universe,
                                          const std::string& key);

/// Level of a candidate under a key (`contest/candidate` for candidate); nothing where it has no
/// such tag.
std::optional<std::string> candidate_level(const ScenarioIndex& index, CandidateId candidate,
                                           const std::string& key);

/// Whether a universe matches all of the universe keys in `where`.
bool universe_matches(const ScenarioIndex& index, UniverseId universe,
                      const scenario::Where& where);

/// Whether a contest is one of those that `where` names, or it names none.
bool contest_matches(const scenario::Contest& contest, const scenario::Where& where);

/// Whether a candidate matches all of the candidate and slate keys; candidates by id or full name.
bool candidate_matches(const ScenarioIndex& index, CandidateId candidate,
                       const scenario::Where& where);

}  // namespace hustings
