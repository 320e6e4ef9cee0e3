#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "hustings/core/problem.hpp"

namespace hustings::scenario {

/// Further keys of a district, universe or candidate, as the user wrote them (name -> value).
using Tags = std::map<std::string, std::string>;

/// Which things something touches: every key must match one of its values. Keys are `faction`,
/// `district`, `region`, `universe`, `contest`, `candidate`, `slate` or any tag.
using Where = std::map<std::string, std::vector<std::string>>;

/// The universes that a change or a programme is for: those that match every key.
struct WhereClause {
  Where keys;
  std::map<std::string, Source> sources;  ///< of the keys
};

/// What a support row is for: key -> one value, in the order of the keys. Keys are `faction`,
/// `district`, `region`, `universe` (short name, or district/universe) or any tag.
using RowKeys = std::vector<std::pair<std::string, std::string>>;

}  // namespace hustings::scenario
