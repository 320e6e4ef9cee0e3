#pragma once

#include <functional>

#include "hustings/decide/campaign_plan.hpp"

namespace hustings {

/// Ballots that a programme alone adds at a dose of turnout.
double ballots_at(const Model& model, const ModelProgramme& programme, double dose);

/// Mean and sd of what hangs on a standard normal; 31 nodes.
Expected expected_over_normal(const std::function<double(double normal)>& of);

/// Mean and sd, over the dose, of the ballots that a programme alone adds.
Expected expected_ballots(const Model& model, const ModelProgramme& programme,
                          const ProgrammeDose& dose);

}  // namespace hustings
