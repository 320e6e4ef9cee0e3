#pragma once

#include <functional>
#include <vector>

#include "hustings/core/failure.hpp"
#include "hustings/engine/simulate.hpp"

namespace hustings {

/// Told what is about to be simulated, so that it can be refused: throws Failure then.
using BeforeSimulating = std::function<void(
    const Model& base, const std::vector<const Model*>& worlds, const RunPlan& plan)>;

}  // namespace hustings
