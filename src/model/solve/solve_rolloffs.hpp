#pragma once

#include <vector>

#include "hustings/core/problem.hpp"
#include "model/solve/effects.hpp"
#include "model/solve/layout.hpp"

namespace hustings {

/// Roll-off predictors of one contest, with the means they give, by universe of the contest; both
/// empty where nobody leaves it blank.
struct Rolloffs {
  std::vector<Predictor> predictors;
  std::vector<double> mean;  ///< share of those who come

  /// Mean share of those of a universe who come that vote in the contest.
  double kept(std::size_t universe) const { return mean.empty() ? 1 : 1 - mean[universe]; }
};

/// The predictor of a universe in which nobody leaves the contest blank: it draws nothing.
inline constexpr Predictor kNobodyRollsOff{static_cast<double>(kNoRolloff), 0, 0};

/// Solves a contest's centres and own noise, as turnouts are; faults as of solve_turnouts. A
/// universe's draw is named ("rolloff", contest, district, universe). Source: docs/method.md,
/// "Roll-off".
Rolloffs solve_rolloffs(const ScenarioIndex& index, ContestId contest, const Effects& effects,
                        const std::vector<UniverseId>& universes, Problems& problems);

/// The name of a universe's own draw of roll-off in a contest.
std::uint64_t rolloff_name(const scenario::Contest& contest, const scenario::Universe& universe);

}  // namespace hustings
