#pragma once

#include "hustings/core/failure.hpp"
#include "hustings/tally/paired_tally.hpp"
#include "hustings/tally/tally.hpp"

namespace hustings {

/// Adds the counts of other elections, which may be of a foreign file. Throws Failure (65), which
/// names the dataset, where the axes are not the same or a sum is too large to be kept; what was
/// added to is then not to be used.
void add_checked(Tally& to, const Tally& from);
void add_checked(PairedTally& to, const PairedTally& from);

}  // namespace hustings
