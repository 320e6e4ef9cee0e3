#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace hustings::campaign {

/// What one universe says of whom a plan reaches.
struct UniverseReach {
  std::vector<std::string> values;  ///< per tag; empty where the universe has none
  double registered = 0;
  double reached = 0;  ///< people expected to be reached by any programme
};

/// People alike in one tag or two.
struct CoverageGroup {
  std::vector<std::string> values;  ///< one per tag asked about; empty: groups merged, "other"
  double registered = 0;
  double reached = 0;
  double ratio = 0;  ///< reached share over that of everybody; 0 where nobody is reached
};

/// Tags to group by, by number, one or two; and the least size of a group that is shown.
struct CoverageQuestion {
  std::vector<std::size_t> tags;
  double least = 500;
};

/// Sums registered and reached by group, those shown in order of their values, "other" last.
///
/// Groups under the least size are merged. Nothing hidden can be found by subtraction: merged
/// groups are two at least and together of the least size; and of two tags, whoever shares a shown
/// value of either with a hidden group has two hidden ones, the next smallest if need be. Everybody
/// in one hidden group: nothing is shown. Source: docs/campaign.md, "Coverage".
std::vector<CoverageGroup> coverage(std::span<const UniverseReach> universes,
                                    const CoverageQuestion& question);

}  // namespace hustings::campaign
