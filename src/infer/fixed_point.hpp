#pragma once

#include <functional>
#include <vector>

namespace hustings::infer {

/// When a fixed point is found: after a step this short, or so many.
struct FixedPointPlan {
  double step = 1e-8;
  int most_steps = 200;
};

struct FixedPoint {
  std::vector<double> x;  ///< as the last step left it
  int steps = 0;
  double longest = 0;  ///< by which the last step moved a number
  bool found = false;  ///< false: most_steps were too few
};

/// Finds x = map(x) from a start, for a map that comes nearer by itself, however slowly.
///
/// Anderson's acceleration: the next x is that mixture of the last kMixed + 1 steps whose residuals
/// cancel best, by least squares. A mixture from where the map goes three times as far as before is
/// taken back for the plain step, and what came before is forgotten: far from the fixed point plain
/// steps grow, too. Source: docs/method.md, "Calibration".
FixedPoint find_fixed_point(
    const std::function<std::vector<double>(const std::vector<double>&)>& map,
    std::vector<double> start, const FixedPointPlan& plan = {});

}  // namespace hustings::infer
