#pragma once

#include <vector>

#include "model/index.hpp"

namespace hustings::campaign {

/// A candidate to whom a lift spreads over endorsements, and which share of it.
struct SpreadTarget {
  ContestId contest;
  std::uint32_t slot = 0;  ///< of the candidate in the contest
  double share = 0;
};

/// Lists whom a candidate's endorsements join with it, near and far, in the order of contests;
/// those withdrawn are left out. Shares: spread_shares.
std::vector<SpreadTarget> spread_targets(const ScenarioIndex& index, CandidateId candidate,
                                         double spread);

}  // namespace hustings::campaign
