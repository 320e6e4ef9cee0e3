#pragma once

#include <vector>

#include "model/solve/effects.hpp"

namespace hustings::campaign {

/// Written shares that splits among supporters are held against: programme x universe of the
/// scenario, the expected share of its candidate; empty of programmes without `supporters`.
std::vector<std::vector<double>> written_of_supporters(
    const ScenarioIndex& index, const Effects& effects,
    const std::vector<std::vector<UniverseId>>& universes_of_contest);

}  // namespace hustings::campaign
