#pragma once

#include <filesystem>

#include "hustings/ballots/count_rules.hpp"
#include "hustings/core/problem.hpp"
#include "hustings/count/ballots.hpp"
#include "hustings/text/csv.hpp"

namespace hustings {

/// Reads a ballot file: a table of `count,rank1,rank2,...`, a cell being a candidate's name or
/// alias, a label of the rules, empty (skipped), or several candidates as `A|B` (docs/count.md).
///
/// Memory grows with the number of different ballots, not with the file. If the rules name no
/// candidates, those on the ballots become the contest's, sorted by name. Everything wrong goes to
/// `problems`.
Ballots read_ballots(CsvReader& csv, CountFile& rules, Problems& problems);

}  // namespace hustings
