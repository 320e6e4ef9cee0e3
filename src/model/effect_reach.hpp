#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hustings/scenario/scenario.hpp"
#include "model/matching.hpp"

namespace hustings {

/// The slates a candidate runs on, in the order of the scenario.
std::vector<std::string> slates_of(const scenario::Scenario& scenario, const std::string& contest,
                                   const std::string& candidate);

/// Returns what a candidate has under a key of candidates: its full name `contest/candidate` for
/// `candidate`, its slates for `slate`, else its tag; nothing where it has none.
std::vector<std::string> candidate_values(const scenario::Scenario& scenario,
                                          const scenario::Contest& contest,
                                          const scenario::Candidate& candidate,
                                          std::string_view key);

/// Tells whether a candidate has one of the values under a key of candidates; under `candidate`
/// both `id` and `contest/id` count.
bool candidate_has(const scenario::Scenario& scenario, const scenario::Contest& contest,
                   const scenario::Candidate& candidate, std::string_view key,
                   const std::vector<std::string>& values);

}  // namespace hustings
