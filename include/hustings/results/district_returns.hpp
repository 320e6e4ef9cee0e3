#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "hustings/core/problem.hpp"
#include "hustings/infer/posterior.hpp"
#include "hustings/model/model.hpp"
#include "hustings/scenario/scenario.hpp"

namespace hustings {

/// What a model can be calibrated to.
struct CountedReturns {
  std::vector<infer::DistrictReturn> returns;  ///< in the model's order
  std::optional<int> day;  ///< of the primaries, as the scenario or the tables say it
};

/// Reads votes of districts from tables of results; `day` is that of the scenario's primaries,
/// where it says it. Faults go to `problems`: those of reading, a contest without districts or in
/// percent, a district that two tables count, nothing of the scenario, another day; a contest that
/// is not final is a warning.
CountedReturns read_district_returns(const std::vector<std::filesystem::path>& tables,
                                     const Model& model, std::optional<int> day,
                                     Problems& problems);

/// Checks that some effect moves candidates by place: that its `by` names the candidate and the
/// region, the district or a tag of districts. Without one, what differs between places is taken
/// for what differs between factions. An error, or where it is allowed a warning.
void check_place_effect(const scenario::Scenario& scenario, bool allowed, Problems& problems);

}  // namespace hustings
