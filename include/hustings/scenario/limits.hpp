#pragma once

#include <cstddef>

namespace hustings::scenario {

/// How many a scenario may have: more than any primary needs, few enough that faulty lists are told
/// in a line and what every election costs for each of them can be borne.
inline constexpr std::size_t kMostFactions = 1000;
inline constexpr std::size_t kMostDistricts = 200'000;  ///< all precincts of the United States
inline constexpr std::size_t kMostEvents = 10'000;      ///< expectations of `check` among them

}  // namespace hustings::scenario
