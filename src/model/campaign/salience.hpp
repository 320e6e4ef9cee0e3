#pragma once

#include <span>

namespace hustings::campaign {

/// How much a contest is in everybody's mouth.
enum class Salience { high, medium, low };

/// Returns what multiplies doses of programmes and endorsers, not of shocks: .5, .75, 1. Source:
/// docs/campaign.md, "Salience".
double salience_factor(Salience salience);

/// Returns the factor of turnout: of the most salient contest on a paper, the least of theirs; 1
/// where there is none.
double turnout_salience(std::span<const double> factors);

}  // namespace hustings::campaign
