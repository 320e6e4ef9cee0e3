#pragma once

#include <vector>

namespace hustings::infer {

inline constexpr double kPropensityConcentration = .6;  ///< k
inline constexpr double kNewVoterEffectSd = .30;        ///< of the effect `new voters`

/// Turnout of those who voted last time and of those who did not.
struct PropensitySplit {
  double regular = 0;     ///< h; they are the part m of the registered
  double occasional = 0;  ///< l, of the others
};

/// Splits voters whose propensities are Beta(m k, (1 - m) k), m the last turnout, 0 < m < 1, k > 0:
/// h = (m k + 1) / (k + 1), l = m k / (k + 1); m h + (1 - m) l = m.
PropensitySplit split_propensity(double turnout, double concentration = kPropensityConcentration);

/// Returns turnouts shifted alike in log-odds so that their mean, weighted by `parts`, is `mean`.
std::vector<double> shifted_to_mean(const std::vector<double>& turnouts,
                                    const std::vector<double>& parts, double mean);

}  // namespace hustings::infer
