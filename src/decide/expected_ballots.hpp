#pragma once

#include <functional>

#include "hustings/decide/campaign_plan.hpp"

namespace hustings {

/// Ballots that a programme alone adds at a dose of turnout.
double ballots_at(const Model& model, const ModelProgramme& programme, double dose);

/// Mean and sd of what hangs on a standard normal; 31 nodes.
Expected expected_over_normal(const std::function<double(double normal)>& of);

/// Mean and sd, over the dose, of the ballots that a programme alone adds at its reach.
Expected expected_ballots(const Model& model, const ModelProgramme& programme,
                          const ProgrammeDose& dose);

/// The same over the dose and over the luck of captains, which are independent.
Expected ballots_by_chance(const Model& model, const ModelProgramme& programme,
                           const ProgrammeDose& dose);

/// People whom captains reach, over their luck.
Expected reached_by_chance(const Model& model, const ModelProgramme& programme);

/// Whom a programme reaches on the mean of what captains tell by chance; chance is about that then.
std::vector<ReachedUniverse> reached_on_average(const ModelProgramme& programme);

}  // namespace hustings
