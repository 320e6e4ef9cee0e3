#pragma once

#include <string>
#include <vector>

#include "hustings/ballots/count_rules.hpp"
#include "hustings/count/precincts.hpp"
#include "report/style.hpp"

namespace hustings {

/// Writes one seat's count by precinct: first choices; where the votes of each candidate went,
/// round by round; the last round. Precincts down, all together in the last row.
std::string precinct_tables(const CountContest& contest, const std::vector<CountPass>& passes,
                            std::size_t seat, const std::vector<PrecinctCount>& precincts,
                            const TableStyle& style);

}  // namespace hustings
