#pragma once

#include <string>
#include <vector>

#include "hustings/ballots/ballot_file.hpp"
#include "hustings/ballots/count_rules.hpp"
#include "hustings/count/tabulation.hpp"

namespace hustings {

/// Writes how each ballot counted in each round as CSV, equal ballots of a precinct as one row with
/// their number. The paths of the count must have been kept. Source: docs/count.md, "Ballot by
/// ballot".
std::string counted_ballots_csv(const CountFile& file, const CastBallots& cast,
                                const std::vector<CountPass>& passes);

}  // namespace hustings
