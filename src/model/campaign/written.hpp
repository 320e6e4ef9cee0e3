#pragma once

#include <vector>

#include "hustings/model/campaign.hpp"
#include "model/solve/effects.hpp"

namespace hustings::campaign {

/// Written shares that splits among supporters are held against: programme x universe of the
/// scenario, the expected share of its candidate; empty of programmes without `supporters`.
std::vector<std::vector<double>> written_of_supporters(
    const ScenarioIndex& index, const Effects& effects,
    const std::vector<std::vector<UniverseId>>& universes_of_contest);

/// Warns of programmes for supporters that reach universes where nobody, or everybody, is written
/// to support the candidate: their gained ballots split as all of the universe.
void warn_of_idle_supporters(const ScenarioIndex& index,
                             const std::vector<ModelProgramme>& programmes,
                             const std::vector<std::vector<double>>& written, Problems& problems);

/// Warns of shocks that make people believe that a candidate is out where nobody else is on the
/// ballot: they stay.
void warn_of_idle_withdrawals(const ScenarioIndex& index, const std::vector<ModelShock>& shocks,
                              Problems& problems);

}  // namespace hustings::campaign
