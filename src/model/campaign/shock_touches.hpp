#pragma once

#include <cstdint>
#include <vector>

#include "hustings/model/night_plan.hpp"
#include "model/campaign/solve_shocks.hpp"

namespace hustings::campaign {

/// One shock at one universe, before rows are assigned.
struct ShockTouch {
  std::size_t shock = 0;
  double would_see = 0;  ///< share of the universe
  ProgrammeDose dose;
  std::uint32_t slot = 0;  ///< the candidate
};

/// What all shocks do to all universes, in the order in which they count: onset_order.
struct ShockTouches {
  std::vector<ShockDraws> draws;                              ///< per shock
  std::vector<ShockDraw> laws;                                ///< per shock, without rows
  std::vector<std::vector<ShockTouch>> turnout;               ///< per universe of the scenario
  std::vector<std::vector<std::vector<ShockTouch>>> support;  ///< contest x universe
  /// Contest x universe: of candidates who are believed to be out; by candidate, then by id.
  std::vector<std::vector<std::vector<ShockTouch>>> withdrawals;
};

/// Puts solved shocks on universes. One that never happens touches nobody: who is touched by it
/// alone keeps the bits of a scenario without it.
ShockTouches plan_shocks(const ScenarioIndex& index, const std::vector<ModelShock>& shocks);

/// Appends the names of all draws of shocks.
void add_draw_names(const ShockTouches& touches, std::vector<std::uint64_t>& names);

}  // namespace hustings::campaign
