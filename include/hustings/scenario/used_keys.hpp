#pragma once

#include <set>
#include <string>

#include "hustings/scenario/scenario.hpp"

namespace hustings::scenario {

/// Lists the keys by which a scenario tells universes and candidates apart: in `by` and `where` of
/// effects, in rows of supports and transfers, in transfer groups, events, expectations, what-ifs
/// and variations. Built-in ones (`region`) and tags alike. A tag that is not among them does
/// nothing, but for `incumbent`; `swing --by` may still ask for one of universes or districts.
std::set<std::string> used_keys(const Scenario& scenario);

/// Lists the names of all tags of districts, universes and candidates.
std::set<std::string> tag_names(const Scenario& scenario);

}  // namespace hustings::scenario
