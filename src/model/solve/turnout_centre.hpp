#pragma once

#include <optional>

#include "model/solve/noise.hpp"
#include "model/solve/quadrature.hpp"

namespace hustings {

/// Centre and noise of a universe's turnout on the log-odds scale.
struct TurnoutCentre {
  double centre = 0;
  double own_sd = 0;  ///< what shared effects leave to the universe itself
  double mean = 0;    ///< E[turnout], share
  double sd = 0;      ///< sd of turnout, share
};

/// Solves logit-scale centres and sds for turnout given on the share scale.
///
/// Law: turnout = expit(m + shared effects + own sd x Z). Finds (m, own sd) with E[turnout] = mean
/// and sd = sd by 31-node Gauss-Hermite quadrature, within 8 nodes of every t scale. Unique for 0 <
/// sd < sqrt(mean (1 - mean)). Source: docs/method.md, "Turnout mean and sd".
class TurnoutSolver {
 public:
  TurnoutSolver();

  /// Mean and sd of a given centre and own sd.
  TurnoutCentre moments(double centre, double own_sd, const SharedVariance& shared) const;

  /// The centre that gives the mean; own noise as given.
  TurnoutCentre with_mean(double mean, double own_sd, const SharedVariance& shared) const;

  /// Centre and own noise that give mean and sd; nothing when the effects alone exceed the sd, or
  /// when no noise can reach it.
  std::optional<TurnoutCentre> with_mean_and_sd(double mean, double sd,
                                                const SharedVariance& shared) const;

 private:
  Quadrature normal_;
};

}  // namespace hustings
