#pragma once

#include <filesystem>

#include "hustings/ballots/count_rules.hpp"
#include "hustings/core/failure.hpp"
#include "hustings/core/problem.hpp"
#include "hustings/core/progress.hpp"
#include "hustings/count/ballots.hpp"

namespace hustings {

/// Reads a ballot file, gzipped or not: a table of `count,rank1,rank2,...`, a cell being a
/// candidate's name or alias, a label of the rules, empty (skipped), or several candidates as `A|B`
/// (docs/count.md).
///
/// Memory grows with the number of different ballots, not with the file. If the rules name no
/// candidates, those on the ballots become the contest's, sorted by name. Everything wrong goes to
/// `problems`. The observer is told of the bytes of the file. Throws Failure if it is missing.
Ballots read_ballots(const std::filesystem::path& file, CountFile& rules, Problems& problems,
                     const Observer& observer = {});

}  // namespace hustings
