#pragma once

#include <span>

namespace hustings::campaign {

/// Returns the factor of turnout: what the most salient contest on a paper keeps of doses, the
/// least of theirs; 1 where there is none. Source: docs/campaign.md, "Salience".
double turnout_salience(std::span<const double> factors);

}  // namespace hustings::campaign
