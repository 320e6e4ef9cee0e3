#pragma once

#include "hustings/model/campaign.hpp"
#include "model/campaign/lift.hpp"

namespace hustings::campaign {

/// Solves the dose of a lift in points. One that no dose gives goes to `problems`, at `source`.
ProgrammeDose solved_dose(const LiftSolver& solver, const scenario::LiftPoints& lift,
                          const Source& source, Problems& problems);

}  // namespace hustings::campaign
