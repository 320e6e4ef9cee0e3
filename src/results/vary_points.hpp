#pragma once

#include "hustings/decide/vary.hpp"
#include "hustings/summary/view.hpp"
#include "results/json_values.hpp"

namespace hustings {

/// What a variation comes to at each of its points, beside its base: `vary --json`, "points".
Json vary_points(const View& base, const VaryTally& vary);

}  // namespace hustings
