#pragma once

#include <cstdint>

#include "hustings/scenario/scenario.hpp"

namespace hustings::test {

/// A valid scenario at random: districts in regions, contests that share districts, candidates in
/// wings and slates, effects by many keys, some with t tails, some with several loads.
scenario::Scenario random_scenario(std::uint32_t seed);

}  // namespace hustings::test
