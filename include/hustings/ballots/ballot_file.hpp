#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "hustings/ballots/count_rules.hpp"
#include "hustings/core/failure.hpp"
#include "hustings/core/problem.hpp"
#include "hustings/core/progress.hpp"
#include "hustings/count/ballots.hpp"
#include "hustings/count/precincts.hpp"

namespace hustings {

/// What was read of one ballot file.
struct BallotFileTotals {
  std::string file;          ///< as it was named
  std::uint64_t n_rows = 0;  ///< without the header
  std::uint64_t n_ballots = 0;
};

/// The ballots of a contest, and where they come from.
struct CastBallots {
  Ballots ballots;
  Precincts precincts;  ///< empty unless asked for
  std::vector<BallotFileTotals> files;
};

/// How ballots are read.
struct BallotReading {
  bool precincts = false;  ///< keep them: every file must have the column, every row a name there
  Observer observer{};     ///< told of the bytes of each file
};

/// Reads ballot files, gzipped or not, as one: tables of `count,rank1,rank2,...`, a cell being a
/// candidate's name or alias, a label of the rules, empty (skipped), or several candidates as
/// `A|B`; a column `precinct` may stand anywhere (docs/count.md).
///
/// Memory grows with the number of different ballots, not with the files. If the rules name no
/// candidates, those on the ballots become the contest's, sorted by name. Everything wrong goes to
/// `problems`, a file named twice too. Throws Failure if one is missing.
CastBallots read_ballots(const std::vector<std::filesystem::path>& files, CountFile& rules,
                         Problems& problems, const BallotReading& reading = {});

}  // namespace hustings
