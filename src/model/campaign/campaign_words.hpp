#pragma once

#include <string>
#include <vector>

#include "hustings/model/model.hpp"
#include "model/campaign/touches.hpp"

namespace hustings::campaign {

/// Lists what programmes take from their modes, in words, with how that is known; which messages
/// they use; and what targets the scenario allows, and why.
std::vector<std::string> assumptions_of(const scenario::Scenario& scenario,
                                        const std::vector<ChosenMessage>& messages);

/// Lists what the laws of programmes take where the scenario leaves it as it is, with how that is
/// known: fading, errors and contacts in common, seconds of calls, when people vote.
std::vector<std::string> law_assumptions_of(const scenario::Scenario& scenario);

/// Lists the draws of lifts for the record of draws: `mode M` and `programme ID`, with the levels
/// turnout and support; those of programmes without attempts are left out.
std::vector<ModelEffect> lift_effects(const scenario::Scenario& scenario, const Touches& touches);

}  // namespace hustings::campaign
