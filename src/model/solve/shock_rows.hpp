#pragma once

#include <utility>
#include <vector>

#include "hustings/model/night_plan.hpp"
#include "model/campaign/shock_touches.hpp"

namespace hustings {

/// The rows of shocks, which all universes share: whether each happens, what it moves, and the draw
/// of its effect.
///
/// As with lifts (LiftRows) a shock has its rows whether or not it can happen.
class ShockRows {
 public:
  /// Appends the draws to the shared program, from the row `next`; returns the row after them.
  RowIndex add(const campaign::ShockTouches& touches, RowIndex next, NightPlan& plan);

  /// The draw of what it does to turnout; kZeroRow = there is none.
  RowIndex turnout(std::size_t shock) const { return effects_[shock].first; }
  RowIndex support(std::size_t shock) const { return effects_[shock].second; }
  /// What it moves of an election.
  RowIndex moved(std::size_t shock) const { return moved_[shock]; }

 private:
  std::vector<RowIndex> moved_;
  std::vector<std::pair<RowIndex, RowIndex>> effects_;
};

}  // namespace hustings
