#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "hustings/model/count_plan.hpp"

namespace hustings {

/// Shares out one pool in one election, in plain code: the rule as it is meant, equal remainders
/// settled by votes and ids.
///
/// Returns delegates per candidate. Source: docs/method.md, "Counting".
std::vector<std::uint32_t> award_one_pool(std::span<const double> votes, std::uint32_t seats,
                                          const DelegatesPlan& plan);

}  // namespace hustings
