#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hustings/core/problem.hpp"

namespace hustings::scenario {

/// Candidates of several contests whose delegates are added up under one name.
struct TotalCandidate {
  Source source;
  std::string name;
  std::vector<std::string> members;    ///< `contest/candidate`
  std::vector<Source> member_sources;  ///< one per member, or none
};

/// A sum of delegates over contests, such as a national count.
struct Total {
  Source source;
  std::string id;
  std::string name;  ///< empty = the id
  std::vector<TotalCandidate> candidates;
  std::optional<int> majority;  ///< delegates that are enough; none = more than half of them
  Source majority_source;
};

}  // namespace hustings::scenario
