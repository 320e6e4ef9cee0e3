#include "hustings/tally/swing_tally.hpp"

#include "tally/integers.hpp"

namespace hustings {

/// Lays out a row per (target, universe of its scope), then per (target, group with a member
/// there).
SwingTally::SwingTally(const SwingPlan& plan) : targets(plan.targets) {
  for (std::uint32_t g = 0; g < plan.groups.size(); ++g) {
    groups.push_back({plan.groups[g].kind, plan.groups[g].name});
    for (const UniverseId universe : plan.groups[g].universes) {
      members.push_back({g, static_cast<std::uint32_t>(universe.index())});
    }
  }
  for (std::uint32_t t = 0; t < targets.size(); ++t) {
    const SwingScope& scope = plan.scopes[plan.scope_of[t]];
    for (const UniverseId universe : scope.universes) {
      rows.push_back({t, static_cast<std::uint32_t>(universe.index())});
    }
    for (const SwingScope::Group& group : scope.groups) rows.push_back({t, group.group});
  }
  sums.resize(rows.size());
}

/// Adds blocks of the same plan: integers, so no order matters. Fails (contract) where rows differ.
SwingTally& SwingTally::operator+=(const SwingTally& other) {
  HUSTINGS_REQUIRE(rows == other.rows);
  for_lists(*this, other, AddPlainly());
  return *this;
}

}  // namespace hustings
