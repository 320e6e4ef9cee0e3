#pragma once

#include <optional>
#include <vector>

#include "hustings/infer/matrix.hpp"
#include "hustings/infer/scores.hpp"

namespace hustings::infer {

/// What a scenario says of several numbers together, as a normal law.
struct NormalForecast {
  std::vector<double> mean;
  Matrix covariance;
};

/// Mean and covariance of draws of numbers; the covariance is over n - 1.
NormalForecast normal_of(const JointDraws& draws);

/// Which of two scenarios a count favours, and how often a count would favour the right one.
struct Favoured {
  double distance = 0;      ///< D
  double chance_right = 0;  ///< Phi(D / 2), before anything is counted
  double log_ratio = 0;     ///< log of a's density at the count over b's
};

/// Holds a count against two scenarios, power first: D^2 = d' S^-1 d with d the difference of their
/// means and S the mean of their covariances. Nothing where a covariance cannot be inverted.
/// Source: docs/method.md, "Scores".
std::optional<Favoured> favoured(const NormalForecast& a, const NormalForecast& b,
                                 const std::vector<double>& counted);

}  // namespace hustings::infer
