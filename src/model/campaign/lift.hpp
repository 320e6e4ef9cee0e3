#pragma once

#include <optional>

#include "model/solve/turnout_centre.hpp"

namespace hustings::campaign {

/// Law of a dose [log-odds] that a contact gives: mean + sd z, z standard normal.
struct Dose {
  double mean = 0;
  double sd = 0;
};

/// A lift as experiments report it: points [share] among the reached, at a base rate.
struct Points {
  double points = 0;  ///< base + points inside (0, 1)
  double base = 0.5;  ///< inside (0, 1)
  double sd = 0;      ///< of the points
};

/// Returns the rate of the reached, share, once their log-odds move by `dose`:
/// rate e^dose / (1 + rate (e^dose - 1)). Source: docs/campaign.md, "One law".
double shifted(double rate, double dose);

/// Returns logit(base + points) - logit(base): the dose of a lift that is known exactly.
double dose_of_points(double points, double base);

/// Turns lifts in points into doses.
///
/// Finds (m, s) for which shifted(base, m + s z) has mean base + points and the stated sd, by the
/// solver of turnouts: 31 nodes. Source: docs/campaign.md, "Uncertainty of lifts".
class LiftSolver {
 public:
  /// Nothing where no dose has that sd.
  std::optional<Dose> operator()(const Points& lift) const;

  /// The largest sd, of three digits, that some dose has where the share becomes `rate`.
  double largest_sd(double rate) const;

 private:
  TurnoutSolver solver_;
};

/// Loads of two standard normals: of the mode, and of the programme itself.
struct DoseLoads {
  double mode = 0;
  double own = 0;
};

/// Splits an sd: `together` is the correlation of two programmes of one mode; loads s
/// sqrt(together) and s sqrt(1 - together).
DoseLoads dose_loads(double sd, double together);

}  // namespace hustings::campaign
