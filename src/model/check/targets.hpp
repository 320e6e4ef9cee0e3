#pragma once

#include <string>

#include "model/check/checking.hpp"

namespace hustings {

/// Whom something is meant for, as a `where` says it.
struct TargetWords {
  std::string whose;  ///< what it belongs to, as messages begin: `programme 'knock'`
  const scenario::WhereClause& where;
  const Source& source;  ///< of keys without a place
};

/// Checks the keys of a target: only what tells universes apart.
bool check_target_keys(const TargetWords& target, const Checking& checking);

/// Checks that a target is large enough: aggregates only. registered: its voters in the contest.
bool check_target_size(const TargetWords& target, double registered, const std::string& contest,
                       const Checking& checking);

/// Registered voters of a contest's universes that a `where` picks.
double registered_in(const scenario::WhereClause& where, const std::vector<UniverseId>& universes,
                     const Checking& checking);

}  // namespace hustings
