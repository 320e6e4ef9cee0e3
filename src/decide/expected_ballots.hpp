#pragma once

#include "hustings/decide/campaign_plan.hpp"

namespace hustings {

/// Ballots that a programme alone adds at a dose of turnout.
double ballots_at(const Model& model, const ModelProgramme& programme, double dose);

/// Mean and sd, over the dose, of the ballots that a programme alone adds; 31 nodes.
Expected expected_ballots(const Model& model, const ModelProgramme& programme,
                          const ProgrammeDose& dose);

}  // namespace hustings
