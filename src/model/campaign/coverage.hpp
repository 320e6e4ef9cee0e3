#pragma once

#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace hustings::campaign {

/// What one universe says of whom plans reach.
struct UniverseReach {
  std::vector<std::string> values;  ///< per tag; empty where the universe has none
  std::string part;                 ///< alike: reached with the same chances; no part is small
  double registered = 0;            ///< above 0
  double reached = 0;               ///< people expected to be reached by any programme of an owner
};

/// How people may be grouped so that nobody learns of a group below the least size.
struct SafeGroups {
  std::vector<std::set<std::string>> merged;  ///< per tag: values shown as one, "other"
  std::vector<bool> shown;                    ///< per tag: it has two groups at least
  std::vector<bool> paired;                   ///< per tag: shown in pairs with the others so marked
};

/// Finds groups of which all tables may be printed together, of all owners.
///
/// The rule. Of a tag, values with fewer than that in any part, but not none, are merged into one
/// group, with the next smallest value until that has enough in every part; a tag all of whose
/// values are merged is not shown. Tags are shown in pairs as long as every cell of all of them
/// crossed, and with parts, has the least size or nobody: tags with few groups first, of as many
/// the earlier.
///
/// Why that is enough. In a part, let the paired tags crossed be one tag; then only its sums and
/// those of single tags are known, each at least the least size. A cell may hold as many as the
/// smallest sum it is part of, so that no cell or set of cells is known to be smaller than that:
/// also to whoever knows with which chances each part is reached. Reached and never reached
/// themselves are expectations and may be small. Source: docs/campaign.md, "Coverage".
SafeGroups safe_groups(std::span<const UniverseReach> universes, double least);

/// People alike in one tag or two.
struct CoverageGroup {
  std::vector<std::string> values;  ///< one per tag asked about; empty: groups merged, "other"
  double registered = 0;
  double reached = 0;
  double ratio = 0;  ///< reached share over that of everybody told of; 0 where nobody is reached
};

/// Sums registered and reached by group of one tag or two, in order of their values, "other" last:
/// whoever has a merged value of either.
std::vector<CoverageGroup> coverage(std::span<const UniverseReach> universes,
                                    const SafeGroups& groups, std::span<const std::size_t> tags);

}  // namespace hustings::campaign
