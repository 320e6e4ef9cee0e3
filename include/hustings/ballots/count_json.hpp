#pragma once

#include <string>
#include <vector>

#include "hustings/ballots/count_rules.hpp"
#include "hustings/count/pairwise.hpp"
#include "hustings/count/tabulation.hpp"

namespace hustings {

/// What the JSON of a count holds beside the rounds.
struct CountJsonParts {
  const Pairwise* pairwise = nullptr;
  bool transfers = false;
};

/// Writes a count as RCTab's summary JSON (docs/count.md, "JSON"): keys sorted, votes as strings.
std::string count_json(const CountFile& file, const std::vector<CountPass>& passes,
                       const CountJsonParts& parts);

}  // namespace hustings
