#pragma once

#include <filesystem>
#include <vector>

#include "hustings/core/problem.hpp"
#include "hustings/infer/posterior.hpp"
#include "hustings/model/model.hpp"
#include "hustings/scenario/scenario.hpp"

namespace hustings {

/// Reads what a model can be calibrated to from tables of results: votes of districts, in the
/// model's order. Faults go to `problems`: those of reading, a contest without districts or in
/// percent, a district that two tables count, nothing of the scenario; a contest that is not final
/// is a warning.
std::vector<infer::DistrictReturn> read_district_returns(
    const std::vector<std::filesystem::path>& tables, const Model& model, Problems& problems);

/// Checks that some effect moves candidates by place: that its `by` names the candidate and the
/// region, the district or a tag of districts. Without one, what differs between places is taken
/// for what differs between factions. An error, or where it is allowed a warning.
void check_place_effect(const scenario::Scenario& scenario, bool allowed, Problems& problems);

}  // namespace hustings
