#pragma once

#include "hustings/ballots/ballot_file.hpp"
#include "text/csv.hpp"

namespace hustings {

/// The same from a table that is open.
Ballots read_ballots(CsvReader& csv, CountFile& rules, Problems& problems);

}  // namespace hustings
