#pragma once

#include <cstdint>
#include <vector>

#include "allocate/limits.hpp"

namespace hustings::allocate {

/// Plans of a set to start a search from, as parts of every limit: equal ones, each programme
/// alone, pairs, and Dirichlet by spacings of sorted uniforms; `n` or one per programme and five
/// more. Each lies inside the limits, and is as large in its direction as they allow.
std::vector<std::vector<double>> starts_of(const Limits& limits, const OnSet& on, std::size_t n,
                                           std::uint64_t seed);

/// Sets to try: all that are possible of up to kMostSwitched switched programmes; of more random
/// ones, each programme on or off alike, with all and none.
struct SetsToTry {
  std::vector<OnSet> sets;
  bool all = true;
};
SetsToTry sets_of(const Limits& limits, std::uint64_t seed);

}  // namespace hustings::allocate
