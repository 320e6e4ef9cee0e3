#pragma once

#include <optional>
#include <vector>

#include "hustings/scenario/place.hpp"
#include "support/reference_effects.hpp"

namespace hustings::test {

/// Centre and own noise of one universe's turnout, log-odds.
struct ReferenceTurnout {
  double centre = 0;
  double own_sd = 0;
};

/// E[f(normal x own sd + shared effects)] by plain sums: trapezoid in the normal, equal slices of
/// every chi-squared law. Returns (mean, sd) of expit.
struct ReferenceMoments {
  double mean = 0;
  double sd = 0;
};
ReferenceMoments turnout_moments(double centre, double own_sd, const ReferenceTerms& terms,
                                 const ReferenceEffects& effects);

/// Solves a universe's turnout by bisection.
ReferenceTurnout reference_turnout(const scenario::Turnout& turnout, double default_sd,
                                   const ReferenceTerms& terms, const ReferenceEffects& effects);

/// E[softmax(centres + effects)] over 2^`log2_points` points of Boost's Sobol sequence: one
/// coordinate per factor and per t scale.
std::vector<double> mean_shares(const std::vector<double>& centres,
                                const std::vector<ReferenceTerms>& terms,
                                const ReferenceEffects& effects, int log2_points);

/// Centres whose mean shares are `shares` (all above 0), by fixed-point steps over those points.
std::vector<double> reference_centres(const std::vector<double>& shares,
                                      const std::vector<ReferenceTerms>& terms,
                                      const ReferenceEffects& effects, int log2_points);

}  // namespace hustings::test
