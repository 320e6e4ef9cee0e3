#pragma once

#include <string>
#include <vector>

#include "hustings/ballots/ballot_file.hpp"
#include "hustings/ballots/count_rules.hpp"
#include "hustings/count/pairwise.hpp"
#include "hustings/count/tabulation.hpp"

namespace hustings {

/// What is told of a count beside its rounds.
struct CountParts {
  const Pairwise* pairwise = nullptr;
  bool transfers = false;
  const std::vector<BallotFileTotals>* files = nullptr;
  const std::vector<PrecinctCount>* precincts = nullptr;
};

/// Writes a count as RCTab's summary JSON (docs/count.md, "JSON"): keys sorted, votes as strings.
std::string count_json(const CountFile& file, const std::vector<CountPass>& passes,
                       const CountParts& parts);

}  // namespace hustings
