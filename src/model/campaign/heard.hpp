#pragma once

#include <map>
#include <vector>

#include "model/index.hpp"

namespace hustings::campaign {

/// Returns the share of each universe that a programme tells or meets, on written means: as its
/// reach, but of meshes who is told by a friend of a friend counts in full. Programme x universe of
/// the scenario, those of whom nobody is told left out; endorsers tell nobody.
std::vector<std::map<std::size_t, double>> heard_shares(const ScenarioIndex& index);

}  // namespace hustings::campaign
