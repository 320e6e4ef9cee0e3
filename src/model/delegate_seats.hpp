#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "hustings/scenario/scenario.hpp"

namespace hustings {

/// Delegates of one pool by district; a district that a table lacks has none.
class DistrictDelegates {
 public:
  DistrictDelegates(const scenario::Scenario& scenario, const scenario::Pool& pool);

  /// Whether the district has a number, be it 0.
  bool has(const std::string& district) const { return !table_ || seats_.count(district) > 0; }
  std::uint32_t operator()(const std::string& district) const;

 private:
  bool table_;
  std::uint32_t everywhere_;
  std::map<std::string, int> seats_;
};

/// Delegates of one pool, over all districts of its contest.
std::uint64_t pool_delegates(const scenario::Scenario& scenario, const scenario::Contest& contest,
                             const scenario::Pool& pool);

/// Delegates that a contest awards; 0 where its rule awards none.
std::uint64_t contest_delegates(const scenario::Scenario& scenario,
                                const scenario::Contest& contest);

}  // namespace hustings
